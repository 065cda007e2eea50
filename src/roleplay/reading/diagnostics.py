"""Diagnostics as data: what is wrong, where, why, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from roleplay.scene.frozen import FrozenDict
from roleplay.text.languages import interface_of

if TYPE_CHECKING:
    from roleplay.reading.codes import Code


class Severity(StrEnum):
    """An error must be mended, and those of RP0xx, RP1xx, RP7xx and RP8xx keep a file from being used.

    A warning may stand.

    Advice is what may well be meant as it is and deserves a second look; it makes no command fail.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """The gravest first: 0, 1, 2."""
        return tuple(Severity).index(self)


class Span(NamedTuple):
    """A place in a file: line and column from 1, the columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


#: Findings that are told of one file, at most.
MAX_FINDINGS = 100
#: Names that a sentence lists, at most.
_LISTED = 30

#: Where nothing better is known: the first character of the file.
START = Span(1, 1, 1, 2)

#: What is added to a finding that was made with another cast than the scene's own, in English and in Chinese.
_WITH_CAST = (" (with {cast})", "（{cast}时）")


class Diagnostic(NamedTuple):
    """One finding. Its words come from the code and ``details``, in the reader's language.

    A detail ``cast`` tells with whom it was found, where that is not the scene's own cast.
    """

    code: str
    file: str
    span: Span
    details: Mapping[str, str] = FrozenDict()
    #: the line of the file, as it stands there
    source_line: str = ""
    did_you_mean: str | None = None

    @property
    def severity(self) -> Severity:
        """Error, warning or advice; it belongs to the code."""
        return Severity(self._meaning.severity)

    def message(self, language: str = "en") -> str:
        """What is wrong and why, in one sentence."""
        words = self._words(language)
        with_cast = _WITH_CAST[interface_of(language) == "zh"].format_map(words) if "cast" in words else ""
        return self._meaning.message(language).format_map(words) + with_cast

    def help(self, language: str = "en") -> str:
        """How to mend it, in one sentence."""
        return self._meaning.help(language).format_map(self._words(language))

    @property
    def _meaning(self) -> Code:
        from roleplay.reading.codes import CODES  # where nothing is wrong nobody needs the words of all mistakes

        return CODES[self.code]

    def _words(self, language: str) -> Mapping[str, str]:
        # a detail `problem` may have a Chinese counterpart `problem_zh`
        if interface_of(language) != "zh":
            return self.details
        chinese = {name[:-3]: value for name, value in self.details.items() if name.endswith("_zh")}
        return {**self.details, **chinese}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, if one is like it at all."""
    return next(iter(near(word, known, 1)), None)


def near(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words most like ``word``, best first."""
    pool = {k.lower().replace("_", "-"): k for k in known}
    matches = difflib.get_close_matches(word.lower().replace("_", "-"), pool, n=most, cutoff=0.6)
    return [pool[match] for match in matches]


def listed(names: Iterable[str], joiner: str = ", ") -> str:
    """The names, as a sentence lists them; of very many only the first."""
    listed_names = list(names)
    return joiner.join(listed_names if len(listed_names) <= _LISTED else [*listed_names[:_LISTED], "…"])


def first_ones(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is told of one file, by place: all of it, or of very much the first errors, and that there is more."""
    findings = sort(diagnostics)
    if len(findings) <= MAX_FINDINGS:
        return findings
    told = sorted(findings, key=lambda d: d.severity.rank)[:MAX_FINDINGS]  # stable: each kind stays in its order
    words = {"limit": str(MAX_FINDINGS), "total": str(len(findings))}
    return [Diagnostic(code="RP023", file=findings[0].file, span=START, details=words), *sort(told)]


def sort(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By place, errors before warnings in the same place, advice last."""
    return sorted(diagnostics, key=lambda d: (d.file, d.span.line, d.span.column, d.severity.rank, d.code))
