"""The page of a whole class, to read and print: charts of levels, each with its figures in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.cohort.changes import ChangeFact
from roleplay.presenting.cohort.class_facts import (
    ClassFacts,
    PoorMoveFact,
    RubricSpread,
    SharedDecisionFact,
    SharedSceneFact,
    SpreadFact,
)
from roleplay.reports.markup import Markup, element, joined, page
from roleplay.reports.style import COMMON

_WIDTH, _HEIGHT = 240, 22
#: Width of a part of a bar below which its number does not fit.
_ROOM = 16

_STYLE = f"""{COMMON}
svg{{display:block;width:100%;min-width:6rem;height:auto}}
svg text{{font-size:11px;fill:var(--ink)}}
svg rect{{stroke:var(--soft);stroke-width:1}}
.l0{{fill:var(--page)}}.l1{{fill:var(--band)}}.l2{{fill:var(--pale)}}.l3{{fill:var(--mark)}}
svg text.on3{{fill:var(--page);font-weight:600}}
.na{{fill:none;stroke-dasharray:2 2}}.untold{{fill:url(#hatch)}}
.spread{{table-layout:fixed}}
.spread th,.spread td{{padding:.12rem .3rem}}
.spread th:nth-child(1){{width:26%}}.spread th:nth-child(2){{width:27%}}
.spread thead th{{font-size:.76rem;overflow-wrap:normal}}
.spread tbody th{{font-weight:400}}
.spread tr:has([scope=rowgroup]){{break-after:avoid}}
.spread tbody th[scope=rowgroup]{{font-weight:600;padding-top:.4rem;width:auto}}
.spread tbody td[colspan]{{font-size:.85rem;color:var(--soft)}}
.key{{display:inline-block;width:1.1em;height:.8em;border:1px solid var(--soft);margin:0 .35em 0 1em;
vertical-align:-1px}}
b.l0{{background:var(--page)}}b.l1{{background:var(--band)}}b.l2{{background:var(--pale)}}b.l3{{background:var(--mark)}}
b.na{{border-style:dashed}}
b.untold{{background:repeating-linear-gradient(45deg,var(--line) 0 2px,transparent 2px 5px)}}
.moves th,.moves td{{padding:.16rem .3rem;line-height:1.35}}.moves td{{width:6em}}.moves td:nth-child(3){{width:10.5em}}
.moves th{{font-weight:400}}
.moves th b{{margin-right:.6em}}.moves .bar{{display:inline-block;width:4em;height:.6rem;margin:0 0 0 .5em}}
.gains th,.gains td{{padding:.12rem .3rem}}.gains tbody th{{font-weight:400}}
.decisions{{columns:26rem 2;column-gap:1.8rem;margin-top:1rem}}
.decision{{break-inside:avoid;margin:0 0 1.1rem;font-size:.9rem;line-height:1.4}}
.decision h4{{font-size:1em;margin:0 0 .2rem}}
.decision table{{margin:.2rem 0}}
.decision td{{padding:.14rem .3rem}}
.decision td:nth-child(1){{width:1.6em;font-weight:600;padding-left:0}}
.decision td:nth-child(3){{width:5.2em;padding-right:0}}
.decision .bar{{height:.4rem;margin:.1rem 0 0}}
.free{{font-weight:600}}
footer{{margin-top:2rem;padding-top:.6rem;border-top:1px solid var(--line);font-size:.85rem}}
@media (max-width:38rem){{
.drawn,.moves .bar{{display:none}}
.moves td:nth-child(3){{width:6em}}
.spread{{table-layout:auto}}
.spread th:nth-child(1){{width:auto;padding-left:0}}
th,td{{padding:.3rem .2rem;font-size:.88rem}}
.spread th,.spread td{{padding:.12rem 0 .12rem .3rem;font-size:.8rem}}
.spread thead th{{font-size:.68rem}}
}}
@media print{{
html{{font-size:9pt}}
@page{{margin:11mm}}
body{{line-height:1.38}}
h1{{font-size:1.6rem}}h2{{margin:.9rem 0 .3rem;font-size:1.2rem}}h3{{margin:.6rem 0 .15rem}}
p{{margin:.15rem 0}}table{{margin:.3rem 0}}
.moves th,.moves td{{padding:.1rem .3rem}}.moves span.soft{{display:none}}
.spread th,.spread td{{padding:.07rem .3rem}}
.decisions{{columns:2;column-gap:1.4rem;margin-top:.6rem}}
.decision{{margin-bottom:.6rem;line-height:1.25;font-size:.88rem}}
.decision td{{padding:.1rem .3rem}}
footer{{margin-top:.7rem;padding-top:.3rem;font-size:.82rem}}
}}
"""
_HATCH = Markup(
    '<svg width="0" height="0" aria-hidden="true" style="position:absolute;min-width:0"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V6" stroke="var(--line)" stroke-width="3"/></pattern></defs></svg>'
)


def cohort_page(facts: ClassFacts, day: str, words: Catalogue) -> str:
    """The whole page; ``day`` is its date."""
    parts = [_HATCH, element("h1", facts.title), *_paragraphs(facts.about)]
    if facts.rubrics:
        parts += [element("h2", words("cohort.part.criteria")), *_rubrics(facts.rubrics, words)]
    if facts.poor or facts.poor_notes:
        parts += [
            element("h2", words("cohort.part.poor")),
            element("p", words("cohort.part.poor_about"), class_="soft"),
            *([_poor(facts.poor, words)] if facts.poor else []),
            *_paragraphs(facts.poor_notes),
        ]
    parts += [_scene(scene, words) for scene in facts.scenes]
    parts += [element("section", element("h2", change.title), *_change(change, words)) for change in facts.forms]
    if facts.practice:
        parts += [element("h2", words("cohort.part.practice")), element("p", _flowing(words, facts.practice))]
    if facts.names:
        names = (element("li", line) for line in facts.names)
        parts += [element("h2", words("cohort.part.names")), element("ul", *names)]
    made = words("cohort.page.made_names" if facts.names else "cohort.page.made", day=day)
    parts.append(element("footer", element("strong", words("cohort.part.notes")), *_paragraphs((*facts.notes, made))))
    return page(facts.title, words.interface, _STYLE, *parts)


def _paragraphs(texts: Iterable[str], look: str | None = None) -> list[Markup]:
    return [element("p", text, class_=look) for text in texts]


def _flowing(words: Catalogue, sentences: Iterable[str]) -> str:
    """Sentences as one paragraph."""
    return words("cohort.page.and").join(sentences)


def _table(heads: Sequence[tuple[str, str | None]], rows: Iterable[Sequence[Markup]], look: str) -> Markup:
    head = element("tr", *(element("th", text, scope="col", class_=role) for text, role in heads))
    body = (element("tr", *row) for row in rows)
    return element("table", element("thead", head), element("tbody", *body), class_=look)


# -- criteria ------------------------------------------------------------------------------------------------------


def _rubrics(rubrics: Iterable[RubricSpread], words: Catalogue) -> list[Markup]:
    """All rubrics in one table, each with a heading row."""
    names = [words("cohort.column.level", level=level) for level in range(4)] + [words("cohort.column.not_assessed")]
    heads: list[tuple[str, str | None]] = [
        (words("cohort.column.criterion"), None),
        ("", "drawn"),
        *((name, "number") for name in names),
        (words("cohort.column.mean"), "number"),
    ]
    rows: list[Sequence[Markup]] = []
    for rubric in rubrics:
        name = words("cohort.rubric_head", rubric=rubric.name, learners=rubric.learners)
        rows.append([element("th", name, scope="rowgroup", colspan=len(heads))])
        rows += [_spread(each, names, words) for each in rubric.criteria]
        if rubric.notes:
            rows.append([element("td", _flowing(words, rubric.notes), colspan=len(heads))])
    return [_table(heads, rows, "spread"), _legend(words)] if rows else []


def _legend(words: Catalogue) -> Markup:
    looks = [(f"l{level}", words("cohort.column.level", level=level)) for level in range(4)]
    looks += [("na", words("cohort.column.not_assessed")), ("untold", words("cohort.page.hatched"))]
    keys = (joined(element("b", "", class_=f"key {look}"), name) for look, name in looks)
    return element("p", words("cohort.page.legend"), *keys, class_="soft drawn")


def _spread(fact: SpreadFact, names: Sequence[str], words: Catalogue) -> list[Markup]:
    return [
        element("th", fact.name, scope="row"),
        element("td", _bar(fact, names, words), class_="drawn"),
        *(element("td", count, class_="number") for count in fact.counts),
        element("td", fact.mean, class_="number"),
    ]


def _bar(spread: SpreadFact, names: Sequence[str], words: Catalogue) -> Markup:
    """A stacked bar: each level as wide as its share is at least, and the hidden rest hatched at the end."""
    if not any(spread.shares):
        return Markup("")
    parts: list[Markup] = []
    at = 0.0
    for level, (share, count) in enumerate(zip(spread.shares, spread.counts, strict=True)):
        if not share:
            continue
        wide = share * (_WIDTH - 2)
        look = f"l{level}" if level < 4 else "na"
        parts.append(element("rect", class_=look, x=f"{1 + at:.1f}", y=1, width=f"{wide:.1f}", height=_HEIGHT - 2))
        if wide >= _ROOM:
            on = "on3" if level == 3 else None
            parts.append(element("text", count, class_=on, x=f"{1 + at + wide / 2:.1f}", y=15, text_anchor="middle"))
        at += wide
    rest = _WIDTH - 2 - at
    if rest > 1:
        parts.append(element("rect", class_="untold", x=f"{1 + at:.1f}", y=1, width=f"{rest:.1f}", height=_HEIGHT - 2))
    values = words("play.list_separator").join(
        words("cohort.page.described", name=name, values=count)
        for name, count in zip(names, spread.counts, strict=True)
    )
    described = words("cohort.page.described", name=spread.name, values=values)
    return element("svg", joined(*parts), viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=described)


def _poor(moves: Sequence[PoorMoveFact], words: Catalogue) -> Markup:
    heads = [
        (words("cohort.column.move"), None),
        (words("cohort.column.occasion"), "number"),
        (words("cohort.column.made"), "number"),
    ]
    rows = [
        (
            element("th", element("b", each.name), element("span", each.about, class_="soft"), scope="row"),
            element("td", each.learners, class_="number"),
            element("td", each.made, _meter(each.share), class_="number"),
        )
        for each in moves
    ]
    return _table(heads, rows, "moves")


def _meter(share: float) -> Markup:
    """A share as a bar; empty if it is zero or hidden."""
    if not share:
        return Markup("")
    return element("span", element("i", style=f"width:{100 * share:.0f}%"), class_="bar")


# -- scenes --------------------------------------------------------------------------------------------------------


def _scene(scene: SharedSceneFact, words: Catalogue) -> Markup:
    return element(
        "section",
        element("h2", scene.title),
        *_paragraphs(scene.about),
        *_again(scene.again, words),
        *_rubrics(scene.rubrics, words),
        element("div", *(_decision(decision, words) for decision in scene.decisions), class_="decisions"),
        element("h3", scene.change.title),
        *_change(scene.change, words),
    )


def _again(decisions: Sequence[str], words: Catalogue) -> list[Markup]:
    if not decisions:
        return []
    return [
        element("h3", words("cohort.again.title")),
        element("p", words("cohort.again.about"), class_="soft"),
        *_paragraphs(decisions),
    ]


def _decision(fact: SharedDecisionFact, words: Catalogue) -> Markup:
    head_values = {"number": fact.number, "speaker": fact.speaker, "heard": fact.heard, "learners": fact.learners}
    rows = (
        element(
            "tr",
            element("td", line.letter),
            element(
                "td",
                element("span", line.text, class_="free" if line.is_free else None),
                " ",
                element("i", line.cost, class_="soft"),
            ),
            element("td", line.said, _meter(line.share), class_="number"),
        )
        for line in fact.lines
    )
    return element(
        "div",
        element("h4", words("cohort.decision.head", **head_values)),
        element("table", element("tbody", *rows)),
        element("p", _flowing(words, fact.notes), class_="soft"),
        class_="decision",
    )


def _change(change: ChangeFact, words: Catalogue) -> list[Markup]:
    parts = [element("p", _flowing(words, change.lines))]
    if change.rows:
        names = ("pairs", "before", "after", "gap")
        heads = [("", None), *((words(f"cohort.column.{name}"), "number") for name in names)]
        rows = [
            (element("th", row.name, scope="row"), *(element("td", each, class_="number") for each in row[1:]))
            for row in change.rows
        ]
        parts.append(_table(heads, rows, "gains"))
    return parts
