"""A file as data, with the line and column of every value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from roleplay.reading.diagnostics import START, Diagnostic, Span, nearest
from roleplay.reading.glossary import Glossary
from roleplay.scene.model import MoveKind

#: The path to a value in a file: the keys and indices that lead to it.
KeyPath: TypeAlias = tuple[str | int, ...]

#: At most this many names of one file get a suggestion: looking one up is expensive, and nobody fixes hundreds at once.
_SUGGESTIONS = 40


@dataclass(slots=True)
class Document:
    """A file as data, with the location of every value and of every key."""

    file: str
    lines: list[str]
    data: Any = None
    values: dict[KeyPath, Span] = field(default_factory=dict)
    keys: dict[KeyPath, Span] = field(default_factory=dict)
    #: problems with how it is written that did not keep any of it from being read
    findings: list[Diagnostic] = field(default_factory=list)
    #: keys that are really the rest of a text that a comma has cut in two; already reported in `found`
    reported: set[KeyPath] = field(default_factory=set)
    suggestions_left: int = _SUGGESTIONS

    def span(self, path: KeyPath) -> Span:
        """The location of the value at ``path``, or of the nearest enclosing value."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return self.values.get((), START)

    def key_span(self, path: KeyPath) -> Span:
        """The location of the key at ``path``, or of the value there if it has no key."""
        return self.keys.get(path) or self.span(path)

    def nearest(self, word: str, known: Iterable[str] | Glossary, kind: MoveKind | None = None) -> str | None:
        """The known word most like ``word``; ``None`` if none is similar, or the file has used up its suggestions.

        With a glossary, the term that ``word`` could mean; a move must be of that ``kind``.
        """
        if not self.suggestions_left:
            return None
        self.suggestions_left -= 1
        if isinstance(known, Glossary):
            return next(iter(known.close_matches(word, 1, kind)), None)
        return nearest(word, known)

    def finding(self, code: str, span: Span, did_you_mean: str | None = None, /, **details: object) -> Diagnostic:
        """A diagnostic about this file, with the source line at ``span``."""
        line = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        words = {name: str(value) for name, value in details.items()}
        return Diagnostic(
            code=code, file=self.file, span=span, details=words, source_line=line, did_you_mean=did_you_mean
        )
