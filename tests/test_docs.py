"""The documents are followed to the letter: what they say to write is written, what they say to type is typed.

How a page is read (the same conventions that its readers follow):

* a ``yaml`` block whose first line is ``# file: PATH`` is written to PATH, that line included;
* a ``yaml`` block whose first line says ``(add at the end of the file)`` goes to the end of the file written last;
* a ``diff`` block changes that file: its lines with a blank or ``-`` in front must stand there exactly once;
* in a ``console`` block ``$ roleplay ...`` is run, ``> ...`` is what the reader types, the rest must be the output.
  A line ``...`` stands for any lines, `` ...`` within a line or at its end for any text.
"""

from __future__ import annotations

import argparse
import io
import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from roleplay.cli import main
from roleplay.commands.parser import build_parser
from roleplay.reading import shapes

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("README*.md"), ROOT / "CHANGELOG.md", *DOCS.glob("*.md")])
#: Pages that are followed from an empty folder.
FOLLOWED = [DOCS / f"{page}{language}.md" for page in ("first-scene", "format", "playing") for language in ("", ".zh")]
AT_THE_END = ("(add at the end of the file)", "（加在文件末尾）")
ANYTHING = "..."


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    line: int
    kind: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    fence = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```$", re.M | re.S)
    text = page.read_text(encoding="utf-8")
    for found in fence.finditer(text):
        body = re.sub(f"^{found[1]}", "", found[3], flags=re.M)
        yield Block(name_of(page), text.count("\n", 0, found.start()) + 1, found[2], body)


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^( *)```.*?^\1```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


# -- following a page ----------------------------------------------------------------


def language_of(page: Path) -> str:
    return "zh" if page.stem.endswith(".zh") else "en"


class Follower:
    """Does what a page says, in a folder of its own."""

    def __init__(self, folder: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.patch = monkeypatch
        self.file: Path | None = None
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

    def run(self, command: str, typed: list[str]) -> str:
        """The output of one command line, given what is typed."""
        words = shlex.split(command)
        assert words[0] == "roleplay", f"only roleplay is run here: {command}"
        into = words[words.index(">") + 1] if ">" in words else None
        words = words[1 : words.index(">")] if into else words[1:]
        out = io.StringIO()
        self.patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        with redirect_stdout(out), redirect_stderr(out):
            main(words)
        if into is not None:
            (self.folder / into).write_text(out.getvalue(), encoding="utf-8")
            return ""
        return out.getvalue()


def changed(text: str, block: Block) -> str:
    """``text`` with a diff applied; its lines must stand there exactly once."""
    lines = block.text.splitlines()
    assert all(line[:1] in (" ", "+", "-", "") for line in lines), f"{block.place}: a line begins with no sign"
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "+")
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "-")
    found = len(re.findall(f"^(?={re.escape(old)})", text, re.M))
    assert found == 1, f"{block.place}: what is to be changed stands in the file {found} times:\n{old}"
    return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]


def commands(block: Block) -> Iterator[tuple[str, list[str], list[str]]]:
    """command, what is typed, the output shown: of each command in a console block."""
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
    """The first line that is not as shown; None where all are."""
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
        places = range(at, len(lines)) if free else range(at, min(at + 1, len(lines)))
        found = next((n for n in places if pattern.fullmatch(lines[n])), None)
        if found is None:
            return f"shown:  {line}\nactual: {lines[at] if at < len(lines) else '(the end)'}"
        at, free = found + 1, False
    return None if free or at == len(lines) else f"more than is shown: {lines[at]}"


@pytest.mark.parametrize("page", FOLLOWED, ids=name_of)
def test_what_a_page_says_to_do_gives_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower = Follower(tmp_path, language_of(page), monkeypatch)
    found = list(blocks(page))
    assert any(block.kind == "console" for block in found), "nothing to follow"
    for block in found:
        follower.follow(block)
    # in the end all that was written is whole again, mistakes shown on purpose included
    written = sorted(tmp_path.glob("my-library/**/*.yaml"))
    assert unknown_moves([yaml.safe_load(file.read_text(encoding="utf-8")) for file in written]) == set()


def test_the_follower_notices_what_is_not_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert difference(["a", "b"], "a\nb\n") is None
    assert difference(["a", "...", "d"], "a\nb\nc\nd") is None
    assert difference(["a ... c"], "a b c") is None
    for wanted in (["a"], ["a", "b", "c"], ["a", "x"], ["...", "x"], ["...", "a"], ["a ... x", "b"]):
        assert difference(wanted, "a\nb\n") is not None
    with pytest.raises(AssertionError, match="0 times"):
        changed("a\n", Block("page", 1, "diff", "-b\n+c\n"))
    with pytest.raises(AssertionError, match="2 times"):
        changed("a\na\n", Block("page", 1, "diff", "-a\n+c\n"))
    assert changed("a\nb\n", Block("page", 1, "diff", " a\n-b\n+c\n")) == "a\nc\n"


# -- links, commands and options ------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.M):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
        found.add(re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(page)) + re.findall(r'(?:src|href)="([^"]+)"', prose(page))
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{name_of(page)}: {target} is not there"
        assert there.is_relative_to(ROOT), f"{name_of(page)}: {target} leads out of the project"
        if anchor:
            assert anchor in anchors(there), f"{name_of(page)}: {target}: no such heading"


def subcommands() -> Mapping[str, argparse.ArgumentParser]:
    action = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return action.choices


def command_lines(page: Path) -> Iterator[str]:
    """Every command line of the program that a page shows."""
    yield from re.findall(r"`(roleplay(?: [^`]*)?)`", prose(page))
    for block in blocks(page):
        for line in block.text.splitlines():
            words = line.removeprefix("$ ").strip()
            if block.kind in ("console", "sh", "powershell") and re.match(r"(\S*/)?roleplay( |$)", words):
                yield words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_and_option_named_exists(page: Path) -> None:
    known = {"": build_parser(), **subcommands()}
    for line in command_lines(page):
        words = shlex.split(line.partition(" > ")[0].replace("…", ""), comments=True)[1:]
        name = next((word for word in words if word in known or re.fullmatch("[a-z]+", word)), "")
        assert name in known, f"{name_of(page)}: `{line}`: there is no command {name}"
        options = known[name]._option_string_actions | known[""]._option_string_actions
        for place, word in enumerate(words):
            if not word.startswith("-"):
                continue
            option, _, value = word.partition("=")
            assert option in options, f"{name_of(page)}: `{line}`: there is no option {option}"
            value = value or (words[place + 1] if place + 1 < len(words) else "")
            allowed = options[option].choices
            if allowed is not None and value.islower():
                assert value in allowed, f"{name_of(page)}: `{line}`: {option} does not take {value}"
    for option, value in re.findall(r"`(--[a-z-]+)(?:[ =]([^`]+))?`", prose(page)):
        actions = [one._option_string_actions[option] for one in known.values() if option in one._option_string_actions]
        assert actions, f"{name_of(page)}: there is no option {option}"
        takes = any(action.choices is None or value in action.choices for action in actions)
        assert not value or takes, f"{name_of(page)}: {option} does not take {value}"


# -- the reference --------------------------------------------------------------------

REFERENCE = [DOCS / "format.md", DOCS / "format.zh.md"]


def keys_of_the_formats() -> set[str]:
    found = [one for one in vars(shapes).values() if isinstance(one, type) and issubclass(one, shapes.Shape)]
    return {field.alias or name for shape in found for name, field in shape.model_fields.items()}


@pytest.mark.parametrize("page", REFERENCE, ids=name_of)
def test_the_reference_names_every_key(page: Path) -> None:
    code = re.findall(r"`([^`\n]+)`", prose(page))
    named = {key for one in code for key in (one, *re.findall(r"([a-z_]+):(?= |$)", one))}
    assert keys_of_the_formats() - named == set()


@pytest.mark.parametrize("page", REFERENCE, ids=name_of)
def test_the_reference_names_every_move_of_the_vocabulary(page: Path) -> None:
    named = set(re.findall(r"`([a-z_]+)`", prose(page)))
    assert vocabulary().keys() - named == set()
    kinds = {"good": ("**good**", "**好**"), "poor": ("**poor**", "**差**")}
    for line in page.read_text(encoding="utf-8").splitlines():
        for kind, marks in kinds.items():
            if line.startswith(marks):
                for move in re.findall(r"`([a-z_]+)`", line):
                    assert vocabulary()[move]["kind"] == kind, f"{name_of(page)}: {move} is not {kind}"


@cache
def vocabulary() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "rubrics" / "moves.yaml").read_text(encoding="utf-8"))["moves"]
    return found


def moves_in(data: Any, key: str = "") -> Iterator[str]:
    """Every move that a piece of YAML uses."""
    if isinstance(data, dict):
        if key in ("points", "reactions"):
            yield from data
        for name, value in data.items():
            if name == "move":
                yield value
            else:
                yield from moves_in(value, name)
    elif isinstance(data, list):
        for one in data:
            if key in ("moves", "critical", "instead") and isinstance(one, str):
                yield one
            else:
                yield from moves_in(one)


@pytest.mark.parametrize("page", [page for page in PAGES if page not in FOLLOWED], ids=name_of)
def test_every_move_of_an_example_exists(page: Path) -> None:
    examples = [yaml.safe_load(block.text) for block in blocks(page) if block.kind == "yaml"]
    assert unknown_moves(examples) == set()


def unknown_moves(examples: list[Any]) -> set[str]:
    own = {move for data in examples if data.get("roleplay") == "moves/1" for move in data["moves"]}
    return {move for data in examples for move in moves_in(data)} - vocabulary().keys() - own
