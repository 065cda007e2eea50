"""Every option of the full screen's briefing is available line by line."""

from __future__ import annotations

import io
import os
import pty
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import put, yaml
from command_runs import RunResult, run
from desk_scene import desk
from roleplay.plain.printer import Printer
from roleplay.presenting.preparation import OptionKind

from .conftest import WALK, records

FLAGS = {
    OptionKind.MODE: ("--mode", "exam"),
    OptionKind.OWN_WORDS: ("--own-words",),
    OptionKind.ASK_SURE: ("--sure",),
    OptionKind.TIMED: ("--timed",),
    OptionKind.HIDE_METERS: ("--hide-meters",),
    OptionKind.PERSONA: ("--persona", "wang=touchy"),
    OptionKind.LANGUAGE: ("--lang", "en"),
}


@pytest.fixture
def timed(home: Path) -> str:
    """A scene in which silence at the start counts as stalling."""
    data = desk(id="timed", walks={})
    data["nodes"]["one"]["silence"] = {"after": 20, "choice": "wait"}
    put(home / "library" / "scenarios" / "timed.yaml", yaml(data))
    return "timed"


def play(home: Path, scene: str, *words: str, typed: tuple[str, ...] = (), tty: bool = True) -> RunResult:
    return run(home, "play", scene, "--seed", "0", *words, typed=typed, tty=tty)


def test_every_option_of_the_briefing_has_a_flag_and_is_shown(home: Path, timed: str) -> None:
    assert FLAGS.keys() == set(OptionKind)
    words = [word for flag in FLAGS.values() for word in flag]
    ran = play(home, timed, *words, typed=("q",), tty=False)
    ran.says("Mode: Exam", "Own words first: on", "Say how sure: on", "Timed: on", "Hide the meters: on")
    ran.says("Mr Wang: touchy")
    plain = play(home, timed, "--new", typed=("q",), tty=False)
    plain.says("Mode: Practice")
    assert ": on" not in plain.out


def test_a_flag_does_what_it_says(home: Path, timed: str) -> None:
    play(home, timed, "--sure", typed=(*WALK, "3"), tty=False).says("How sure are you?")
    hidden = play(home, timed, "--hide-meters", typed=("2", *WALK), tty=False)
    hidden.says("Where do you think their Anger is now?")
    assert "Anger 70" not in hidden.out


@pytest.mark.parametrize(("flag", "about"), [("--timed", "depends on time"), ("--hide-meters", "no meters")])
def test_a_flag_that_the_scene_cannot_use_is_reported(home: Path, flag: str, about: str) -> None:
    data = desk(id="bare", meters={}, walks={})
    data["nodes"]["one"]["choices"] = data["nodes"]["one"]["choices"][:3]
    put(home / "library" / "scenarios" / "bare.yaml", yaml(data))
    play(home, "bare", flag).fails(about)


@pytest.mark.parametrize(
    ("typed", "mode"),
    [("1", "Guided"), ("2", "Practice"), ("3", "Exam"), ("３", "Exam"), ("", "Practice"), ("9\n1", "Guided")],
)
def test_the_mode_is_asked_if_someone_can_answer(home: Path, typed: str, mode: str) -> None:
    ran = play(home, "desk", typed=(typed, *WALK))
    ran.says("1 Guided: After each line", "How much help?", f"Mode: {mode}", f"| {mode} |", "He stays")


def test_the_mode_is_not_asked_if_known_or_nobody_can_answer(home: Path) -> None:
    for words, tty in ((("--mode", "exam"), True), (("--no-briefing",), True), ((), False)):
        ran = play(home, "desk", *words, typed=WALK, tty=tty)
        assert "How much help?" not in ran.out
        ran.says("He stays")


def test_an_attempt_starting_in_a_walk_cannot_be_in_exam_mode(home: Path) -> None:
    ran = play(home, "desk", "--from", "best:2", typed=("3", "1", "today"))
    ran.says("2 Practice: ", "| Guided |")
    assert "3 Exam" not in ran.out


def test_leaving_at_that_question_begins_nothing(home: Path) -> None:
    for typed in (("q",), ()):
        assert play(home, "desk", typed=typed).code == 0
    assert not (home / "records.db").exists() or records(home) == []


def test_the_library_asks_too(home: Path) -> None:
    run(home, typed=("1", "3", *WALK, "", "", "q"), tty=True).says("| Exam |", "He stays")
    assert "How much help?" not in run(home, typed=("1", *WALK, "", "", "q")).out


# -- time ------------------------------------------------------------------------------------------


def test_saying_nothing_is_an_answer_once_time_is_up(home: Path, timed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Printer, "_typed_within", lambda *_: False)
    ran = play(home, timed, "--timed", "--no-briefing", typed=("today",))
    ran.says("Saying nothing is an answer too: 20 s left", "Time is up", "you: Wait a moment.", "He stays")


def test_more_time_can_be_requested_and_commands_cost_none(
    home: Path, timed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def typed_within(_: Printer, seconds: float) -> bool:
        asked.append(seconds)
        return True

    monkeypatch.setattr(Printer, "_typed_within", typed_within)
    ran = play(home, timed, "--timed", "--no-briefing", typed=("+", "＋", "t", "sit", "today"))
    ran.says("40 s left", "60 s left", "He stays")
    assert [round(seconds) for seconds in asked] == [20, 40, 60, 20]


def test_time_does_not_pass_for_a_file_of_answers(home: Path, timed: str) -> None:
    play(home, timed, "--timed", "--no-briefing", typed=WALK, tty=False).says("20 s left", "He stays")


@pytest.fixture
def terminal() -> Iterator[tuple[int, Printer]]:
    """The end of a terminal to type into, and a printer that reads from it."""
    leader, follower = pty.openpty()
    with open(follower, encoding="utf-8") as read:
        yield leader, Printer(read, io.StringIO())
    os.close(leader)


def test_a_terminal_is_waited_for_until_time_is_up(terminal: tuple[int, Printer]) -> None:
    leader, printer = terminal
    os.write(leader, b"sit\n")
    assert printer.ask_within(5) == "sit"
    os.write(leader, b"half a li")
    with pytest.raises(TimeoutError):
        printer.ask_within(0.01)
    os.write(leader, b"today\n")
    assert printer.ask_within(5) == "today", "what was begun before is dropped"


def test_mode_and_options_of_last_time_apply_if_someone_can_answer(home: Path, timed: str) -> None:
    run(home, "settings", "mode", "exam")
    run(home, "settings", "timed", "on")
    play(home, "desk", "--no-briefing", typed=("q",)).says("| Practice |")
    play(home, "desk", "--new", typed=("q",), tty=False).says("Mode: Practice")
    play(home, timed, "--new", typed=("", "q")).says("Mode: Exam", "Timed: on")
    play(home, "desk", "--new", "--mode", "practice", typed=("q",)).says("Mode: Practice")
    run(home, "settings", "mode").says("exam")
    play(home, timed, "--new", typed=("1", "q")).says("Mode: Guided")
    run(home, "settings", "mode").says("guided")


def test_in_an_exam_only_keys_that_work_are_listed(home: Path) -> None:
    for mode, named in (("exam", False), ("practice", True)):
        ran = play(home, "desk", "--new", "--no-briefing", "--mode", mode, typed=("q",), tty=False)
        (keys,) = [line for line in ran.lines if line.startswith("type a number to say it; ")]
        assert ("h hint, u take back" in keys, "l language, t what was said, q stop" in keys) == (named, True)
