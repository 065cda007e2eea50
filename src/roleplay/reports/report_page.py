"""A report as one page that needs nothing else: on a phone, on paper, on light and on dark screens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.report.parts import (
    Report,
    ReportBlock,
    ReportCell,
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
from roleplay.reports.course_chart import course_chart, courses_table
from roleplay.reports.curve import curve
from roleplay.reports.markup import Markup, element, joined, page
from roleplay.reports.story import bar
from roleplay.reports.style import CHARTS, COMMON

#: The lowest heading that is used.
_LOWEST = 5
_SIGNS = {"yes": ("+", "good"), "no": ("−", "poor"), "same": ("=", "")}

_STYLE = f"""{COMMON}{CHARTS}
body{{max-width:50rem;line-height:1.55}}
h2{{margin:1.7rem 0 .5rem}}h3{{margin:1rem 0 .25rem}}h4,h5{{font-size:.95rem;margin:.6rem 0 .15rem}}
h2,h3,h4,h5{{break-after:avoid}}
.subtitle{{color:var(--soft);margin:0 0 .6rem}}
.mark{{color:var(--soft);font-size:.85em;font-weight:400;margin-left:.7em}}
dl{{display:grid;grid-template-columns:fit-content(9rem) 1fr;gap:.1rem .9rem;margin:.3rem 0}}
dt{{color:var(--soft);font-size:.92em}}dd{{margin:0;min-width:0;white-space:pre-line}}
.strong,p.good,p.poor{{font-weight:600}}
.signed{{list-style:none;padding:0}}
.signed li{{padding-left:1.3em;text-indent:-1.3em}}
.signed b{{display:inline-block;width:1.3em;text-indent:0}}
.verdict{{padding:.1rem .9rem .5rem;border-left:.3rem solid var(--mark);background:var(--band)}}
.verdict>h2{{border:0;margin-top:.5rem}}
.verdict>p:first-of-type{{font-size:1.12rem}}
.turn,.quiet{{padding-left:.8rem;border-left:.2rem solid var(--line)}}.turn{{border-color:var(--warn)}}
.turn>h3,.quiet>h3{{margin-top:.8rem}}
.said{{font-weight:600}}
.scores th{{width:19%}}.scores td:nth-child(2){{width:19%;font-variant-numeric:tabular-nums}}
.scores i{{font-style:normal;color:var(--soft);display:block;font-size:.88em}}.scores ul{{margin:0}}
.wide{{overflow-x:auto}}.values td,.values th{{font-variant-numeric:tabular-nums;padding:.15rem .35rem;font-size:.85rem;
text-align:right}}.values th:first-child{{text-align:left;white-space:nowrap}}
.curves .charts{{grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}}
svg .costly{{fill:var(--warn);stroke:var(--warn)}}
footer{{margin-top:1.6rem;padding-top:.4rem;border-top:1px solid var(--line);font-size:.85rem}}
@media (max-width:38rem){{body{{padding:1rem .9rem 2rem}}dl{{grid-template-columns:1fr;gap:0}}dt{{margin-top:.3rem}}
.listed td,.listed th{{padding:.25rem;font-size:.85rem}}}}
@media print{{
@page{{size:A4;margin:12mm 13mm}}
html{{font-size:8.6pt}}body{{line-height:1.36}}
h1{{font-size:1.5rem}}h2{{margin:.8rem 0 .3rem;font-size:1.1rem}}h3{{margin:.45rem 0 .1rem}}
p,ul,ol,dl{{margin:.12rem 0}}th,td{{padding:.12rem .4rem}}table{{margin:.2rem 0}}
.verdict,.kpi,.short{{break-inside:avoid}}.turn>h3,.quiet>h3{{margin-top:.4rem}}
.curves .charts{{grid-template-columns:repeat(3,1fr);gap:.3rem .8rem}}
.rubric>.evidence{{break-inside:avoid}}
dl{{grid-template-columns:fit-content(7rem) 1fr}}
}}
"""


def report_page(report: Report, words: Catalogue) -> str:
    """The whole page."""
    parts = [
        element("h1", report.title),
        element("p", report.subtitle, class_="subtitle"),
        *(_block(block, 2, words) for block in report.blocks),
        element("footer", *(element("p", line) for line in report.footer)),
    ]
    return page(f"{report.title} · {report.subtitle}", words.interface, _STYLE, *parts)


def _block(block: ReportBlock, level: int, words: Catalogue) -> Markup:
    match block:
        case ReportText(text, look):
            return element("p", text, class_=look.value or None)
        case ReportList(items, numbered, short):
            if numbered:
                return element("ol", *(element("li", item.text) for item in items))
            return _list(items, "short" if short else "")
        case ReportPairs(pairs):
            return element("dl", *(joined(element("dt", name), element("dd", text)) for name, text in pairs))
        case ReportTable(heads, rows, kind):
            return _table(heads, rows, kind)
        case ReportScores(rows):
            return element("table", element("tbody", *(_score(row) for row in rows)), class_="scores")
        case ReportCurves(curves, costliest):
            drawn = element("div", *(curve(each, costliest) for each in curves), class_="charts")
            turns = range(max(len(each.values) for each in curves))
            values = [(ReportCell(each.name), *(ReportCell(str(value)) for value in each.values)) for each in curves]
            table = _table((words("attempt_report.after_turn"), *map(str, turns)), values, "values")
            return joined(drawn, element("div", table, class_="wide"))
        case ReportCourses(group):
            charts = element("div", *(course_chart(course, words) for course in group.courses), class_="charts")
            return element("section", element("h3", group.title), charts, courses_table(group.courses, words))
        case ReportPart(title, inner, marks, kind):
            beside = (element("span", mark, class_="mark") for mark in marks)
            name = f"h{min(level, _LOWEST)}"
            told = (_block(each, level + 1, words) for each in inner)
            return element("section", element(name, title, *beside), *told, class_=kind or None)


def _list(items: Sequence[ReportItem], look: str = "") -> Markup:
    looks = f"{look} signed" if any(item.sign for item in items) else look
    return element("ul", *map(_item, items), class_=looks.strip() or None)


def _score(row: ScoreRow) -> Markup:
    """A criterion in a row: its bar and score, and beside them what they rest on."""
    drawn = [bar(row.share)] if row.share is not None else []
    level = [element("i", row.level)] if row.level else []
    told = element("td", _list(row.items) if row.items else "", class_="rests")
    return element("tr", element("th", row.name, scope="row"), element("td", *drawn, row.score, *level), told)


def _item(item: ReportItem) -> Markup:
    if not item.sign:
        return element("li", item.text)
    sign, look = _SIGNS[item.sign]
    return element("li", element("b", sign, class_=look or None, title=item.word, aria_label=item.word), item.text)


def _table(heads: Sequence[str], rows: Iterable[Sequence[ReportCell]], kind: str) -> Markup:
    head = element("tr", *(element("th", name, scope="col") for name in heads))
    body = []
    for first, *others in rows:
        cells = (element("td", *_cell(cell)) for cell in others)
        body.append(element("tr", element("th", first.text, scope="row"), *cells))
    return element("table", element("thead", head), element("tbody", *body), class_=kind or None)


def _cell(cell: ReportCell) -> list[str]:
    return [cell.text] if cell.share is None else [bar(cell.share), cell.text]
