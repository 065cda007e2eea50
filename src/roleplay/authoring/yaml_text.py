"""The text of a YAML file by offsets: where a value stands, how it is written, what can be put in its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from roleplay.reading.document import Document, KeyPath

_BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\r|\n")
#: An anchor or a tag before a value.
_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)*")


class TextEdit(NamedTuple):
    """The characters from ``start`` to ``end`` are replaced by ``text``."""

    start: int
    end: int
    text: str


class YamlText:
    """The text of ``document``, which was read from ``content``. Offsets count characters, a BOM not among them."""

    def __init__(self, content: bytes, document: Document) -> None:
        text = content.decode("utf-8")
        self.document = document
        self.bom = _BOM if text.startswith(_BOM) else ""
        self.text = text.removeprefix(_BOM)
        self._starts = [0, *(match.end() for match in _BREAK.finditer(self.text))]
        first = _BREAK.search(self.text)
        #: how lines end in this file
        self.newline = first[0] if first else "\n"

    def edited(self, edits: Iterable[TextEdit]) -> bytes:
        """The file with ``edits`` made, which must not overlap; every other byte is as it was."""
        text = self.text
        for edit in sorted(edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return (self.bom + text).encode("utf-8")

    # -- places ------------------------------------------------------------------

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both from 1."""
        if line > len(self._starts):  # the parser puts the end of a file without a last line break one line below it
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def start(self, path: KeyPath) -> int:
        """Where the value at ``path`` begins, its anchor or tag included."""
        span = self.document.values[path]
        return self.offset(span.line, span.column)

    def end(self, path: KeyPath) -> int:
        """Where the last character of the value at ``path`` ends; comments and empty lines after it are not its own."""
        inner = self.children(path)
        if inner and not self.is_flow(path):
            return self.end(inner[-1])
        span = self.document.values[path]
        if span.end_column == 1 and span.end_line > span.line:
            return self._end_of_block(span.line, min(span.end_line, self.lines + 1), self.key_column(path))
        return self.offset(span.end_line, span.end_column)

    def _end_of_block(self, first: int, behind: int, column: int) -> int:
        """The end of a text after ``|`` or ``>`` that takes the lines from ``first`` to before ``behind``."""
        last = behind - 1
        while last > first:
            line = self.line(last)
            blank = not line.strip()
            if not blank and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) < column):
                break
            last -= 1
        return self._starts[last - 1] + len(self.line(last))

    def line(self, number: int) -> str:
        """A line, from 1, without its break."""
        return self.document.lines[number - 1]

    def line_of(self, offset: int) -> int:
        """The number, from 1, of the line that holds an offset."""
        return bisect_right(self._starts, offset)

    def after_line(self, number: int) -> int:
        """The offset after the break of a line; the end of the text where it has none."""
        return self._starts[number] if number < len(self._starts) else len(self.text)

    @property
    def lines(self) -> int:
        """How many lines there are, the empty one after the last break included."""
        return len(self._starts)

    # -- how it is written ---------------------------------------------------------

    def children(self, path: KeyPath) -> list[KeyPath]:
        """The values right inside ``path``, in the order of the file; none of what an alias stands for."""
        depth = len(path) + 1
        return [child for child in self.document.values if len(child) == depth and child[:-1] == path]

    def key_column(self, path: KeyPath) -> int:
        """How far the key at ``path`` stands from the left edge, from 0; for an item of a list, its value."""
        return self.document.key_span(path).column - 1

    def is_flow(self, path: KeyPath) -> bool:
        """Whether a map or list is written in ``{}`` or ``[]``."""
        begin = _PROPERTIES.match(self.text, self.start(path))
        assert begin is not None
        return self.text[begin.end() : begin.end() + 1] in ("{", "[")

    def stands_alone(self, path: KeyPath) -> bool:
        """Whether there is nothing but blanks before the key at ``path`` on its line."""
        span = self.document.key_span(path)
        return not self.line(span.line)[: span.column - 1].strip()

    @property
    def is_json(self) -> bool:
        """Whether the whole file is one map in braces with its keys in quotes."""
        inner = self.children(())
        if not inner or not self.is_flow(()):
            return False
        span = self.document.key_span(inner[0])
        return self.line(span.line)[span.column - 1 : span.column] == '"'

    def indent_step(self) -> int:
        """How much deeper this file indents the keys of a map inside a map; 2 where it has none."""
        for path in self.children(()):
            inner = [child for child in self.children(path) if child in self.document.keys]
            if inner and not self.is_flow(path):
                return max(self.key_column(inner[0]) - self.key_column(path), 1)
        return 2
