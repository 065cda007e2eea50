"""Diagnostics as data: what is wrong, where, why, and how to fix it."""

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
    """How serious a diagnostic is.

    An error must be fixed; errors of RP0xx, RP1xx, RP7xx and RP8xx keep a file from being used. A warning may be left
    as it is. Advice points at what may well be intended and deserves a second look; it makes no command fail.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for advice."""
        return tuple(Severity).index(self)


class Span(NamedTuple):
    """A range in a file: lines and columns from 1, columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


#: The maximum number of findings reported for one file.
MAX_FINDINGS = 100
#: The maximum number of names that a sentence lists.
_LISTED = 30

#: The first character of the file: used if no better location is known.
START = Span(1, 1, 1, 2)

#: What is appended to a finding made with a cast other than the scene's own, in English and in Chinese.
_WITH_CAST = (" (with {cast})", "（{cast}时）")


class Diagnostic(NamedTuple):
    """One finding. Its wording comes from the code and ``details``, in the reader's language.

    The detail ``cast`` names the cast with which it was found, if that is not the scene's own.
    """

    code: str
    file: str
    span: Span
    details: Mapping[str, str] = FrozenDict()
    #: the line of the file, verbatim
    source_line: str = ""
    did_you_mean: str | None = None

    @property
    def severity(self) -> Severity:
        """Error, warning or advice; determined by the code."""
        return Severity(self._meaning.severity)

    def message(self, language: str = "en") -> str:
        """What is wrong and why, in one sentence."""
        words = self._words(language)
        with_cast = _WITH_CAST[interface_of(language) == "zh"].format_map(words) if "cast" in words else ""
        return self._meaning.message(language).format_map(words) + with_cast

    def help(self, language: str = "en") -> str:
        """How to fix it, in one sentence."""
        return self._meaning.help(language).format_map(self._words(language))

    @property
    def _meaning(self) -> Code:
        from roleplay.reading.codes import CODES  # imported late: a run without findings never needs the messages

        return CODES[self.code]

    def _words(self, language: str) -> Mapping[str, str]:
        # a detail such as `problem` may have a Chinese counterpart `problem_zh`
        if interface_of(language) != "zh":
            return self.details
        chinese = {name[:-3]: value for name, value in self.details.items() if name.endswith("_zh")}
        return {**self.details, **chinese}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``; ``None`` if none is similar."""
    return next(iter(close_matches(word, known, 1)), None)


def close_matches(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words most like ``word``, best first."""
    pool = {k.lower().replace("_", "-"): k for k in known}
    matches = difflib.get_close_matches(word.lower().replace("_", "-"), pool, n=most, cutoff=0.6)
    return [pool[match] for match in matches]


def join_names(names: Iterable[str], joiner: str = ", ") -> str:
    """The names joined for use in a sentence; if there are very many, only the first ones and an ellipsis."""
    all_names = list(names)
    return joiner.join(all_names if len(all_names) <= _LISTED else [*all_names[:_LISTED], "…"])


def limit_findings(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings to report for one file, sorted by location.

    If there are more than `MAX_FINDINGS`, the most severe ones, preceded by an RP023 that says so.
    """
    findings = sort(diagnostics)
    if len(findings) <= MAX_FINDINGS:
        return findings
    reported = sorted(findings, key=lambda d: d.severity.rank)[:MAX_FINDINGS]  # stable: order kept per severity
    words = {"limit": str(MAX_FINDINGS), "total": str(len(findings))}
    return [Diagnostic(code="RP023", file=findings[0].file, span=START, details=words), *sort(reported)]


def sort(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by location; at the same location errors come before warnings, and advice last."""
    return sorted(diagnostics, key=lambda d: (d.file, d.span.line, d.span.column, d.severity.rank, d.code))
