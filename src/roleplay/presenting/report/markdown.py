"""A report as Markdown (CommonMark, with GitHub's tables); all content is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roleplay.locales import Catalogue
from roleplay.presenting.progress import course_words
from roleplay.presenting.report.parts import (
    Look,
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
)
from roleplay.presenting.report.text import score_words, title_remarks
from roleplay.text.markdown import escape_markdown

#: The lowest level of heading in Markdown.
_LOWEST = 6
_SIGNS = {"yes": "✓", "no": "✗", "same": "="}


def report_markdown(report: Report, words: Catalogue) -> str:
    """The whole document."""
    lines = [f"# {escape_markdown(report.title)}", "", escape_markdown(report.subtitle), ""]
    lines += _blocks(report.blocks, words, 2)
    lines += ["---", "", *(f"{escape_markdown(line)}\\" for line in report.footer[:-1])]
    lines += [escape_markdown(line) for line in report.footer[-1:]]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _blocks(blocks: Iterable[ReportBlock], words: Catalogue, level: int) -> Iterator[str]:
    colon = words("library.colon")
    for block in blocks:
        match block:
            case ReportText(text, look):
                strong = look not in (Look.PLAIN, Look.SOFT)
                yield from (f"**{escape_markdown(text)}**" if strong else escape_markdown(text), "")
            case ReportList(items, numbered):
                for number, item in enumerate(items, 1):
                    yield f"{number}. {escape_markdown(item.text)}" if numbered else f"- {_signed(item, colon)}"
                yield ""
            case ReportPairs(pairs):
                for name, text in pairs:
                    yield f"- **{escape_markdown(name)}**{colon}{escape_markdown(text)}"
                yield ""
            case ReportTable(heads, rows):
                yield from _table(heads, ([cell.text for cell in row] for row in rows))
            case ReportScores(rows):
                for score in rows:
                    yield f"- **{escape_markdown(score.name)}**{colon}{escape_markdown(score_words(score, words))}"
                    yield from (f"  - {_signed(item, colon)}" for item in score.items)
                yield ""
            case ReportCurves(curves):
                turns = range(max(len(curve.values) for curve in curves))
                values = ([curve.name, *map(str, curve.values)] for curve in curves)
                yield from _table([words("attempt_report.after_turn"), *map(str, turns)], values)
            case ReportCourses(group):
                yield from (f"{'#' * min(level, _LOWEST)} {escape_markdown(group.title)}", "")
                yield from (f"- {escape_markdown(f'{c.name}{colon}{course_words(c, words)}')}" for c in group.courses)
                yield ""
            case ReportPart(title, inner, marks):
                yield from (f"{'#' * min(level, _LOWEST)} {escape_markdown(title + title_remarks(marks, words))}", "")
                yield from _blocks(inner, words, level + 1)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    named = list(heads)
    yield _row(named)
    yield f"|{' --- |' * len(named)}"
    for row in rows:
        yield _row(row)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape_markdown, cells))} |"


def _signed(item: ReportItem, colon: str) -> str:
    text = escape_markdown(item.text)
    return f"{_SIGNS[item.sign]} {escape_markdown(item.word)}{colon}{text}" if item.sign else text
