"""Playing line by line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import put
from command_runs import RunResult, run
from desk_scene import desk, desk_home, stuck_desk
from roleplay.locales import catalogue
from roleplay.plain.conversation import Conversation

from .conftest import WALK, records

# -- a whole play -----------------------------------------------------------------------------


@pytest.mark.parametrize("walk", [WALK, ("2", "2"), ("２", "today"), (" sit ", "2")], ids=str)
def test_by_ids_and_by_numbers(home: Path, play: Callable[..., RunResult], walk: tuple[str, ...]) -> None:
    ran = play(*walk, "It went well.", "")
    assert (ran.code, ran.err) == (0, "")
    ran.says("you: Please sit, and go on.", "Mr Wang: Good.", "He stays: He nods.", "Passed")
    assert records(home) == [("kept", ["sit", "today"])]


def test_every_line_is_printed_in_order(play: Callable[..., RunResult]) -> None:
    out = play(*WALK).out
    places = [
        out.index(text) for text in ("He comes in.", "The third time", "Anger 70", "you: Please", "And now?", "He nods")
    ]
    assert places == sorted(places)


def test_the_question_comes_before_the_score(home: Path, play: Callable[..., RunResult]) -> None:
    ran = play(*WALK, "Too fast, I think.", "", "-")
    assert ran.out.index("Before the score") < ran.out.index("Passed")
    db = sqlite3.connect(home / "records.db")
    assert db.execute("SELECT before_score, goal FROM reflections").fetchall() == [("Too fast, I think.", None)]
    db.close()


@pytest.mark.parametrize(
    ("typed", "saved"), [("", "When I "), ("If he shouts, I breathe.", "If he shouts, I breathe.")]
)
def test_a_goal_is_kept(home: Path, play: Callable[..., RunResult], typed: str, saved: str) -> None:
    play("wait", "today", "", "", typed).says("Kept.")
    db = sqlite3.connect(home / "records.db")
    ((goal,),) = db.execute("SELECT goal FROM reflections").fetchall()
    db.close()
    assert goal.startswith(saved)


def test_the_briefing_names_the_source_of_a_scene(home: Path) -> None:
    data = desk(
        id="told",
        source={"en": "Told in a course.", "zh": "课上讲过。"},
        reviewed="2026-03-01",
        walks={},
        touchpoint="repair",
    )
    put(home / "library" / "scenarios" / "told.yaml", json.dumps(data))
    run(home, "play", "told", typed=["q"]).says("Where it comes from: Told in a course.", "Last reviewed: 2026-03-01")
    run(home, "play", "told", "--lang", "zh", typed=["q"]).says("出处：课上讲过。", "客户旅程：接触后，报修与维修")


def test_the_list_shows_results_and_their_scoring(home: Path, play: Callable[..., RunResult]) -> None:
    play(*WALK)
    ran = run(home, "--plain", typed="q\n")
    ran.says("latest: passed, 100%")
    assert "best:" not in ran.out
    play("wait", "later")
    db = sqlite3.connect(home / "records.db")
    earlier = "json_set(outcome, '$.passed', json('true'), '$.scores.\"desk-rubric\"', 99.5)"
    db.execute(f"UPDATE attempts SET scoring = 1, outcome = {earlier} WHERE ending = 'lost'")
    db.commit()
    db.close()
    ran = run(home, "--plain", typed="q\n")
    ran.says("best: passed, 100%", "latest: not passed, 0% (rescored; by the earlier scoring: passed, 99%)")


def test_an_input_that_ends_with_the_walk_still_gets_the_debrief(play: Callable[..., RunResult]) -> None:
    ran = play(*WALK)
    assert ran.code == 0
    ran.says("Passed", "\nDesk: 100%\n", "One goal for next time")
    assert "Turn 2 of 2" not in ran.out


def test_crossing_a_red_line(play: Callable[..., RunResult]) -> None:
    ran = play("lie")
    ran.says("Not passed", "shouts", "He leaves", "This crosses a red line")


def test_in_chinese(home: Path) -> None:
    ran = run(home, "play", "desk", "--lang", "zh", "--seed", "0", typed=WALK)
    ran.says("柜台前", "王先生：第三次了！", "你：您坐，接着说。", "他留下了", "怒气 70")
    assert "Mr Wang" not in ran.out


def test_the_briefing_can_be_left_out(home: Path, play: Callable[..., RunResult]) -> None:
    run(home, "play", "desk", typed=WALK).says("Brief role.", "About Hearing.", "Desk at 50% or more", "“He stays”")
    assert "Brief role." not in play(*WALK).out


# -- the debrief: what mattered, and the rest on demand ------------------------------------------


def after_score(ran: RunResult) -> str:
    return ran.out.partition("Before the score")[2]


def test_what_mattered_comes_first_and_the_rest_only_on_request(play: Callable[..., RunResult]) -> None:
    shown = after_score(play("wait", "later"))
    parts = [
        "Not passed",
        "The costliest turn was 2",
        "- not met: Desk at least 50%, reached 0%",
        "\nDesk: 0%",
        "Turn 2 (cost",
        "One goal",
    ]
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    for rest in ("Turn 1 of 2", "Hearing: ", "How the readings moved", "how it could best", "Enter keeps this goal"):
        assert rest not in shown
    assert len(shown.splitlines()) < 30


@pytest.mark.parametrize(
    ("letter", "shown"),
    [("c", "Hearing: 0%"), ("t", "Turn 1 of 2"), ("2", "Turn 2 of 2"), ("m", "Anger: 70, 85"),
     ("?", "all turns, those"), ("w", "From turn 1 on, this is the best continuation"),
     ("a", "Anger: 70, 85"), ("Ａ", "Turn 1 of 2"),
     ("9", "There is no turn 9; the last is 2."), ("z", "“z” was not understood."), ("r", "No other rubric")],
)  # fmt: skip
def test_the_rest_is_printed_on_request(play: Callable[..., RunResult], letter: str, shown: str) -> None:
    ran = play("wait", "later", "", letter, "", "")
    asked = after_score(ran).partition("More?")[2]
    assert shown in asked
    assert asked.index(shown) < asked.index("Enter keeps this goal")
    ran.says("Kept.")


def test_turns_without_a_loss_take_one_line(play: Callable[..., RunResult]) -> None:
    asked = after_score(play("sit", "later", "", "t")).partition("More?")[2]
    assert "Turn 1 (nothing lost): Please sit, and go on." in asked
    assert "Turn 2 of 2 (cost" in asked


def test_the_best_line_starts_from_the_turn_shown_last(play: Callable[..., RunResult]) -> None:
    asked = after_score(play("wait", "later", "", "1", "w", "w", "w")).partition("More?")[2]
    assert asked.count("From turn 1 on, this is the best continuation") == 2
    assert "That is all of it." in asked
    assert "turn 1: Please sit, and go on." in asked


def test_the_debrief_can_be_left(home: Path, play: Callable[..., RunResult]) -> None:
    ran = play("wait", "later", "", "q", "")
    assert "Enter keeps this goal" not in ran.out
    assert "To go on" not in ran.out


@pytest.mark.parametrize(
    ("name", "sentence"), [("desk-rubrik", "did you mean desk-rubric?"), ("gone", "there are: desk-rubric")]
)
def test_a_rubric_that_is_not_there(play: Callable[..., RunResult], name: str, sentence: str) -> None:
    ran = play(*WALK, words=("--rubric", name))
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


# -- commands ----------------------------------------------------------------------------------


def test_a_hint_names_a_move_and_is_noted(play: Callable[..., RunResult]) -> None:
    ran = play("h", "h", *WALK, "", "c")  # requested again in the same turn, it is the same hint
    ran.says("hears them out. Leaves the talk with them.", "Hints used: 1.")


def test_no_hint_and_no_taking_back_in_an_exam(play: Callable[..., RunResult]) -> None:
    ran = play("h", "sit", "u", "today", words=("--mode", "exam"))
    ran.says("There are no hints in an exam.", "what you have said stands", "He stays")


def test_one_line_is_taken_back_in_practice(home: Path, play: Callable[..., RunResult]) -> None:
    ran = play("u", "wait", "U", "sit", "u", "today", "", "c")
    ran.says(
        "You have not said anything yet.", "The last line is taken back.", "you already have.", "Lines taken back: 1."
    )
    assert records(home) == [("kept", ["sit", "today"])]


def test_guided_says_what_each_line_did_and_takes_any_back(play: Callable[..., RunResult]) -> None:
    ran = play("wait", "u", "sit", "u", "wait", "later", words=("--mode", "guided"))
    ran.says("What this line did", "- against you: cuts in (Hearing -2)", "Because of wait.")
    ran.says("Better here: Please sit, and go on.")
    assert "you already have." not in ran.out


def test_another_language_in_the_middle(play: Callable[..., RunResult]) -> None:
    ran = play("l", "2", "L", "today")
    before, _, after = ran.out.partition("第三次了！")
    assert "The third time" in before
    assert "你：您坐，接着说。" in after
    assert after.index("你：您坐") < after.index("And now?")
    assert "Passed" in after


def test_what_was_said_can_be_read_again(play: Callable[..., RunResult]) -> None:
    assert play("sit", "t", "q").out.count("you: Please sit, and go on.") == 2


@pytest.mark.parametrize("nothing", ["", "   "])
def test_an_empty_line_is_not_an_unknown_command(home: Path, play: Callable[..., RunResult], nothing: str) -> None:
    ran = play(nothing, "q")
    assert records(home) == [("", [])]
    assert "not understood" not in ran.out
    assert ran.out.count("type a number") == 2, "what can be typed is said again"


@pytest.mark.parametrize("garbage", ["5", "0", "-1", "nonsense", "2 2", "sit!", "SIT", "22"])
def test_garbage_is_rejected_and_says_nothing(home: Path, play: Callable[..., RunResult], garbage: str) -> None:
    ran = play(garbage, "q")
    ran.says("was not understood: type a number")
    assert records(home) == [("", [])]


@pytest.mark.parametrize("typed", ["4", "gift"])
def test_a_locked_line_is_refused_with_its_reason(home: Path, play: Callable[..., RunResult], typed: str) -> None:
    ran = play(typed, "q")
    reason = "You cannot say this now: He does not trust you that far."
    ran.says(f"Take a new one. ({reason})", f"\n{reason}\n")
    assert records(home) == [("", [])]


# -- stopping and resuming ---------------------------------------------------------------------


@pytest.mark.parametrize("end", [(), ("q",), ("Q",)])
def test_stopping_in_the_middle_and_going_on_at_the_same_line(
    home: Path, play: Callable[..., RunResult], end: tuple[str, ...]
) -> None:
    ran = play("sit", *end)
    assert (ran.code, ran.err) == (0, "")
    ran.says("Stopped at turn 2; it is saved. To go on: roleplay play desk --resume")
    again = run(home, "play", "desk", "--resume", typed=["today"])
    assert again.code == 0
    again.says("Resuming at turn 2 (Practice).", "you: Please sit, and go on.", "Anger 50 annoyed", "He stays")
    assert "Brief role." not in again.out
    assert records(home) == [("kept", ["sit", "today"])]


def test_after_every_decision_of_a_walk(home: Path) -> None:
    run(home, "play", "desk", "--seed", "0", typed=[])
    for choice in WALK:
        run(home, "play", "desk", "--resume", typed=[choice])
    assert records(home) == [("kept", ["sit", "today"])]


def test_a_script_without_resume_begins_again(home: Path, play: Callable[..., RunResult]) -> None:
    play("sit")
    play("wait")
    assert records(home) == [("", ["sit"]), ("", ["wait"])]


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ("y", [("kept", ["sit", "today"])]),
        ("n", [("", ["sit"]), ("", [])]),
        ("", [("", ["sit"]), ("", [])]),
    ],
)
def test_a_person_is_asked(home: Path, play: Callable[..., RunResult], answer: str, after: object) -> None:
    play("sit")
    ran = run(home, "play", "desk", "--no-briefing", typed=[answer, "today", "q", "q"], tty=True)
    ran.says("You stopped at turn 2 (Practice). Go on?")
    assert records(home) == after


def test_new_does_not_ask(home: Path, play: Callable[..., RunResult]) -> None:
    play("sit")
    ran = run(home, "play", "desk", "--new", "--no-briefing", typed=["q"], tty=True)
    assert "Go on?" not in ran.out
    assert [choices for _, choices in records(home)] == [["sit"], []]


def test_nothing_to_resume(play: Callable[..., RunResult]) -> None:
    play(*WALK, words=("--resume",)).says("No unfinished attempt at this scene", "He stays")


def test_an_attempt_resumes_though_the_file_has_changed_or_gone(home: Path, play: Callable[..., RunResult]) -> None:
    path = home / "library" / "scenarios" / "desk.yaml"
    for damage in ("roleplay: scenario/1\nid: desk\nbogus: 1\n", json.dumps(desk(start="two", walks={})), None):
        put(path, json.dumps(desk()))
        play("sit")
        if damage is None:
            path.unlink()
        else:
            put(path, damage)
        ran = run(home, "play", "desk", "--resume", typed=["today"])
        ran.says("Resuming at turn 2 (Practice).", "Please sit, and go on.", "He stays")
    run(home, "play", "desk", "--resume", typed=["today"]).fails("no scene 'desk'")


def test_a_choice_that_no_longer_fits_is_one_sentence(home: Path, play: Callable[..., RunResult]) -> None:
    play("sit")
    db = sqlite3.connect(home / "records.db")
    db.execute("UPDATE decisions SET choice = 'never'")
    db.commit()
    db.close()
    ran = run(home, "play", "desk", "--resume", "--no-briefing", typed=["q"])
    assert ran.code == 0
    ran.says("This scene cannot be opened.", "never", "starting a new one")


def test_ctrl_c_in_the_middle_stops(
    home: Path, play: Callable[..., RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Conversation, "_print_choices", interrupt)
    ran = play("sit")
    assert (ran.code, ran.err) == (0, "")
    ran.says("Stopped at turn 1; it is saved.")


def test_a_turn_without_available_lines_says_so(tmp_path: Path) -> None:
    home = desk_home(tmp_path / "stuck", stuck_desk())
    ran = run(home, "play", "desk", "--plain", "--no-briefing", typed=["1", "h", "u", "1", "q"])
    words = catalogue("en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count(words("plain.stuck_back")) == 2
    assert ran.out.count(words("plain.stuck")) == 1  # in practice one line may be taken back
    ran.says(words("play.no_hint.stuck"), "Stopped at turn 2")
