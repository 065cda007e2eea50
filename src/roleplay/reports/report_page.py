"""A report as a self-contained page, for phones, paper, and light and dark screens."""

from __future__ import annotations

import re
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
from roleplay.reports.style import CHARTS, CHINESE, COMMON
from roleplay.text.cells import cell_len

#: Markup of the parts that are not printed.
_ON_SCREENS = ('class="rubric other"', 'aside">')
#: Number of blocks above the columns in print.
_FIRST = 2
#: Length of the text in cells above which print uses smaller letters.
_MUCH = 18_000
_TAGS = re.compile("<[^>]*>")
#: The lowest heading level.
_LOWEST = 5
_SIGNS = {"yes": ("+", "good"), "no": ("−", "poor"), "same": ("=", "")}

_STYLE = f"""{COMMON}{CHARTS}
body{{max-width:50rem;line-height:1.55}}
h2{{margin:1.7rem 0 .5rem}}h3{{margin:1rem 0 .25rem}}h4,h5{{font-size:.95rem;margin:.6rem 0 .15rem}}
h2,h3,h4,h5{{break-after:avoid}}
.subtitle{{color:var(--soft);margin:0 0 .6rem}}
.mark{{color:var(--soft);font-size:.85em;font-weight:400;margin-left:.7em}}
dl{{margin:.3rem 0}}dl div{{display:grid;grid-template-columns:9.5rem 1fr;gap:0 .8rem;margin:.1rem 0}}
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
.scores th{{width:19%}}.scores td:nth-child(2){{width:19%;font-variant-numeric:tabular-nums}}
.scores td>i{{font-style:normal;color:var(--soft);display:block;font-size:.88em}}.scores ul{{margin:0}}
.wide{{overflow-x:auto}}.values td,.values th{{font-variant-numeric:tabular-nums;padding:.15rem .35rem;font-size:.85rem;
text-align:right}}.values th:first-child{{text-align:left;white-space:nowrap}}
.curves .charts{{grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}}
svg .costly{{fill:var(--warn);stroke:var(--warn)}}
.paper{{display:none}}
footer{{margin-top:1.6rem;padding-top:.4rem;border-top:1px solid var(--line);font-size:.85rem}}
@media (max-width:38rem){{
body{{padding:1rem .9rem 2rem}}
dl div{{display:block}}dt{{margin-top:.3rem}}
.scores,.scores tbody,.scores tr,.scores th,.scores td{{display:block;width:auto!important;border:0;padding:.05rem 0}}
.scores tr{{border-bottom:1px solid var(--line);padding:.35rem 0}}.scores td>i{{display:inline;margin-left:.6em}}
.listed td,.listed th{{padding:.25rem;font-size:.85rem}}
}}
@media print{{
@page{{size:A4;margin:11mm 12mm}}
html{{font-size:8pt}}body{{line-height:1.3;max-width:none;padding:0;
font-family:Arial,'Liberation Sans',{CHINESE},sans-serif}}
h1{{font-size:1.6rem}}h2{{margin:.7rem 0 .25rem;font-size:1.15rem;border-bottom-width:1px;padding-bottom:.1rem}}
h3{{margin:.45rem 0 .1rem}}p,ul,ol,dl{{margin:.1rem 0}}th,td{{padding:.12rem .4rem}}table{{margin:.2rem 0}}
.flow{{columns:2;column-gap:6mm}}.dense{{font-size:7.4pt;line-height:1.26}}
.verdict,.kpi,.short,figure{{break-inside:avoid}}
.turn,.quiet{{padding-left:.5rem}}.turn>h3,.quiet>h3{{margin-top:.4rem}}
.curves .charts{{grid-template-columns:repeat(2,1fr);gap:.2rem .6rem}}.wide{{overflow:visible}}
.values td,.values th{{padding:0 .15rem;font-size:.78rem}}.values th:first-child{{white-space:normal}}
dl div{{display:block}}dt,dd{{display:inline}}
.short.signed li{{display:inline;padding:0;text-indent:0}}.short.signed b{{width:auto;padding-right:.25em}}
.short.signed li:not(:last-child)::after{{content:"; "}}
.scores,.scores tbody,.scores tr,.scores th,.scores td{{display:block;width:auto!important;border:0;padding:0}}
.scores th,.scores td:nth-child(2){{display:inline}}.scores td:nth-child(2){{margin-left:.6em}}
.scores .bar{{display:inline-block;width:5rem;margin:0 .4em 0 0;height:.55rem}}
.scores td>i{{display:inline;margin-left:.4em}}.scores tr{{margin:.15rem 0}}
.other .rests,.aside,.kpi .soft{{display:none}}
.paper{{display:block}}
}}
"""


def report_page(report: Report, words: Catalogue) -> str:
    """The whole page."""
    parts = [
        element("h1", report.title),
        element("p", report.subtitle, class_="subtitle"),
        *(_block(block, 2, words) for block in report.blocks[:_FIRST]),
        _flow(report, words),
    ]
    notes = [element("p", line) for line in report.footer]
    if any(left_out in part for part in parts for left_out in _ON_SCREENS):
        notes.insert(0, element("p", words("attempt_report.paper"), class_="paper"))
    parts.append(element("footer", *notes))
    return page(f"{report.title} · {report.subtitle}", words.interface, _STYLE, *parts)


def _flow(report: Report, words: Catalogue) -> Markup:
    """The part printed in columns, in smaller letters if it is long, so that three sheets are enough."""
    rendered_blocks = [_block(block, 2, words) for block in report.blocks[_FIRST:]]
    long = sum(cell_len(_TAGS.sub("", part).replace("\n", "")) for part in rendered_blocks) > _MUCH
    return element("div", *rendered_blocks, class_="flow dense" if long else "flow")


def _block(block: ReportBlock, level: int, words: Catalogue) -> Markup:
    match block:
        case ReportText(text, look):
            return element("p", text, class_=look.value or None)
        case ReportList(items, numbered, kind):
            if numbered:
                return element("ol", *(element("li", item.text) for item in items))
            return _list(items, kind)
        case ReportPairs(pairs):
            colon = words("library.colon")
            return element(
                "dl", *(element("div", element("dt", name + colon), element("dd", text)) for name, text in pairs)
            )
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
            inside = (_block(each, level + 1, words) for each in inner)
            return element("section", element(name, title, *beside), *inside, class_=kind or None)


def _list(items: Sequence[ReportItem], look: str = "") -> Markup:
    looks = f"{look} signed" if any(item.sign for item in items) else look
    return element("ul", *(_item(item, signed="signed" in looks) for item in items), class_=looks.strip() or None)


def _score(row: ScoreRow) -> Markup:
    """A table row of a criterion: its bar and score, and the evidence for them."""
    bars = [bar(row.share)] if row.share is not None else []
    level = [element("i", row.level)] if row.level else []
    evidence = element("td", _list(row.items) if row.items else "", class_="rests")
    return element("tr", element("th", row.name, scope="row"), element("td", *bars, row.score, *level), evidence)


def _item(item: ReportItem, *, signed: bool) -> Markup:
    if not item.sign:
        return element("li", element("b", "·"), item.text) if signed else element("li", item.text)
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
