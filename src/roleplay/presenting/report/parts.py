"""The elements of a report, independent of the output format: texts, lists, tables and curves, in parts."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from roleplay.presenting.facts.debrief import Curve
from roleplay.presenting.progress import CourseGroup


class Look(StrEnum):
    """How a text should look, according to its role."""

    PLAIN = ""
    SOFT = "soft"
    STRONG = "strong"
    #: a warning: a critical move, a turn of no return
    WARN = "warn"
    #: a result: passed
    GOOD = "good"
    #: a result: not passed
    POOR = "poor"


class ReportText(NamedTuple):
    """A paragraph."""

    text: str
    look: Look = Look.PLAIN


class ReportItem(NamedTuple):
    """An item of a list. ``sign`` is "yes", "no" or "same", and ``word`` says what it means; both may be empty."""

    text: str
    sign: str = ""
    word: str = ""


class ReportList(NamedTuple):
    """A list. ``kind`` has words for its layout: "short" items may share a line, an "aside" may be left out if room is
    short.
    """

    items: tuple[ReportItem, ...]
    numbered: bool = False
    kind: str = ""


class ReportPairs(NamedTuple):
    """Names, each with a text."""

    pairs: tuple[tuple[str, str], ...]


class ReportCell(NamedTuple):
    """A cell of a table; a ``share``, 0 to 1, is drawn as a bar if the format can draw."""

    text: str
    share: float | None = None


class ReportTable(NamedTuple):
    """A table; the first cell of a row is its heading."""

    heads: tuple[str, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    #: a word for its layout; may be empty
    kind: str = ""


class ScoreRow(NamedTuple):
    """A criterion with its score and evidence; a ``share``, 0 to 1, is drawn as a bar."""

    name: str
    score: str
    share: float | None
    #: in words; may be empty
    level: str
    items: tuple[ReportItem, ...]


class ReportScores(NamedTuple):
    """The criteria of a rubric."""

    rows: tuple[ScoreRow, ...]


class ReportCurves(NamedTuple):
    """How meters moved. ``costliest`` is the number of the turn to mark, if any."""

    curves: tuple[Curve, ...]
    costliest: int | None


class ReportCourses(NamedTuple):
    """How criteria developed over several attempts."""

    group: CourseGroup


class ReportPart(NamedTuple):
    """Blocks under a heading. ``marks`` are short remarks beside it; ``kind`` is a word for its layout."""

    title: str
    blocks: tuple[ReportBlock, ...]
    marks: tuple[str, ...] = ()
    kind: str = ""


ReportBlock: TypeAlias = (
    ReportText | ReportList | ReportPairs | ReportTable | ReportScores | ReportCurves | ReportCourses | ReportPart
)


class Report(NamedTuple):
    """The whole document."""

    title: str
    #: below the title: the kind of document and its subject
    subtitle: str
    blocks: tuple[ReportBlock, ...]
    #: the last lines: what generated it, and what was left out
    footer: tuple[str, ...]
    #: number of attempts that could not be shown in full
    broken: int = 0
