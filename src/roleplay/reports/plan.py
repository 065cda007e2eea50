"""A plan as a printable page with boxes to tick: two A4 sheets, or more with many items of the learner's own."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.plan import PlanPhase
from roleplay.presenting.plan_words import ItemFact, PlanFact, check_in_words
from roleplay.presenting.progress import Course
from roleplay.reports.course_chart import course_chart
from roleplay.reports.markup import Markup, element, page
from roleplay.reports.style import CHARTS, COMMON

_STYLE = f"""{COMMON}{CHARTS}
body{{max-width:54rem;line-height:1.45}}
h2{{margin:1.1rem 0 .3rem;font-size:1.1rem}}
.plan{{table-layout:fixed;margin:0}}
.plan th,.plan td{{padding:.22rem .4rem}}
.plan col:nth-child(1){{width:1.9em}}.plan col:nth-child(3){{width:33%}}.plan col:nth-child(4){{width:6.4em}}
.plan .day{{white-space:nowrap;font-variant-numeric:tabular-nums}}
.plan small{{display:block;color:var(--soft)}}
.box{{display:inline-block;width:.95em;height:.95em;border:1.5px solid currentColor;line-height:.85em;text-align:center;
font-weight:700;font-size:.95em;vertical-align:-.1em}}
.basis{{margin:.2rem 0;padding-left:1.2em;font-size:.92rem}}
.check{{display:inline-block;margin:0 1.4em .25rem 0;white-space:nowrap;font-variant-numeric:tabular-nums}}
.signed{{margin-top:1.3rem}}
.plan thead th{{padding-top:0}}
@media print{{
@page{{size:A4;margin:13mm 14mm}}
html{{font-size:9.6pt}}body{{line-height:1.35}}h1{{font-size:1.6rem}}h2{{margin-top:.8rem}}
section{{break-inside:avoid}}
.charts{{grid-template-columns:repeat(3,1fr);gap:.4rem .8rem}}
}}
"""
#: Maximum number of charts: more would need a third sheet.
_DRAWN = 3


def plan_page(plan: PlanFact, courses: Sequence[Course], words: Catalogue) -> str:
    """The page; ``courses`` are those of the plan's criteria, of which those with enough attempts are drawn."""
    check_ins = [fact for fact in plan.items if fact.standing.item.phase is PlanPhase.CHECK_INS]
    others = [fact for fact in plan.items if fact.standing.item.phase is not PlanPhase.CHECK_INS]
    phases = dict.fromkeys(fact.phase for fact in others)
    parts = [
        element("h1", plan.title),
        element("p", plan.span, class_="soft"),
        *(_phase(phase, [fact for fact in others if fact.phase == phase], words) for phase in phases),
    ]
    if check_ins:
        what = check_in_words(check_ins[0], words)
        dates = (element("span", _box(fact), " ", fact.day, class_="check") for fact in check_ins)
        parts.append(element("section", element("h2", check_ins[0].phase), element("p", what), element("p", *dates)))
    basis = element("ul", *(element("li", line) for line in plan.basis), class_="basis")
    chart_elements = [course_chart(course, words) for course in courses[:_DRAWN] if course.enough]
    charts = [element("div", *chart_elements, class_="charts")] if chart_elements else []
    parts.append(element("section", element("h2", words("plan.page_basis")), basis, *charts))
    parts.append(element("p", words("plan.page_smart"), class_="soft"))
    parts.append(element("p", words("plan.page_signed"), class_="signed"))
    return page(plan.title, words.interface, _STYLE, *parts)


def _phase(title: str, facts: Sequence[ItemFact], words: Catalogue) -> Markup:
    names = ("what", "measure", "by")
    head = element("tr", element("th", "", aria_label=words("plan.columns.done")), *(
        element("th", words(f"plan.columns.{name}"), scope="col") for name in names
    ))  # fmt: skip
    columns = Markup("<colgroup><col><col><col><col></colgroup>")
    rows = [_item(fact, words) for fact in facts]
    table = element("table", columns, element("thead", head), element("tbody", *rows), class_="plan")
    return element("section", element("h2", title), table)


def _item(fact: ItemFact, words: Catalogue) -> Markup:
    done = fact.standing.done
    done_note = element("small", words("plan.done", day=done)) if done is not None else Markup()
    return element(
        "tr",
        element("td", _box(fact)),
        element("td", fact.what, done_note),
        element("td", fact.measure),
        element("td", fact.day, class_="day"),
    )


def _box(fact: ItemFact) -> Markup:
    return element("span", "✓" if fact.done else "", class_="box")
