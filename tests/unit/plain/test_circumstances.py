"""Playing line by line with options, hostile texts and disk errors; and the list of scenes."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import put
from command_runs import Keyboard, RunResult, run
from desk_scene import BOMB, desk, desk_home
from letter_encoder import LetterEncoder
from roleplay.plain.shell import PlainShell
from roleplay.records import disk
from roleplay.records.store import RecordStore
from roleplay.session import Attempt, Mode, Options, Setup

from .conftest import WALK, OpenShell, output_of, records

# -- options ---------------------------------------------------------------------------------------


def setup_of(**options: bool) -> Setup:
    return Setup(0, Mode.PRACTICE, (), Options(**options))


def test_own_words_first(open_shell: OpenShell) -> None:
    typed = "Please calm down, \x1b[31mgo on.\nsit\n\ntoday\n\na\n"
    shell, workspace = open_shell(typed)
    shell.play("desk", setup_of(own_words=True), resume=False, new=False, briefing=False)
    out = output_of(shell)
    assert out.index("First in your own words") < out.index("1. Wait a moment.")
    assert "! “calm down” is often “cuts in”." in out
    assert "What helps more: “hears them out”." in out
    assert "~ “go on” is often “hears them out”." in out
    assert "  Your own words (not scored): Please calm down, go on.\n    ! “calm down”" in out
    assert "\x1b" not in out
    workspace.close()


def test_papers_are_in_the_briefing_and_can_be_read_again(tmp_path: Path) -> None:
    slip = {"title": {"en": "Slip", "zh": "单子"}, "text": {"en": "9:40 at the door\n9:41 gone", "zh": "9:40\n9:41"}}
    home = desk_home(tmp_path, desk(brief={**desk()["brief"], "papers": [slip]}))
    ran = run(home, "play", "desk", "--lang", "en", typed=["p", "q"])
    assert ran.out.count("9:40 at the door\n") == 2
    assert "Slip: \n" in ran.out or "Slip:\n" in ran.out
    assert "p papers in your hand" in ran.out


def test_without_papers_there_is_no_command_for_them(play: Callable[..., RunResult]) -> None:
    ran = play("p", "q", words=("--lang", "en"))
    assert "papers" not in ran.out
    ran.says("“p” was not understood")


def test_enter_says_the_nearest_line(open_shell: OpenShell, letter_encoder: LetterEncoder) -> None:
    shell, workspace = open_shell("Please sit down and tell me!\n\n\nq\nq\n")
    shell.play("desk", setup_of(own_words=True), resume=False, new=False, briefing=False)
    assert "By meaning, 2 comes nearest to yours. Enter says it; or pick another." in output_of(shell)
    ((decision,),) = [attempt.decisions for attempt in workspace.store.unfinished()]
    assert (decision.choice, decision.own_words) == ("sit", "Please sit down and tell me!")
    workspace.close()


def test_without_an_encoder_a_note_says_that_only_words_were_compared(open_shell: OpenShell) -> None:
    shell, workspace = open_shell("Sit down\n\nq\n")
    shell.play("desk", setup_of(own_words=True), resume=False, new=False, briefing=False)
    out = output_of(shell)
    assert "Only words were compared; comparing by meaning is not installed" in out
    assert workspace.store.unfinished()[0].decisions == ()  # Enter alone says nothing: no line was clearly nearest
    workspace.close()


def test_a_whole_conversation_can_be_typed(play: Callable[..., RunResult], home: Path) -> None:
    ran = play("Please sit.", "sit", "You get it today.", "today", "", "", words=("--own-words",))
    assert ran.out.count("First in your own words") == 2
    assert ran.out.index("You get it today.") if "You get it today." in ran.out else True
    assert records(home)[-1][1] == list(WALK)


def test_how_sure(open_shell: OpenShell) -> None:
    shell, workspace = open_shell("sit\n9\nx\n3\ntoday\n\n\nm\na\n")
    shell.play("desk", setup_of(ask_sure=True), resume=False, new=False, briefing=False)
    out = output_of(shell)
    assert out.count("How sure are you?") == 4
    assert "very sure" in out
    words = workspace.words("en")
    assert words("debrief.sure", sure=words("play.sure.level3"), count=1, best=1, rubric="Desk") in out
    workspace.close()


def test_hidden_meters_are_guessed_line_by_line(open_shell: OpenShell) -> None:
    shell, workspace = open_shell("4\nsit\n\ntoday\n\na\n")
    shell.play("desk", setup_of(hide_meters=True), resume=False, new=False, briefing=False)
    out = output_of(shell)
    playing, _, after = out.partition("Before the score")
    assert "1 calm, 2 uneasy, 3 annoyed, 4 angry, 5 furious" in playing
    assert "70" not in playing
    assert "you put “Anger” at “angry”, and that was right" in after
    assert "Your guesses of “Anger”: 1 of 1 right." in after
    workspace.close()


@pytest.mark.parametrize("other", ["h", "?", "t", "l", "gift", "u", "nonsense"])
def test_answers_are_kept_when_a_command_follows(open_shell: OpenShell, other: str) -> None:
    shell, workspace = open_shell(f"4\nmy words\n{other}\nsit\n2\nq\n")
    shell.play(
        "desk", setup_of(own_words=True, hide_meters=True, ask_sure=True), resume=False, new=False, briefing=False
    )
    ((decision,),) = [attempt.decisions for attempt in workspace.store.unfinished()]
    assert (decision.choice, decision.guess, decision.own_words, decision.sure) == ("sit", 3, "my words", 2)
    workspace.close()


def test_the_questions_of_a_turn_taken_back_are_asked_again(open_shell: OpenShell) -> None:
    shell, workspace = open_shell("first\nsit\nsecond\nu\nthird\nwait\nq\nq\n")
    shell.play("desk", setup_of(own_words=True), resume=False, new=False, briefing=False)
    ((decision,),) = [attempt.decisions for attempt in workspace.store.unfinished()]
    assert (decision.choice, decision.own_words) == ("wait", "third")
    workspace.close()


@pytest.mark.parametrize("options", [{"own_words": True}, {"ask_sure": True}, {"hide_meters": True}])
def test_an_input_that_ends_at_an_option_stops_too(open_shell: OpenShell, options: dict[str, bool]) -> None:
    shell, workspace = open_shell("")
    assert shell.play("desk", setup_of(**options), resume=False, new=False, briefing=False) == 0
    assert "it is saved" in output_of(shell)
    workspace.close()


def test_q_stops_at_a_question_for_a_number(open_shell: OpenShell) -> None:
    shell, workspace = open_shell("q\n")
    assert shell.play("desk", setup_of(hide_meters=True), resume=False, new=False, briefing=False) == 0
    assert "it is saved" in output_of(shell)
    workspace.close()


# -- plain text only ---------------------------------------------------------------------------------


def test_markup_is_shown_literally(home: Path) -> None:
    ran = run(home, "play", "desk", "--seed", "0", "--mode", "guided", typed=["wait", "today"])
    assert ran.code == 0
    assert ran.out.count(BOMB) >= 6


def test_typed_text_cannot_control_the_terminal(play: Callable[..., RunResult]) -> None:
    ran = play("\x1b[2Jgone\x1b]0;title\x07", *WALK, "\x1b[31mred", "\x1b[31mgoal")
    ran.says("gone")
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out


def test_a_terminal_gets_lines_that_fit(open_shell: OpenShell, monkeypatch: pytest.MonkeyPatch) -> None:
    from roleplay.text.cells import cell_len

    shell, workspace = open_shell("sit\ntoday\n")
    monkeypatch.setenv("COLUMNS", "40")
    shell = PlainShell(workspace, "zh", io.StringIO("sit\ntoday\n"), Keyboard())
    shell.play("desk", setup_of(), resume=False, new=False, briefing=True)
    lines = output_of(shell).splitlines()
    assert lines
    assert max(map(cell_len, lines)) <= 40
    assert "> " in output_of(shell)
    workspace.close()


# -- problems with the record ------------------------------------------------------------------------


def test_a_damaged_record_is_set_aside_and_reported(home: Path, play: Callable[..., RunResult]) -> None:
    play("sit")
    for name in ("records.db-wal", "records.db-shm"):
        (home / name).unlink(missing_ok=True)
    put(home / "records.db", b"not a record at all" * 100)
    ran = play(*WALK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("Your record was damaged, so a new one was started") == 1
    ran.says("He stays", "Kept." if "Kept." in ran.out else "One goal")
    assert records(home) == [("kept", ["sit", "today"])]


def test_a_record_that_cannot_be_opened(home: Path, play: Callable[..., RunResult]) -> None:
    (home / "records.db").mkdir()
    ran = play("sit", "q")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("cannot be opened. You can keep playing: saving is tried again") == 1
    ran.says("you: Please sit, and go on.", "Stopped at turn 2.\n", "“The counter”: nothing of it is on disk.")
    assert "it is saved" not in ran.out
    play(*WALK, "", "", "When he shouts, I breathe.").says("He stays", "It is not on disk yet")


class Failing:
    """A connection that fails on commit."""

    def __init__(self, db: sqlite3.Connection, words: str) -> None:
        self._db, self._words = db, words

    def execute(self, sql: str, *values: object) -> object:
        if sql.startswith("COMMIT"):
            raise sqlite3.OperationalError(self._words)
        return self._db.execute(sql, *values)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("database or disk is full", "The disk is full"), ("attempt to write a readonly database", "is read-only")],
)
def test_a_disk_error_is_reported_once_and_the_play_continues(
    home: Path, play: Callable[..., RunResult], monkeypatch: pytest.MonkeyPatch, words: str, expected: str
) -> None:
    say, connect, at = Attempt.say, disk.connect, iter(range(9))

    def say_then_fail(self: Attempt, *values: object) -> object:
        store: RecordStore = self.journal.store  # type: ignore[attr-defined]
        if next(at) == 1:
            store._database.connection = Failing(store._database.connection, words)  # type: ignore[assignment]
            monkeypatch.setattr(disk, "connect", lambda path: Failing(connect(path), words))
        return say(self, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(Attempt, "say", say_then_fail)
    ran = play(*WALK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count(expected) == 1
    assert ran.out.index("Please sit") < ran.out.index(expected) < ran.out.index("One goal for next time")
    ran.says("He stays", "One goal for next time", "everything up to turn 2 is on disk, nothing after it.")
    assert [choices for _, choices in records(home)] == [["sit"]]


def test_once_there_is_space_everything_is_written_and_reported(
    home: Path, play: Callable[..., RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    say, connect, words = Attempt.say, disk.connect, "database or disk is full"

    def fails_once(self: Attempt, *values: object) -> object:
        store: RecordStore = self.journal.store  # type: ignore[attr-defined]
        if not self.decisions:
            store._database.connection = Failing(store._database.connection, words)  # type: ignore[assignment]
            monkeypatch.setattr(disk, "connect", lambda path: Failing(connect(path), words))
        else:
            monkeypatch.setattr(disk, "connect", connect)
        return say(self, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(Attempt, "say", fails_once)
    ran = play(*WALK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("The disk is full") == ran.out.count("Your record can be written again") == 1
    assert "the disk has" not in ran.out
    assert [choices for _, choices in records(home)] == [list(WALK)]


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


def test_a_scene_that_breaks_while_the_list_is_shown(
    home: Path, open_shell: OpenShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, workspace = open_shell("desk\ndesk\nq\n")
    assert workspace.library.entries
    path = home / "library" / "scenarios" / "desk.yaml"
    put(path, "roleplay: scenario/1\nid: desk\nbogus: 1\n")
    ask = shell.out.ask

    def gone_at_the_second(question: str = "") -> str | None:
        answer = ask(question)
        if "cannot be opened" in output_of(shell):
            path.unlink(missing_ok=True)
        return answer

    monkeypatch.setattr(shell.out, "ask", gone_at_the_second)
    assert shell.library() == 0
    assert output_of(shell).count("This scene cannot be opened.") == 2
    workspace.close()
