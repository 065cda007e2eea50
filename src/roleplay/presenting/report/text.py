"""A report as lines of plain text: signs and curves are spelt out as words and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.progress import course_words
from roleplay.presenting.report.parts import (
    Report,
    ReportBlock,
    ReportCourses,
    ReportCurves,
    ReportItem,
    ReportList,
    ReportPairs,
    ReportPart,
    ReportScores,
    ReportTable,
    ReportText,
    ScoreRow,
)
from roleplay.text.plain import safe

#: sign -> character
_SIGNS = {"yes": "+", "no": "-", "same": "="}
_STEP = "  "


def report_lines(report: Report, words: Catalogue) -> Iterator[tuple[str, str]]:
    """Each line of the report with the indent for its continuation lines; an empty line separates parts."""
    yield report.title, ""
    yield report.subtitle, ""
    yield from _blocks(report.blocks, words, 0)
    yield "", ""
    for line in report.footer:
        yield line, ""


def _blocks(blocks: Iterable[ReportBlock], words: Catalogue, depth: int) -> Iterator[tuple[str, str]]:
    margin, colon = _STEP * depth, words("library.colon")

    def line(text: str, more: int = 0) -> tuple[str, str]:
        return f"{margin}{_STEP * more}{safe(text, newlines=False)}", margin + _STEP * (more + 1)

    for block in blocks:
        match block:
            case ReportText(text):
                yield line(text)
            case ReportList(items, numbered):
                for number, item in enumerate(items, 1):
                    yield line(f"{number}. {item.text}" if numbered else signed_text(item, colon))
            case ReportPairs(pairs):
                for name, text in pairs:
                    yield line(f"{name}{colon}{text}")
            case ReportTable(heads, rows):
                for first, *others in rows:
                    cells = (f"{head} {cell.text}" for head, cell in zip(heads[1:], others, strict=True) if cell.text)
                    yield line(f"{first.text}{colon}{words('play.list_separator').join(cells)}")
            case ReportScores(rows):
                for score in rows:
                    yield line(f"{score.name}{colon}{score_words(score, words)}")
                    for item in score.items:
                        yield line(signed_text(item, colon), 1)
            case ReportCurves(curves):
                for curve in curves:
                    yield line(f"{curve.name}{colon}{words('play.list_separator').join(map(str, curve.values))}")
            case ReportCourses(group):
                yield line(f"{group.title}{colon.rstrip()}")
                for course in group.courses:
                    yield line(f"{course.name}{colon}{course_words(course, words)}", 1)
            case ReportPart(title, inner, marks):
                if not depth:
                    yield "", ""
                yield line(f"{title}{title_remarks(marks, words)}{colon.rstrip()}")
                yield from _blocks(inner, words, depth + 1)


def title_remarks(marks: Sequence[str], words: Catalogue) -> str:
    """The remarks beside a title: in brackets, unless they contain some themselves."""
    if not marks:
        return ""
    together = words("play.list_separator").join(marks)
    return words("attempt_report.behind" if {*"(（"} & {*together} else "attempt_report.beside", marks=together)


def score_words(row: ScoreRow, words: Catalogue) -> str:
    """A score and its level."""
    return words("play.list_separator").join(filter(None, (row.score, row.level)))


def signed_text(item: ReportItem, colon: str) -> str:
    """An item with its sign and the word for it."""
    return f"{_SIGNS[item.sign]} {item.word}{colon}{item.text}" if item.sign else f"- {item.text}"
