"""``roleplay history`` and ``roleplay delete``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO
from unittest import mock

import pytest

from command_runs import run
from desk_scene import desk_home
from roleplay.plain.printer import Printer

WALK = ("sit", "today", "too fast", "", "listen first")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The desk, played to its end in practice and in exam mode."""
    home = desk_home(tmp_path)
    for mode in ("practice", "exam"):
        words = ("play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", mode)
        assert run(home, *words, typed=WALK).code == 0
    return home


def ids(home: Path, *words: str) -> list[str]:
    return [attempt["attempt"] for attempt in json.loads(run(home, "history", "--json", *words).out)]


def test_attempts_are_listed_the_latest_first(home: Path) -> None:
    ran = run(home, "history")
    assert [("Exam" in line, "Practice" in line) for line in ran.lines[:2]] == [(True, False), (False, True)]
    assert ran.lines[-1] == "finished attempts: 2"
    assert [line[:6] for line in ran.lines[:2]] == [id_[:6] for id_ in ids(home)]
    assert ids(home, "--mode", "exam") == ids(home)[:1]
    assert len(ids(home, "--passed")) + len(ids(home, "--not-passed")) == 2
    run(home, "history", "--scene", "nowhere", "--lang", "zh").says("共 2 次，这里 0 次")
    run(home.parent / "nobody", "history").says("You have not finished an attempt yet.")


def test_lines_are_wrapped_at_the_width_of_the_terminal(home: Path) -> None:
    def narrow(printer: Printer, read: TextIO, write: TextIO) -> None:
        printer.read, printer.write, printer.width = read, write, 40

    with mock.patch.object(Printer, "__init__", narrow):
        lines = run(home, "history").lines
    assert len(lines) > 3
    assert max(map(len, lines)) <= 40


def test_an_attempt_is_reopened_as_it_was(home: Path) -> None:
    first = ids(home)[-1]
    ran = run(home, "history", first[:8], typed=("1", "", "too late"))
    ran.says("this is its debrief", "too fast", "The goal you kept: listen first", "Enter to stop")
    assert "Enter keeps this goal" not in ran.out, "nothing is asked"
    assert run(home, "history").lines[-1] == "finished attempts: 2", "and nothing was played"
    shown = run(home, "history", first, "--replay", "--lang", "zh")
    assert shown.out.count("你：") == 2
    stepped = run(home, "history", first, "--replay", typed=("", "n", "c", "1", "zzz", "q"), tty=True)
    stepped.says("Enter: next line", "turn 1 of 2", "1. ", "There are no more such lines.")


def test_it_is_played_again_with_the_same_deal(home: Path) -> None:
    first = ids(home)[0]
    run(home, "history", first, "--again", typed=WALK).says("Exam", "seed 0")
    assert len(ids(home)) == 3
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    assert run(home, "history", first, "--again").code == 2
    run(home, "history", first, typed=("",)).says("this is its debrief")


@pytest.mark.parametrize("words", [("history", "zzz"), ("delete", "zzz", "--yes")])
def test_a_name_without_a_match_is_reported(home: Path, words: tuple[str, ...]) -> None:
    run(home, *words).fails("there is no finished attempt 'zzz'; roleplay history lists them")
    run(home, *words, "--lang", "zh").fails("没有练完的“zzz”这一次")


def test_an_ambiguous_name_is_reported(home: Path) -> None:
    with mock.patch("roleplay.presenting.history.matching_ids", return_value=["a", "b"]):
        run(home, "history", "a").fails("'a' could be any of 2 attempts")


def test_what_will_be_deleted_is_said_first(home: Path) -> None:
    first, second = ids(home)
    ran = run(home, "delete", first[:8])
    ran.says("This deletes the attempt at “The counter”", "This cannot be undone.")
    ran.fails("add --yes to delete")
    assert "Attempts deleted" not in run(home, "delete", first, typed=("n",), tty=True).out
    assert ids(home) == [first, second]
    run(home, "delete", first, typed=("y",), tty=True).says("Attempts deleted: 1.")
    assert ids(home) == [second]
    run(home, "play", "desk", "--no-briefing", "--new", typed=("sit", "q"))
    run(home, "delete", "--scene", "desk", "--yes").says("finished ones: 1", "Attempts deleted: 2.")
    assert ids(home) == []
    assert b"desk" not in (home / "records.db").read_bytes(), "what was left goes, too"
    run(home, "delete", "--scene", "desk", "--yes").fails("there is no attempt at 'desk'")


def test_everything_can_be_deleted(home: Path) -> None:
    ran = run(home, "delete", "--everything", "--yes", "--lang", "zh")
    ran.says("练完的 2 次，没练完的 0 次", "你的全部记录已删除。")
    assert ids(home) == []
    assert run(home, "delete").code == 2
