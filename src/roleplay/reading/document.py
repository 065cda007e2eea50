"""A file as data in which every value knows its line and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from roleplay.reading.diagnostics import START, Diagnostic, Span, nearest
from roleplay.reading.glossary import Glossary
from roleplay.scene.model import MoveKind

#: Where a value stands in a file: the keys and indices on the way to it.
KeyPath: TypeAlias = tuple[str | int, ...]

#: Names of one file for which a like one is looked up, at most: it is dear, and nobody mends hundreds at once.
_SUGGESTIONS = 40


@dataclass(slots=True)
class Document:
    """A file as data, with the place of every value and of every key."""

    file: str
    lines: list[str]
    data: Any = None
    values: dict[KeyPath, Span] = field(default_factory=dict)
    keys: dict[KeyPath, Span] = field(default_factory=dict)
    #: what is wrong with how it is written, and yet let all of it be read
    found: list[Diagnostic] = field(default_factory=list)
    #: keys that are none, but the rest of a text that a comma has cut in two; `found` tells of them
    cut_off: set[KeyPath] = field(default_factory=set)
    suggestions_left: int = _SUGGESTIONS

    def span(self, path: KeyPath) -> Span:
        """The place of the value at ``path``, or of the nearest thing around it."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return self.values.get((), START)

    def key_span(self, path: KeyPath) -> Span:
        """The place of the key at ``path``, or of its value where it has none."""
        return self.keys.get(path) or self.span(path)

    def nearest(self, word: str, known: Iterable[str] | Glossary, kind: MoveKind | None = None) -> str | None:
        """The known word most like ``word``; ``None`` where none is, and after the first few of a file.

        Of a glossary the term that could be meant by it, which is of that ``kind`` where it is a move.
        """
        if not self.suggestions_left:
            return None
        self.suggestions_left -= 1
        if isinstance(known, Glossary):
            return next(iter(known.near(word, 1, kind)), None)
        return nearest(word, known)

    def finding(self, code: str, span: Span, did_you_mean: str | None = None, /, **details: object) -> Diagnostic:
        """A diagnostic of this file, with the line it is about."""
        line = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        words = {name: str(value) for name, value in details.items()}
        return Diagnostic(
            code=code, file=self.file, span=span, details=words, source_line=line, did_you_mean=did_you_mean
        )
