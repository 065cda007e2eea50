"""Printing lines, and reading answers."""

from __future__ import annotations

import io

import pytest

from command_runs import Keyboard
from roleplay.plain.printer import Printer
from roleplay.text.cells import cell_len


def printer(typed: str = "", *, terminal: bool = False) -> tuple[Printer, io.StringIO]:
    write = Keyboard() if terminal else io.StringIO()
    return Printer(io.StringIO(typed), write), write


def test_untrusted_text_is_made_safe() -> None:
    out, write = printer()
    out.line("王先生 \x1b[31mred\x1b]0;title\x07 \u202eback\ttab [/b]")
    assert write.getvalue() == "王先生 red back tab [/b]\n"


def test_a_pipe_gets_whole_paragraphs() -> None:
    out, write = printer()
    out.line("word " * 100)
    out.line("first\nsecond", indent="  ")
    out.line()
    assert write.getvalue().splitlines()[1:] == ["first", "  second", ""]
    assert len(write.getvalue().splitlines()[0]) > 400


def test_a_terminal_gets_lines_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    out, write = printer(terminal=True)
    out.line("第三次了！你们到底会不会修？我下周还要上课，你们倒是给个准话。", indent="  ")
    out.line()
    lines = write.getvalue().splitlines()
    assert len(lines) > 2
    assert max(map(cell_len, lines)) <= 30
    assert all(line.startswith("  ") for line in lines[1:-1])
    assert lines[-1] == ""


def test_a_terminal_without_a_width_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1")
    out, write = printer(terminal=True)
    out.line("some words that are long enough to be wrapped")
    assert max(map(cell_len, write.getvalue().splitlines())) <= 20


def test_empty_paragraphs_are_left_out_of_several() -> None:
    out, write = printer()
    out.lines("a", "", "b")
    assert write.getvalue() == "a\nb\n"


def test_answers() -> None:
    out, write = printer("one\r\n\x1b[Dtwo\x07\nlast")
    assert [out.ask("What?"), out.ask(), out.ask(), out.ask()] == ["one", "two␇", "last", None]
    assert write.getvalue() == "What?\n"


def test_a_terminal_sees_where_to_type() -> None:
    out, write = printer("x\n", terminal=True)
    out.ask("What?")
    assert write.getvalue() == "What?\n> "
