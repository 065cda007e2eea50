"""Follows the instructions of a page, and compares the output with what the page shows.

The conventions, which human readers follow too:

* a ``yaml`` block whose first line is ``# file: PATH`` is written to PATH, that line included;
* a ``yaml`` block whose first line says ``(add at the end of the file)`` goes to the end of the file written last;
* a ``diff`` block changes that file: its lines beginning with a space or ``-`` must occur there exactly once;
* in a ``sh`` block every line is typed;
* in a ``console`` block ``$ roleplay ...`` is run, ``> ...`` is what the reader types, the rest must be the output.
  A line ``...`` stands for any lines, `` ...`` within a line or at its end for any text.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from documents.pages import Block
from roleplay.cli import main

AT_THE_END = ("(add at the end of the file)", "（加在文件末尾）")
ANYTHING = "..."


class Follower:
    """Follows the instructions of a page in its own folder."""

    def __init__(self, folder: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.patch = monkeypatch
        self.file: Path | None = None
        #: exit code of the command typed last
        self.code = 0
        monkeypatch.chdir(folder)
        monkeypatch.setenv("ROLEPLAY_HOME", str(folder / ".home"))
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if language == "zh" else "en_GB.UTF-8")
        monkeypatch.delenv("ROLEPLAY_LIBRARY", raising=False)

    def follow(self, block: Block) -> None:
        first = block.text.partition("\n")[0]
        if block.kind == "yaml" and first.startswith("# file: "):
            self.file = self.folder / first.removeprefix("# file: ").strip()
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(block.text, encoding="utf-8")
        elif block.kind == "yaml" and any(mark in first for mark in AT_THE_END):
            assert self.file is not None, f"{block.place}: there is no file to add to"
            self.file.write_text(self.file.read_text(encoding="utf-8") + block.text, encoding="utf-8")
        elif block.kind == "diff":
            assert self.file is not None, f"{block.place}: there is no file to change"
            self.file.write_text(changed(self.file.read_text(encoding="utf-8"), block), encoding="utf-8")
        elif block.kind == "console":
            for command, typed, expected in commands(block):
                actual = self.run(command, typed)
                problem = difference(expected, actual)
                assert problem is None, f"{block.place}: $ {command}\n{problem}\nthe whole output:\n{actual}"
        elif block.kind == "sh":
            for line in block.text.splitlines():
                self.type(line, block)

    def type(self, line: str, block: Block) -> None:
        """Run a shell line whose output is not shown; it must succeed, though it may report findings."""
        words = shlex.split(line, comments=True)
        if words[:1] == ["cp"]:
            shutil.copy(self.folder / words[1], self.folder / words[2])
        elif words:
            output = self.run(line, [])
            assert self.code in (0, 1), f"{block.place}: {line}\n{output}"

    def run(self, command: str, typed: list[str]) -> str:
        """The output of one command line, given what is typed."""
        words = shlex.split(command, comments=True)
        assert words[0] == "roleplay", f"only roleplay is run here: {command}"
        target = words[words.index(">") + 1] if ">" in words else None
        words = words[1 : words.index(">")] if target else words[1:]
        out = io.StringIO()
        self.patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        with redirect_stdout(out), redirect_stderr(out):
            self.code = main(words)
        if target is not None:
            (self.folder / target).write_text(out.getvalue(), encoding="utf-8")
            return ""
        return out.getvalue()


def changed(text: str, block: Block) -> str:
    """``text`` with a diff applied; the old lines must occur there exactly once."""
    lines = block.text.splitlines()
    assert all(line[:1] in (" ", "+", "-", "") for line in lines), f"{block.place}: a line begins with no sign"
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "+")
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "-")
    count = len(re.findall(f"^(?={re.escape(old)})", text, re.M))
    assert count == 1, f"{block.place}: the text to change occurs in the file {count} times:\n{old}"
    return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]


def commands(block: Block) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each command in a console block, with the lines typed and the output shown."""
    command, typed, expected = "", list[str](), list[str]()
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, typed, expected
            command, typed, expected = line[2:], [], []
        elif line == ">" or line.startswith("> "):
            typed.append(line[2:])
        else:
            expected.append(line)
    assert command, f"{block.place}: a console block needs a command"
    yield command, typed, expected


def difference(expected: list[str], actual: str) -> str | None:
    """The first line that differs from what is shown; ``None`` if all are equal."""
    lines = [line.rstrip() for line in actual.rstrip().splitlines()]
    at, free = 0, False
    wanted = [line.rstrip() for line in expected]
    while wanted and not wanted[-1]:
        wanted.pop()
    for line in wanted:
        if line == ANYTHING:
            free = True
            continue
        pattern = re.compile(".*".join(map(re.escape, re.split(rf" {re.escape(ANYTHING)}(?: |$)", line))))
        numbers = range(at, len(lines)) if free else range(at, min(at + 1, len(lines)))
        matching = next((number for number in numbers if pattern.fullmatch(lines[number])), None)
        if matching is None:
            return f"shown:  {line}\nactual: {lines[at] if at < len(lines) else '(the end)'}"
        at, free = matching + 1, False
    return None if free or at == len(lines) else f"more than is shown: {lines[at]}"
