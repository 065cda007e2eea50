"""Playing line by line."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import put
from roleplay.plain.shell import PlainShell
from roleplay.records.store import RecordStore
from roleplay.session import Attempt, Mode, Options, Setup
from roleplay.workspace import Workspace
from running import BOMB, Keyboard, Ran, desk, desk_home, run

WALK = ("sit", "today")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


@pytest.fixture
def play(home: Path) -> Callable[..., Ran]:
    """Play the desk with seed 0, which shows: 1 wait, 2 sit, 3 lie, and the gift, locked."""

    def play(*typed: str, words: tuple[str, ...] = (), **more: bool) -> Ran:
        return run(home, "play", "desk", "--seed", "0", "--no-briefing", *words, typed=typed, **more)

    return play


def records(home: Path) -> list[tuple[str, list[str]]]:
    """(ending or "", choices) of every attempt in the record, oldest first."""
    db = sqlite3.connect(home / "records.db")
    rows = db.execute("SELECT id, coalesce(ending, '') FROM attempts ORDER BY started_at").fetchall()
    live = "SELECT choice FROM decisions WHERE attempt_id = ? AND undone_at IS NULL ORDER BY seq"
    found = [(ending, [choice for (choice,) in db.execute(live, (id_,))]) for id_, ending in rows]
    db.close()
    return found


def shell(
    home: Path, typed: str, monkeypatch: pytest.MonkeyPatch, *, tty: bool = False
) -> tuple[PlainShell, Workspace]:
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    monkeypatch.setattr("roleplay.workspace.shipped_library", lambda: home / "nothing")
    workspace = Workspace()
    stream = (Keyboard if tty else io.StringIO)(typed)
    return PlainShell(workspace, "en", stream, io.StringIO()), workspace


def written(one: PlainShell) -> str:
    stream = one.out.write
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


# -- a whole play -----------------------------------------------------------------------------


@pytest.mark.parametrize("walk", [WALK, ("2", "2"), ("２", "today"), (" sit ", "2")], ids=str)
def test_by_ids_and_by_numbers(home: Path, play: Callable[..., Ran], walk: tuple[str, ...]) -> None:
    ran = play(*walk, "It went well.", "")
    assert (ran.code, ran.err) == (0, "")
    ran.says("you: Please sit, and go on.", "Mr Wang: Good.", "He stays: He nods.", "Passed", "CSAT 5")
    assert records(home) == [("kept", ["sit", "today"])]


def test_every_line_stands_in_its_order(play: Callable[..., Ran]) -> None:
    out = play(*WALK).out
    places = [
        out.index(text) for text in ("He comes in.", "The third time", "Anger 70", "you: Please", "And now?", "He nods")
    ]
    assert places == sorted(places)


def test_the_question_comes_before_the_score(home: Path, play: Callable[..., Ran]) -> None:
    ran = play(*WALK, "Too fast, I think.", "-")
    assert ran.out.index("Before the score") < ran.out.index("Passed")
    db = sqlite3.connect(home / "records.db")
    assert db.execute("SELECT before_score, goal FROM reflections").fetchall() == [("Too fast, I think.", None)]
    db.close()


@pytest.mark.parametrize(("typed", "kept"), [("", "If "), ("If he shouts, I breathe.", "If he shouts, I breathe.")])
def test_a_goal_is_kept(home: Path, play: Callable[..., Ran], typed: str, kept: str) -> None:
    play("wait", "today", "", typed).says("Kept.")
    db = sqlite3.connect(home / "records.db")
    ((goal,),) = db.execute("SELECT goal FROM reflections").fetchall()
    db.close()
    assert goal.startswith(kept)


def test_an_input_that_ends_with_the_walk_gives_the_debrief_all_the_same(play: Callable[..., Ran]) -> None:
    ran = play(*WALK)
    assert ran.code == 0
    ran.says("Passed", "Turn 2 of 2", "One goal for next time")


def test_a_line_that_must_not_be_crossed(play: Callable[..., Ran]) -> None:
    play("lie").says("Not passed", "shouts", "He leaves")


def test_in_chinese(home: Path) -> None:
    ran = run(home, "play", "desk", "--lang", "zh", "--seed", "0", typed=WALK)
    ran.says("柜台前", "王先生：第三次了！", "你：您坐，接着说。", "他留下了", "怒气 70")
    assert "Mr Wang" not in ran.out


def test_the_briefing_can_be_left_out(home: Path, play: Callable[..., Ran]) -> None:
    run(home, "play", "desk", typed=WALK).says("Brief role.", "About Hearing.", "Desk at 50% or more", "“He stays”")
    assert "Brief role." not in play(*WALK).out


# -- asking for something else -----------------------------------------------------------------


def test_a_hint_names_a_move_and_is_noted(play: Callable[..., Ran]) -> None:
    ran = play("h", *WALK)
    ran.says("hears them out. Leaves the talk with them.", "Hints looked at: 1.")


def test_no_hint_and_no_way_back_in_an_exam(play: Callable[..., Ran]) -> None:
    ran = play("h", "sit", "u", "today", words=("--mode", "exam"))
    ran.says("There are no hints in an exam.", "what was said stays said", "He stays")


def test_one_line_is_taken_back_in_practice(home: Path, play: Callable[..., Ran]) -> None:
    ran = play("u", "wait", "U", "sit", "u", "today")
    ran.says("You have not said anything yet.", "The last line is taken back.", "you have.", "Lines taken back: 1.")
    assert records(home) == [("kept", ["sit", "today"])]


def test_guided_says_what_each_line_did_and_takes_any_back(play: Callable[..., Ran]) -> None:
    ran = play("wait", "u", "sit", "u", "wait", "later", words=("--mode", "guided"))
    ran.says(
        "What this line did", "- cuts in (Hearing -2)", "Because of wait.", "A better line: Please sit, and go on."
    )
    assert "you have." not in ran.out


def test_another_language_in_the_middle(play: Callable[..., Ran]) -> None:
    ran = play("l", "2", "L", "today")
    before, _, after = ran.out.partition("第三次了！")
    assert "The third time" in before
    assert "你：您坐，接着说。" in after
    assert after.index("你：您坐") < after.index("And now?")
    assert "Passed" in after


def test_what_was_said_can_be_read_again(play: Callable[..., Ran]) -> None:
    assert play("sit", "t", "q").out.count("you: Please sit, and go on.") == 2


@pytest.mark.parametrize("garbage", ["5", "0", "-1", "nonsense", "", "   ", "2 2", "sit!", "SIT", "22"])
def test_garbage_is_answered_and_nothing_is_said(home: Path, play: Callable[..., Ran], garbage: str) -> None:
    ran = play(garbage, "q")
    ran.says("was not understood: type a number")
    assert records(home) == [("", [])]


@pytest.mark.parametrize("typed", ["4", "gift"])
def test_a_locked_line_is_refused_with_its_reason(home: Path, play: Callable[..., Ran], typed: str) -> None:
    ran = play(typed, "q")
    reason = "This cannot be said yet: He does not trust you that far."
    ran.says(f"Take a new one. ({reason})", f"\n{reason}\n")
    assert records(home) == [("", [])]


# -- stopping and going on ---------------------------------------------------------------------


@pytest.mark.parametrize("end", [(), ("q",), ("Q",)])
def test_stopping_in_the_middle_and_going_on_at_the_same_line(
    home: Path, play: Callable[..., Ran], end: tuple[str, ...]
) -> None:
    ran = play("sit", *end)
    assert (ran.code, ran.err) == (0, "")
    ran.says("Stopped at turn 2; it is saved. To go on: roleplay play desk --resume")
    again = run(home, "play", "desk", "--resume", typed=["today"])
    assert again.code == 0
    again.says("Going on at turn 2.", "you: Please sit, and go on.", "Anger 50 annoyed", "He stays")
    assert "Brief role." not in again.out
    assert records(home) == [("kept", ["sit", "today"])]


def test_after_every_decision_of_a_walk(home: Path) -> None:
    run(home, "play", "desk", "--seed", "0", typed=[])
    for choice in WALK:
        run(home, "play", "desk", "--resume", typed=[choice])
    assert records(home) == [("kept", ["sit", "today"])]


def test_a_script_without_resume_begins_anew(home: Path, play: Callable[..., Ran]) -> None:
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
def test_a_person_is_asked(home: Path, play: Callable[..., Ran], answer: str, after: object) -> None:
    play("sit")
    ran = run(home, "play", "desk", "--no-briefing", typed=[answer, "today", "q", "q"], tty=True)
    ran.says("You stopped at turn 2. Go on?")
    assert records(home) == after


def test_new_does_not_ask(home: Path, play: Callable[..., Ran]) -> None:
    play("sit")
    ran = run(home, "play", "desk", "--new", "--no-briefing", typed=["q"], tty=True)
    assert "Go on?" not in ran.out
    assert [choices for _, choices in records(home)] == [["sit"], []]


def test_nothing_to_go_on_with(play: Callable[..., Ran]) -> None:
    play(*WALK, words=("--resume",)).says("Nothing of this scene is left", "He stays")


def test_what_was_begun_goes_on_though_the_file_has_changed_or_gone(home: Path, play: Callable[..., Ran]) -> None:
    path = home / "library" / "scenarios" / "desk.yaml"
    for damage in ("roleplay: scenario/1\nid: desk\nbogus: 1\n", json.dumps(desk(start="two", walks={})), None):
        put(path, json.dumps(desk()))
        play("sit")
        if damage is None:
            path.unlink()
        else:
            put(path, damage)
        ran = run(home, "play", "desk", "--resume", typed=["today"])
        ran.says("Going on at turn 2.", "Please sit, and go on.", "He stays")
    run(home, "play", "desk", "--resume", typed=["today"]).fails("no scene 'desk'")


def test_a_choice_that_no_longer_fits_is_one_sentence(home: Path, play: Callable[..., Ran]) -> None:
    play("sit")
    db = sqlite3.connect(home / "records.db")
    db.execute("UPDATE decisions SET choice = 'never'")
    db.commit()
    db.close()
    ran = run(home, "play", "desk", "--resume", "--no-briefing", typed=["q"])
    assert ran.code == 0
    ran.says("This scene cannot be opened.", "never", "beginning anew")


def test_ctrl_c_in_the_middle_is_a_stop(home: Path, play: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(PlainShell, "_choices", interrupt)
    ran = play("sit")
    assert (ran.code, ran.err) == (0, "")
    ran.says("Stopped at turn 1; it is saved.")


# -- options ---------------------------------------------------------------------------------------


def setup_of(**options: bool) -> Setup:
    return Setup(0, Mode.PRACTICE, (), Options(**options))


def test_own_words_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "Please calm down, \x1b[31mgo on.\nsit\n\ntoday\n"
    one, workspace = shell(home, typed, monkeypatch)
    one.play("desk", setup_of(own_words=True), resume=False, new=False, briefing=False)
    out = written(one)
    assert out.index("First in your own words") < out.index("1. Wait a moment.")
    assert "“calm down” cuts in; what helps more: hears them out" in out
    assert "“go on” hears them out" in out
    assert "You wrote: Please calm down, go on." in out
    assert "\x1b" not in out
    workspace.close()


def test_how_sure(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, workspace = shell(home, "sit\n9\nx\n3\ntoday\n\n", monkeypatch)
    one.play("desk", setup_of(ask_sure=True), resume=False, new=False, briefing=False)
    out = written(one)
    assert out.count("How sure are you?") == 4
    assert "very sure" in out
    words = workspace.words("en")
    assert words("debrief.sure", sure=words("play.sure.level3"), count=1, best=1) in out
    workspace.close()


def test_the_thermometer_is_guessed_where_the_meters_are_hidden(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, workspace = shell(home, "4\nsit\n\ntoday\n", monkeypatch)
    one.play("desk", setup_of(hide_meters=True), resume=False, new=False, briefing=False)
    out = written(one)
    playing, _, after = out.partition("Before the score")
    assert "1 calm, 2 uneasy, 3 annoyed, 4 angry, 5 furious" in playing
    assert "70" not in playing
    assert "you put “Anger” at “angry”, and so it was" in after
    assert "Your guesses of “Anger”: 1 of 1 right." in after
    workspace.close()


@pytest.mark.parametrize("options", [{"own_words": True}, {"ask_sure": True}, {"hide_meters": True}])
def test_an_input_that_ends_at_an_option_is_a_stop_too(
    home: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, bool]
) -> None:
    one, workspace = shell(home, "", monkeypatch)
    assert one.play("desk", setup_of(**options), resume=False, new=False, briefing=False) == 0
    assert "it is saved" in written(one)
    workspace.close()


def test_q_stops_where_a_number_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, workspace = shell(home, "q\n", monkeypatch)
    assert one.play("desk", setup_of(hide_meters=True), resume=False, new=False, briefing=False) == 0
    assert "it is saved" in written(one)
    workspace.close()


# -- plain text only ---------------------------------------------------------------------------------


def test_bombs_of_markup_are_shown_as_they_stand(home: Path) -> None:
    ran = run(home, "play", "desk", "--seed", "0", "--mode", "guided", typed=["wait", "today"])
    assert ran.code == 0
    assert ran.out.count(BOMB) >= 6


def test_what_is_typed_cannot_steer_the_terminal(play: Callable[..., Ran]) -> None:
    ran = play("\x1b[2Jgone\x1b]0;title\x07", *WALK, "\x1b[31mred", "\x1b[31mgoal")
    ran.says("gone")
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out


def test_a_terminal_gets_lines_that_fit(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from roleplay.text.cells import cell_len

    one, workspace = shell(home, "sit\ntoday\n", monkeypatch)
    monkeypatch.setenv("COLUMNS", "40")
    one = PlainShell(workspace, "zh", io.StringIO("sit\ntoday\n"), Keyboard())
    one.play("desk", setup_of(), resume=False, new=False, briefing=True)
    lines = written(one).splitlines()
    assert lines
    assert max(map(cell_len, lines)) <= 40
    assert "> " in written(one)
    workspace.close()


# -- trouble with the record -------------------------------------------------------------------------


def test_a_damaged_record_is_set_aside_and_said(home: Path, play: Callable[..., Ran]) -> None:
    play("sit")
    for name in ("records.db-wal", "records.db-shm"):
        (home / name).unlink(missing_ok=True)
    put(home / "records.db", b"not a record at all" * 100)
    ran = play(*WALK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("Your record was damaged and a new one was begun") == 1
    ran.says("He stays", "Kept." if "Kept." in ran.out else "One goal")
    assert records(home) == [("kept", ["sit", "today"])]


def test_a_record_that_cannot_be_opened(home: Path, play: Callable[..., Ran]) -> None:
    (home / "records.db").mkdir()
    ran = play("sit", "q")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("You can play, but nothing will be kept.") == 1
    ran.says("you: Please sit, and go on.", "Stopped; nothing of it could be saved.")
    play(*WALK, "", "").says("He stays", "It cannot be saved this time")


class Failing:
    """A connection that fails when it commits."""

    def __init__(self, db: sqlite3.Connection, words: str) -> None:
        self._db, self._words = db, words

    def execute(self, sql: str, *values: object) -> object:
        if sql.startswith("COMMIT"):
            raise sqlite3.OperationalError(self._words)
        return self._db.execute(sql, *values)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)


@pytest.mark.parametrize(
    ("words", "said"),
    [("database or disk is full", "The disk is full"), ("attempt to write a readonly database", "is read-only")],
)
def test_trouble_in_the_middle_is_said_once_and_the_play_goes_on(
    home: Path, play: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    say = Attempt.say

    def then_the_disk_fails(self: Attempt, *values: object) -> object:
        store: RecordStore = self.journal.store  # type: ignore[attr-defined]
        if store.saving:
            store._keeper.db = Failing(store._keeper.db, words)  # type: ignore[assignment]
        return say(self, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(Attempt, "say", then_the_disk_fails)
    ran = play(*WALK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count(said) == 1
    assert ran.out.index(said) < ran.out.index("And now?\nAnger") if "And now?\nAnger" in ran.out else True
    ran.says("He stays", "Turn 2 of 2")


# -- the library ---------------------------------------------------------------------------------------


def test_the_library_by_number_by_name_and_by_nonsense(home: Path) -> None:
    put(home / "library" / "scenarios" / "aaa.yaml", "roleplay: scenario/1\nid: aaa\n")
    ran = run(home, typed="99\n\nnonsense\n１\nq\ndesk\nsit\nq\nq\n")
    assert ran.code == 0
    ran.says("There is no “99”", "There is no “nonsense”", "aaa  cannot be used", "1. The counter (desk")
    assert ran.out.count("roleplay play desk --resume") == 2
    assert [choices for _, choices in records(home)] == [[], ["sit"]]


def test_an_empty_library(tmp_path: Path) -> None:
    ran = run(tmp_path / "nothing", typed="1\n")
    assert ran.code == 0
    ran.says("There are no scenes.", "There is no “1”")


def test_a_scene_that_breaks_while_the_list_is_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, workspace = shell(home, "desk\ndesk\nq\n", monkeypatch)
    assert workspace.library.entries
    path = home / "library" / "scenarios" / "desk.yaml"
    put(path, "roleplay: scenario/1\nid: desk\nbogus: 1\n")
    ask = one.out.ask

    def gone_at_the_second(question: str = "") -> str | None:
        answer = ask(question)
        if "cannot be opened" in written(one):
            path.unlink(missing_ok=True)
        return answer

    monkeypatch.setattr(one.out, "ask", gone_at_the_second)
    assert one.library() == 0
    assert written(one).count("This scene cannot be opened.") == 2
    workspace.close()
