"""Printable observers' sheets: one page for each criterion of the leading rubric."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.reports.markup import Markup, element, joined, page
from roleplay.reports.style import COMMON
from roleplay.scene.model import Bundle, Criterion, Scenario

#: Minimum and maximum lines of a sheet: as many as a page holds.
_LEAST, _MOST = 6, 20
#: Height in millimetres available for the lines, and the minimum and maximum for one line.
_ROOM, _LOW, _HIGH = 112.0, 5.2, 9.0
_BOX = "□"

_STYLE = f"""{COMMON}
.sheet{{padding-bottom:2rem}}
.sheet h1{{font-size:1.5rem}}
.sheet h2{{margin:.9rem 0 .35rem;font-size:1.05rem;border-bottom-width:1px}}
.top{{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);font-size:.9rem;margin-bottom:.6rem}}
.anchors td:first-child{{width:5.2em;font-weight:600;white-space:nowrap}}
.anchors td{{padding:.2rem .5rem}}
.ticks{{table-layout:fixed}}
.ticks th,.ticks td{{border:1px solid var(--soft);padding:0 .4rem;vertical-align:middle}}
.ticks thead th{{font-size:.8rem;line-height:1.25;padding:.2rem .4rem;text-align:center}}
.ticks td.tick{{text-align:center;font-size:1.15em;line-height:1}}
.ticks th:first-child{{width:3.6em;text-align:center}}.ticks .narrow{{width:13%}}
.grade{{display:flex;gap:2.2em;font-size:1.05rem}}
.ask{{margin:.25rem 0}}
.rule{{border-bottom:1px solid var(--soft);height:1.9em;margin:0}}
@media print{{
@page{{size:A4;margin:12mm 14mm}}
.sheet{{break-after:page;padding:0}}
.sheet:last-child{{break-after:auto}}
html{{font-size:9.5pt}}
body{{line-height:1.4}}
}}
"""


def as_html(bundle: Bundle, words: Catalogue) -> str:
    """The sheets for a scene as a self-contained page; each criterion is printed on its own sheet."""
    scenario = bundle.scenario
    lead = bundle.rubrics[scenario.rubrics[0]]
    title = scenario.title.get(words.language)
    rubric = lead.name.get(words.language)
    sheets = (_sheet(criterion, title, rubric, line_count(scenario), words) for criterion in lead.criteria)
    return page(words("sheet.title", title=title), words.interface, _STYLE, *sheets)


def line_count(scenario: Scenario) -> int:
    """The number of lines on a sheet: the decisions of the longest walk (without walks, the nodes), within limits."""
    longest = max((len(walk.choices) for walk in scenario.walks.values()), default=len(scenario.nodes))
    return min(max(longest, _LEAST), _MOST)


def _sheet(criterion: Criterion, title: str, rubric: str, lines: int, words: Catalogue) -> Markup:
    language = words.language
    name = criterion.name.get(language)
    anchors = (
        element("tr", element("td", words("debrief.level", level=level)), element("td", anchor.get(language)))
        for level, anchor in enumerate(criterion.levels)
    )
    boxes = (element("span", f"{_BOX} {level}") for level in range(len(criterion.levels)))
    questions = (
        joined(
            element("p", words(f"sheet.question{n}", criterion=name), class_="ask"),
            element("p", class_="rule"),
            element("p", class_="rule"),
        )
        for n in (1, 2)
    )
    return element(
        "section",
        element("div", element("span", title), element("span", rubric), class_="top"),
        element("h1", words("sheet.watch", criterion=name)),
        element("p", criterion.about.get(language)),
        element("h2", words("sheet.lines")),
        element("p", words("sheet.how"), class_="soft"),
        _ticks(lines, words),
        element("h2", words("sheet.levels")),
        element("table", element("tbody", *anchors), class_="anchors"),
        element("p", element("b", words("sheet.grade")), *boxes, class_="grade"),
        element("h2", words("sheet.talk")),
        *questions,
        class_="sheet",
    )


def _ticks(lines: int, words: Catalogue) -> Markup:
    height = f"height:{min(max(_ROOM / lines, _LOW), _HIGH):.1f}mm"
    marks = (element("th", words(f"sheet.mark.{key}"), class_="narrow") for key in ("for", "unseen", "against"))
    head = element("tr", element("th", words("sheet.mark.number")), *marks, element("th", words("sheet.mark.note")))
    box = element("td", _BOX, class_="tick")
    rows = (
        element("tr", element("th", str(number), scope="row"), box, box, box, element("td"), style=height)
        for number in range(1, lines + 1)
    )
    return element("table", element("thead", head), element("tbody", *rows), class_="ticks")
