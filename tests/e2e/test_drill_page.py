"""The documentation of running a drill is followed literally in a real terminal, in both languages.

In a ``keys`` block ``$ roleplay ...`` starts the program, and ``KEYS → TEXT`` presses keys and waits for the text. Keys
are names (``Enter``) or what is typed; a space between two numbers is typed as well.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from documents.pages import ROOT, Block, blocks
from e2e.conftest import Start
from e2e.terminal import Terminal
from roleplay.locales import catalogue

PAGES = [ROOT / "docs" / "drill.md", ROOT / "docs" / "drill.zh.md"]
LINE = re.compile(r"(?P<keys>.*?) ?→ (?P<shown>.+)")


def keys_of(text: str) -> list[str]:
    """The single keys to press."""
    words = text.split()
    pressed: list[str] = []
    for index, word in enumerate(words):
        pressed.append("enter" if word == "Enter" else word)
        if word.isdecimal() and index + 1 < len(words) and words[index + 1].isdecimal():
            pressed.append(" ")
    return pressed


def lines(page: Path) -> list[tuple[Block, str]]:
    return [(block, line) for block in blocks(page) if block.kind == "keys" for line in block.text.splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_can_be_followed(page: Path, start: Start, home: Path) -> None:
    language = "zh" if page.stem.endswith(".zh") else "en"
    terminal: Terminal | None = None
    try:
        for block, line in lines(page):
            if line.startswith("$ roleplay "):
                assert terminal is None
                terminal = start(*shlex.split(line)[2:], "--lang", language, columns=80, rows=24)
                continue
            match = LINE.fullmatch(line)
            assert match, f"{block.place}: {line!r}"
            assert terminal is not None
            keys = keys_of(match["keys"])
            if keys[:1] == ["e"] and len(keys) > 1:  # a box only accepts keys pressed after it is shown
                terminal.press(keys.pop(0))
                terminal.see(catalogue(language)("drill.end.title"))
            terminal.press(*keys)
            terminal.see(match["shown"])
    finally:
        if terminal is not None:
            terminal.kill()
    assert {path.suffix for path in home.glob("*-angry-customer.*")} == {".html", ".csv", ".jsonl"}
