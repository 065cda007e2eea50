"""What a report is made of, whatever it is written in: texts, lists, tables and courses, in parts under headings."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from roleplay.presenting.facts.debrief import Curve
from roleplay.presenting.progress import CourseGroup


class Look(StrEnum):
    """What a text is to the reader, beside what it says."""

    PLAIN = ""
    SOFT = "soft"
    STRONG = "strong"
    #: a warning: a line crossed, a turn of no return
    WARN = "warn"
    #: of the result: passed, not passed
    GOOD = "good"
    POOR = "poor"


class ReportText(NamedTuple):
    """A paragraph."""

    text: str
    look: Look = Look.PLAIN


class ReportItem(NamedTuple):
    """An item of a list. ``sign`` is "yes", "no" or "same", with its meaning in ``word``; or both are empty."""

    text: str
    sign: str = ""
    word: str = ""


class ReportList(NamedTuple):
    """A list. ``kind`` is words for how it is to be laid out: "short" items may stand in one line, an "aside" may be
    left out where there is little room.
    """

    items: tuple[ReportItem, ...]
    numbered: bool = False
    kind: str = ""


class ReportPairs(NamedTuple):
    """Names with what belongs to each."""

    pairs: tuple[tuple[str, str], ...]


class ReportCell(NamedTuple):
    """A cell of a table; a ``share``, 0 to 1, is drawn as a bar where something can be drawn."""

    text: str
    share: float | None = None


class ReportTable(NamedTuple):
    """A table whose rows begin with what they are about."""

    heads: tuple[str, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    #: a word for how it is to be laid out; may be empty
    kind: str = ""


class ScoreRow(NamedTuple):
    """A criterion with its score, which is drawn as a bar where it is a share, 0 to 1; and what that rests on."""

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
    """How meters moved. ``costliest`` is the number of the turn that is marked, if any is."""

    curves: tuple[Curve, ...]
    costliest: int | None


class ReportCourses(NamedTuple):
    """How criteria went over several attempts."""

    group: CourseGroup


class ReportPart(NamedTuple):
    """Blocks under a heading. ``marks`` stand beside it, shortly; ``kind`` is a word for how it is to be laid out."""

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
    #: what kind of document it is and what it is about, under the title
    subtitle: str
    blocks: tuple[ReportBlock, ...]
    #: what stands at its very end: by what it was made, and what was left out of it
    footer: tuple[str, ...]
    #: attempts that could not be shown in full
    broken: int = 0
