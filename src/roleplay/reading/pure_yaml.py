"""The parser used if libyaml is missing: PyYAML's own, fixed to accept what libyaml accepts.

PyYAML's scanner ends a plain scalar at a ``?`` between brackets, as in YAML 1.1, and stops at a tab that libyaml skips.
A file must not be valid on one machine and broken on another.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import ScalarToken

_BREAKS = "\r\n\x85\u2028\u2029"
_BLANKS = "\0 \t" + _BREAKS
_FLOW = ",?[]{}"


class PureLoader(yaml.SafeLoader):
    """PyYAML's scanner and parser in Python, which treats plain scalars and tabs like libyaml."""

    def scan_to_next_token(self) -> None:
        if self.index == 0 and self.peek() == "\ufeff":
            self.forward()
        while True:
            # a tab never indents; it may separate tokens within a line
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0" + _BREAKS:
                    self.forward()
            if not self._line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> Any:
        chunks: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        spaces: list[str] = []
        while self.peek() != "#":
            length = self._plain_length()
            if length == 0:
                break
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _plain_length(self) -> int:
        """The number of characters of a plain scalar up to the next whitespace."""
        stop = _BLANKS + (",[]{}" if self.flow_level else "")
        length = 0
        while (character := self.peek(length)) not in stop:
            if character == ":":
                after = self.peek(length + 1)
                if self.flow_level and after in _FLOW:
                    self.forward(length)
                    self._refuse("found unexpected ':'")
                if after in _BLANKS:
                    break
            length += 1
        return length

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str]:
        length = 0
        while self.peek(length) in " \t":
            length += 1
        spaces = self.prefix(length)
        self.forward(length)
        if self.peek() not in _BREAKS:
            return [spaces] if spaces else []
        first = self._line_break()
        self.allow_simple_key = True
        breaks: list[str] = []
        while not self._at_document_mark():
            if self.peek() == "\t" and self.column < indent:
                self._refuse("found a tab character that violates indentation")
            if self.peek() in " \t":
                self.forward()
            elif self.peek() in _BREAKS:
                breaks.append(self._line_break())
            else:
                return [*([first] if first != "\n" else [] if breaks else [" "]), *breaks]
        return []

    def _line_break(self) -> str:
        return str(self.scan_line_break())  # type: ignore[no-untyped-call]

    def _at_document_mark(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in _BLANKS

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        while self.peek() in " \t":
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        scanned = super().scan_block_scalar_breaks(indent)
        self._refuse_tab(indent)
        return scanned

    def scan_block_scalar_indentation(self) -> Any:
        scanned = super().scan_block_scalar_indentation()
        self._refuse_tab(self.column + 1)
        return scanned

    def _refuse_tab(self, indent: int) -> None:
        if self.column < indent and self.peek() == "\t":
            self._refuse("found a tab character where an indentation space is expected")

    def _refuse(self, problem: str) -> None:
        raise ScannerError(None, None, problem, self.get_mark())
