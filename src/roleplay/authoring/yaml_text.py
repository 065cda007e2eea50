"""The text of a YAML file by offsets: where a value is, how it is written, and how to edit it."""

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
    """Replaces the characters from ``start`` to ``end`` with ``text``."""

    start: int
    end: int
    text: str


class YamlText:
    """The text of ``document``, which was read from ``content``. Offsets count characters, excluding a BOM."""

    def __init__(self, content: bytes, document: Document) -> None:
        text = content.decode("utf-8")
        self.document = document
        self.bom = _BOM if text.startswith(_BOM) else ""
        self.text = text.removeprefix(_BOM)
        self._starts = [0, *(match.end() for match in _BREAK.finditer(self.text))]
        first = _BREAK.search(self.text)
        #: the file's line ending
        self.newline = first[0] if first else "\n"

    def apply(self, edits: Iterable[TextEdit]) -> bytes:
        """The file with ``edits`` applied, which must not overlap; every other byte stays the same."""
        text = self.text
        for edit in sorted(edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return (self.bom + text).encode("utf-8")

    # -- places ------------------------------------------------------------------

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both from 1."""
        if line > len(self._starts):  # the parser puts the end of a file without a final break one line below it
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def start(self, path: KeyPath) -> int:
        """Where the value at ``path`` begins, including its anchor or tag."""
        span = self.document.values[path]
        return self.offset(span.line, span.column)

    def end(self, path: KeyPath) -> int:
        """The end of the value at ``path``, excluding comments and empty lines after it."""
        inner = self.children(path)
        if inner and not self.is_flow(path):
            return self.end(inner[-1])
        span = self.document.values[path]
        if span.end_column == 1 and span.end_line > span.line:
            return self._end_of_block(span.line, min(span.end_line, self.lines + 1), self.key_column(path))
        return self.offset(span.end_line, span.end_column)

    def _end_of_block(self, first: int, stop: int, column: int) -> int:
        """The end of a block scalar (``|`` or ``>``) that covers the lines from ``first`` to before ``stop``."""
        last = stop - 1
        while last > first:
            line = self.line(last)
            blank = not line.strip()
            if not blank and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) < column):
                break
            last -= 1
        return self._starts[last - 1] + len(self.line(last))

    def line(self, number: int) -> str:
        """A line, from 1, without its line break."""
        return self.document.lines[number - 1]

    def line_of(self, offset: int) -> int:
        """The number, from 1, of the line that contains an offset."""
        return bisect_right(self._starts, offset)

    def after_line(self, number: int) -> int:
        """The offset after a line's break; the end of the text if it has none."""
        return self._starts[number] if number < len(self._starts) else len(self.text)

    @property
    def lines(self) -> int:
        """The number of lines, including the empty one after the last break."""
        return len(self._starts)

    # -- how it is written ---------------------------------------------------------

    def children(self, path: KeyPath) -> list[KeyPath]:
        """The values directly inside ``path``, in file order; not those of aliases."""
        depth = len(path) + 1
        return [child for child in self.document.values if len(child) == depth and child[:-1] == path]

    def key_column(self, path: KeyPath) -> int:
        """The column, from 0, of the key at ``path``; for a list item, that of its value."""
        return self.document.key_span(path).column - 1

    def is_flow(self, path: KeyPath) -> bool:
        """Whether a map or list is written in flow style, ``{}`` or ``[]``."""
        begin = _PROPERTIES.match(self.text, self.start(path))
        assert begin is not None
        return self.text[begin.end() : begin.end() + 1] in ("{", "[")

    def is_first_on_line(self, path: KeyPath) -> bool:
        """Whether there are only spaces before the key at ``path`` on its line."""
        span = self.document.key_span(path)
        return not self.line(span.line)[: span.column - 1].strip()

    @property
    def is_json(self) -> bool:
        """Whether the whole file is a single flow map with quoted keys."""
        inner = self.children(())
        if not inner or not self.is_flow(()):
            return False
        span = self.document.key_span(inner[0])
        return self.line(span.line)[span.column - 1 : span.column] == '"'

    def indent_step(self) -> int:
        """The extra indentation of nested maps in this file; 2 if it has none."""
        for path in self.children(()):
            inner = [child for child in self.children(path) if child in self.document.keys]
            if inner and not self.is_flow(path):
                return max(self.key_column(inner[0]) - self.key_column(path), 1)
        return 2
