"""A walk can be written into files of any style, and nothing else changes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from builders import Data, bundle, scene
from roleplay.authoring.walk_writer import KeptWalk, with_walk
from roleplay.checking.subject import Subject
from roleplay.checking.walks import check_walks
from roleplay.reading.diagnostics import Span
from roleplay.reading.yaml_reader import read
from strategies import Dice, quick, thorough

NAMES = ("ideal", "slip", "worst", "null")
TEXTS = ("plain", "two words", '"in quotes"', "'single'", "第三次返修", "colon: no", "# no comment", "-", "3", "")


@dataclass
class FileWriter:
    """Writes data in some author's style: each detail is a roll of the dice."""

    dice: Dice
    #: whether texts must not get a line break at their end
    strict: bool = False
    newline: str = "\n"
    step: int = 2
    comments: int = 0
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.newline = self.dice.pick(["\n", "\r\n", "\r"])
        self.step = self.dice.pick([2, 1, 3, 4])

    def file(self, data: Data) -> bytes:
        dice = self.dice
        if dice.one_in(6):
            text = json.dumps(data, ensure_ascii=False, indent=dice.pick([None, 2, 4])).replace("\n", self.newline)
        elif dice.one_in(6):
            text = self.flow(data)
        else:
            self.map(data, dice.pick([0, 0, 3]))
            text = self.newline.join(self.lines)
        text += self.newline * dice.number(0, 2)
        if dice.one_in(4):
            text = f"{text}{'' if text.endswith(self.newline) else self.newline}...{self.newline}"
        return (dice.pick(["", "\ufeff"]) + text).encode()

    def remark(self, column: int) -> None:
        """A comment, an empty line, or neither."""
        match self.dice.number(0, 7):
            case 1:
                self.lines.append(f"{' ' * column}{self.comment()}")
            case 2:
                self.lines.append("")

    def comment(self) -> str:
        self.comments += 1
        return f"# remark {self.comments}: {{[ " + self.dice.pick(["", "walks:", "'", '"'])

    def tail(self) -> str:
        return f"  {self.comment()}" if self.dice.one_in(6) else ""

    def map(self, data: Data, column: int) -> None:
        margin = " " * column
        for key, value in data.items():
            self.remark(column)
            start, open_text = f"{margin}{self.key(key)}:", False
            if isinstance(value, dict) and value and not self.dice.one_in(4):
                self.lines.append(start + self.tail())
                self.map(value, column + self.step)
            elif isinstance(value, list) and value and self.dice.one_in(2):
                self.lines.append(start + self.tail())
                dash = margin + " " * (self.step * self.dice.number(0, 1))
                for item in value:
                    self.lines.append(f"{dash}- {self.flow(item)}{self.tail()}")
            elif isinstance(value, str) and value.strip() and not self.strict and self.dice.one_in(5):
                open_text = True  # anything indented below would be part of it
                self.lines += [f"{start} {self.dice.pick(['|', '>-', '|+', '>'])}", f"{margin}{' ' * self.step}{value}"]
            else:
                self.lines.append(f"{start} {self.flow(value)}{self.tail()}")
            self.remark(column + (0 if open_text else self.step * self.dice.number(0, 1)))

    def flow(self, value: Any) -> str:
        gap = self.dice.pick(["", " "])
        if isinstance(value, dict):
            inner = ", ".join(f"{self.key(key)}: {self.flow(item)}" for key, item in value.items())
            return f"{{{gap}{inner}{',' if value and self.dice.one_in(4) else ''}{gap}}}"
        if isinstance(value, list):
            return f"[{gap}{', '.join(map(self.flow, value))}{gap}]"
        return value if isinstance(value, str) and re.fullmatch("[a-z-]{2,}", value) else json.dumps(value)

    def key(self, key: str) -> str:
        return json.dumps(key) if key == "null" or self.dice.one_in(8) else key


@st.composite
def walks(draw: st.DrawFn, dice: Dice | None = None) -> KeptWalk:
    dice = dice or Dice(draw)
    deal = {"cause": dice.pick(["x", "off"])} if dice.one_in(3) else {}
    expect = {"main": dice.pick([">= 95", "40..60"])} if dice.one_in(2) else {}
    choices = tuple(dice.pick(["good", "bad", "true", "go-on"]) for _ in range(dice.number(1, 4)))
    personas = {"ann": dice.pick(["hot", "off"])} if dice.one_in(3) else {}
    name, ending = dice.pick([*NAMES, "mine"]), dice.pick(["end", "lost"])
    return KeptWalk(name=name, choices=choices, ending=ending, deal=deal, personas=personas, expect=expect)


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, KeptWalk]:
    """Any file with a place for walks, and a walk to write."""
    dice = Dice(draw)
    data: Data = {f"key{n}": dice.pick(TEXTS) for n in range(dice.number(1, 3))}
    data["nodes"] = {"one": {"say": dice.pick(TEXTS)}}
    if not dice.one_in(3):
        old_walks = dict.fromkeys(dice.some(NAMES, 0, 3))
        data["walks"] = {
            name: {**draw(walks(dice)).data, **({"seed": 3} if dice.one_in(4) else {})} for name in old_walks
        }
    if dice.one_in(3):
        data["after"] = dice.pick(TEXTS)
    return FileWriter(dice).file(data), draw(walks(dice))


def outside(before: bytes, after: bytes) -> tuple[bytes, bytes]:
    """What was removed from ``before``, and what replaces it in ``after``."""
    begin = 0
    while begin < min(len(before), len(after)) and before[begin] == after[begin]:
        begin += 1
    end = 0
    while end < min(len(before), len(after)) - begin and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[begin : len(before) - end], after[begin : len(after) - end]


def without_braces(content: bytes) -> list[bytes]:
    """A file without the ``{}`` of its walks and the spaces before them."""
    return [re.sub(rb'(walks"?:)' + blanks + rb"\{[ ]*\}", rb"\1\2", content) for blanks in (rb"([ ]*)", rb"[ ]*()")]


def around(content: bytes, span: Span) -> tuple[bytes, bytes]:
    """The file up to a walk, and what follows it, including comments below the walk."""
    lines = re.split("(?<=\n)|(?<=\r)(?!\n)", content.decode("utf-8-sig"))
    head, tail = lines[: span.line - 1], lines[span.end_line - 1 :]
    first, last = lines[span.line - 1], tail[0] if tail else ""
    begin = first[: span.column - 1]
    if not begin.strip() and span.end_line > span.line and not first[span.column - 1 :].startswith("{"):  # in lines
        inner = lines[span.line - 1 : span.end_line - 1]
        while inner[-1].strip() == "" or inner[-1].lstrip().startswith("#"):
            tail.insert(0, inner.pop())
    elif tail:
        tail[0] = last[span.end_column - 1 :]
    bom = content[:3] if content.startswith(b"\xef\xbb\xbf") else b""
    return bom + "".join([*head, begin]).encode(), "".join(tail).encode()


@given(files())
@thorough
def test_nothing_but_the_walk_changes(case: tuple[bytes, KeptWalk]) -> None:
    content, walk = case
    document, problems = read(content, "small.yaml")
    assert not problems, content.decode()
    old_walks = document.data.get("walks") or {}
    result = with_walk(content, document, walk)
    after, problems = read(result, "small.yaml")
    assert not problems
    assert after.data["walks"][walk.name] == walk.data
    assert list(after.data["walks"]) == [*old_walks, *([walk.name] if walk.name not in old_walks else [])]
    removed, inserted = outside(content, result)
    if walk.name not in old_walks:
        if removed:  # except for the braces of an empty map, nothing is removed
            assert old_walks == {}
            removed, inserted = min(outside(without_brace, result) for without_brace in without_braces(content))
        assert removed == b""
    else:
        head, tail = around(content, document.values["walks", walk.name])
        assert result.startswith(head)
        assert result.endswith(tail)
    assert (
        inserted.count(b"\r") == content.count(b"\r")
        or b"\n" not in inserted
        or b"\r\n" in content
        or b"\r" not in content
    )
    ends = {ending for ending in (b"\r\n", b"\n", b"\r") if ending in inserted.replace(b"\r\n", b"")} - {b"\n"}
    assert not ends or b"\r" in content


@given(st.data())
@quick
def test_a_saved_walk_loads_and_meets_its_expectation(data: st.DataObject) -> None:
    dice = Dice(data.draw)
    old_walks = {"ideal": {"choices": ["good", "good"], "ending": "end"}}
    raw = scene(walks=dice.pick([old_walks, {}, None]))
    content = FileWriter(dice, strict=True).file(raw)
    document, problems = read(content, "small.yaml")
    assert not problems
    name = dice.pick(["ideal", "mine"])
    personas = {"ann": "hot"} if dice.one_in(2) else {}
    walk = KeptWalk(name=name, choices=("bad", "bad"), ending="lost", deal={}, personas=personas, expect={})
    result = with_walk(content, document, walk)
    loaded = bundle(result.decode("utf-8-sig"))
    assert loaded.scenario.walks[walk.name].choices == ("bad", "bad")
    assert check_walks(Subject(loaded, read(result, "small.yaml")[0])) == []
