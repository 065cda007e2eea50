"""Write a walk into the ``walks:`` of a scene's file by editing its text, so that every other byte stays the same.

The file is taken as its author writes it: in block or flow style, with any indentation and line ends, with a BOM,
without a final line break. The result is read again and compared before it is returned.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.authoring.yaml_text import TextEdit, YamlText
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.fields import WORDS
from roleplay.reading.yaml_reader import read
from roleplay.scene.conditions import METER_MAX

WALKS: KeyPath = ("walks",)
#: Scores (per cent) at or above, and at or below, which a walk is expected to be near the best or worst; between them
#: it gets a range.
_IDEAL, _WORST = 95, 25
#: Minimum distance of the ends of a range from the score; the ends are multiples of it.
_SLACK = 5
#: Words that some YAML parsers do not read as text.
_NOT_TEXT = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


class CannotWrite(ValueError):
    """The walk cannot be written into this file without changing something else."""


class KeptWalk(NamedTuple):
    """A walk to be written.

    ``personas``: personas other than the cast's own; ``expect``: score -> comparison, such as ``">= 95"``.
    """

    name: str
    choices: tuple[str, ...]
    ending: str
    deal: Mapping[str, str]
    personas: Mapping[str, str]
    expect: Mapping[str, str]

    @property
    def data(self) -> dict[str, Any]:
        """The entry as plain data."""
        given = {"deal": dict(self.deal), "personas": dict(self.personas)}
        given = {key: names for key, names in given.items() if names}
        return {"choices": list(self.choices), "ending": self.ending, **given, **self.expect}


def is_walk_name(name: str) -> bool:
    """Whether a walk may have this name: lower-case words joined by ``-``, at most 60 characters."""
    return re.fullmatch(WORDS, name) is not None and len(name) <= 60


def next_walk_name(taken: Mapping[str, object]) -> str:
    """The first unused name of walk-1, walk-2 ..."""
    number = 1
    while f"walk-{number}" in taken:
        number += 1
    return f"walk-{number}"


def expected_range(score: float | None) -> str | None:
    """A comparison that a score (per cent) meets with some margin; ``None`` if nothing was assessed."""
    if score is None:
        return None
    if score >= _IDEAL:
        return f">= {_IDEAL}"
    if score <= _WORST:
        return f"<= {_WORST}"
    low = math.floor((score - _SLACK) / _SLACK) * _SLACK
    high = math.ceil((score + _SLACK) / _SLACK) * _SLACK
    return f"{max(low, 0)}..{min(high, METER_MAX)}"


def with_walk(content: bytes, document: Document, walk: KeptWalk) -> bytes:
    """The file with the walk in it, replacing one of the same name or added after the others.

    ``document`` must have been read from ``content``. Raises `CannotWrite` if something else would change.
    """
    page = YamlText(content, document)
    try:
        edits = _Writer(page, walk).edits()
    except (LookupError, ValueError):  # an aliased value has no position of its own
        raise CannotWrite(walk.name) from None
    written = page.apply(edits)
    after, problems = read(written, document.file)
    if problems or not _only_walk_differs(walk, document.data, after.data):
        raise CannotWrite(walk.name)
    return written


def _only_walk_differs(walk: KeptWalk, before: Any, after: Any) -> bool:
    """Whether only the walk differs; a text at the end of the file may gain a final line break."""
    wanted = {**before, "walks": {**(before.get("walks") or {}), walk.name: walk.data}}
    return bool(_trimmed(wanted) == _trimmed(after))


def _trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_trimmed(inner) for inner in value]
    return value.rstrip("\n") if isinstance(value, str) else value


class _Writer:
    """Finds the place, and writes in the style of its surroundings."""

    def __init__(self, page: YamlText, walk: KeptWalk) -> None:
        self.page = page
        self.walk = walk
        self.path: KeyPath = (*WALKS, walk.name)
        self.json = page.is_json

    def edits(self) -> list[TextEdit]:
        """The edits to make."""
        page, values = self.page, self.page.document.values
        if self.path in values:
            return [self._replacement()]
        if WALKS not in values:
            return [self._at_end_in_braces() if page.is_flow(()) else self._at_end()]
        if page.children(WALKS):
            return [self._after_last_in_braces(WALKS, self._entry()) if page.is_flow(WALKS) else self._after_last()]
        return self._into_empty()

    # -- places ------------------------------------------------------------------

    def _replacement(self) -> TextEdit:
        """Replace the walk of that name."""
        page, inner = self.page, self.page.children(self.path)
        if inner and not page.is_flow(self.path):
            key = page.document.keys[inner[0]]
            indent = key.column - 1
            body = self._body(indent, inner[0][:-1])
            return TextEdit(page.offset(key.line, key.column), page.end(self.path), body[indent:])
        return TextEdit(page.start(self.path), page.end(self.path), self._in_braces())

    def _after_last(self) -> TextEdit:
        """Add after the last walk and the comments that belong to it."""
        page = self.page
        last = page.children(WALKS)[-1]
        indent = page.key_column(last)
        number = page.line_of(page.end(last))
        while number < page.lines and re.match(rf" {{{indent + 1},}}#", page.line(number + 1)):
            number += 1
        return self._lines_after(number, self._block(indent, last))

    def _at_end(self) -> TextEdit:
        """Add ``walks:`` at the end of the top-level map."""
        page, span = self.page, self.page.document.values[()]
        indent = page.key_column(page.children(())[0])
        end = page.offset(span.end_line, span.end_column)
        number = page.line_of(end)
        above = page.text[:end]
        block = f"{' ' * indent}walks:{page.newline}{self._block(indent + page.indent_step(), None)}"
        if above.endswith(("\n", "\r")):
            gap = "" if number < 2 or not page.line(number - 1).strip() else page.newline
            return TextEdit(end, end, f"{gap}{block}{page.newline}")
        return TextEdit(end, end, f"{page.newline * 2}{block}")

    def _at_end_in_braces(self) -> TextEdit:
        return self._after_last_in_braces((), f"{self._scalar('walks')}: {{{self._entry()}}}")

    def _after_last_in_braces(self, around: KeyPath, text: str) -> TextEdit:
        """Add after the last value of a flow map; whatever follows that value stays after the new one."""
        page = self.page
        last = page.children(around)[-1]
        gap = f"{page.newline}{' ' * page.key_column(last)}" if page.is_first_on_line(last) else " "
        end = page.end(last)
        return TextEdit(end, end, f",{gap}{text}")

    def _into_empty(self) -> list[TextEdit]:
        """Fill ``walks: {}``: in block style if the file is written that way."""
        page = self.page
        begin, end = page.start(WALKS), page.end(WALKS)
        written = page.text[begin:end]
        if page.is_flow(()) or re.fullmatch(r"\{[ \t]*\}", written) is None:
            brace = page.text.index("{", begin) + 1
            return [TextEdit(brace, brace, self._entry())]
        if page.after_line(page.line_of(end)) == end or page.text[end] in "\r\n":
            begin = len(page.text[:begin].rstrip(" \t"))
        block = self._block(page.key_column(WALKS) + page.indent_step(), None)
        return [TextEdit(begin, end, ""), self._lines_after(page.line_of(end), block)]

    def _lines_after(self, number: int, block: str) -> TextEdit:
        """Insert whole lines after a line; a file without a final line break stays without one."""
        page = self.page
        offset = page.after_line(number)
        broken = page.text[:offset].endswith(("\n", "\r"))
        return TextEdit(offset, offset, block + page.newline if broken else page.newline + block)

    # -- words ---------------------------------------------------------------------

    def _block(self, indent: int, like: KeyPath | None) -> str:
        """The walk in block style, starting with its name; written ``like`` another walk if given."""
        page = self.page
        inner = indent + page.indent_step()
        if like is not None:
            parts = page.children(like)
            if not parts or page.is_flow(like):
                return f"{' ' * indent}{self._entry()}"
            inner = page.key_column(parts[0])
        return f"{' ' * indent}{self._scalar(self.walk.name)}:{page.newline}{self._body(inner, like)}"

    def _body(self, indent: int, like: KeyPath | None) -> str:
        """The entries below the walk's name; lists of choices go in block style if the walk ``like`` has one so."""
        page, margin = self.page, " " * indent
        lines: list[str] = []
        for key, value in self.walk.data.items():
            path: KeyPath = () if like is None else (*like, key)
            if isinstance(value, list) and like is not None and self._in_lines(path):
                dash = " " * (page.document.values[path].column - 1 - page.key_column(path))
                lines += [f"{margin}{key}:", *(f"{margin}{dash}- {self._scalar(item)}" for item in value)]
            else:
                lines.append(f"{margin}{key}: {self._value(value)}")
        return page.newline.join(lines)

    def _in_lines(self, path: KeyPath) -> bool:
        return path in self.page.document.values and not self.page.is_flow(path)

    def _entry(self) -> str:
        return f"{self._scalar(self.walk.name)}: {self._in_braces()}"

    def _in_braces(self) -> str:
        return self._value(self.walk.data)

    def _value(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self._scalar(key)}: {self._value(inner)}" for key, inner in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self._scalar, value)) + "]"
        return self._scalar(value)

    def _scalar(self, word: str) -> str:
        """A scalar, unquoted if possible."""
        plain = re.fullmatch(r"[a-z][a-z0-9._-]*", word) is not None and word not in _NOT_TEXT
        return word if plain and not self.json else json.dumps(word, ensure_ascii=False)
