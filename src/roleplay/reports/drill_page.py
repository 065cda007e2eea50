"""The page of a drill: its ending, the road and the votes, criteria, sheets, tables, and discussion questions."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.drill.plan import Form
from roleplay.locales import Catalogue
from roleplay.presenting.drill.class_debrief import ClassDebrief, SheetFact, StandingsFact
from roleplay.presenting.drill.contest import Exhibit
from roleplay.presenting.facts.criteria import RubricFact
from roleplay.presenting.facts.debrief import DebriefFacts
from roleplay.presenting.facts.ending import EndingFact
from roleplay.presenting.facts.kpi import KpiPanel
from roleplay.reports.curve import curve
from roleplay.reports.markup import Markup, element, joined, page
from roleplay.reports.story import bar, moves, story
from roleplay.reports.style import CLASSROOM
from roleplay.scene.model import Outcome

#: Whether a gate held -> its sign and CSS class.
_GATES = {True: ("✓ ", "good"), False: ("✗ ", "poor"), None: ("", "")}
#: Separates the parts of a title.
_SEPARATOR = " · "
_LOOKS = {Outcome.SUCCESS: "good", Outcome.PARTIAL: "warn", Outcome.FAILURE: "poor"}


def drill_page(debrief: ClassDebrief, occasion: Sequence[str], form: Form, drill: str, words: Catalogue) -> str:
    """The whole page. ``occasion`` says which class it was and when; ``drill`` is the id of the drill."""
    scored, with_lines = debrief.debrief, any(round.own for round in debrief.rounds)
    parts = [
        element("h1", debrief.title),
        element("p", _SEPARATOR.join(occasion), class_="occasion"),
        element("p", words("report.subtitle", form=words(f"drill.form.{form.value}"), turnout=debrief.turnout)),
        _ending(scored.ending, scored.headline, debrief.largest_shift, words),
        _standings(debrief.standings, words),
        story(debrief, words),
        _criteria(scored, words),
        _section(
            words("debrief.curve_label"),
            element("div", *(curve(meter, scored.costliest) for meter in scored.curves), class_="curves"),
            there=bool(debrief.rounds and scored.curves),
        ),
        _kpi(scored.ending.kpi, words),
        _sheets(debrief.sheets, words),
        _gallery(debrief, words),
        _section(
            words("debrief.discussion"),
            element("ol", *(element("li", question) for question in debrief.discussion), class_="questions"),
            there=bool(debrief.discussion),
        ),
        _section(words("goal.title"), element("p", scored.goal), there=bool(debrief.rounds and scored.goal)),
        *(element("p", note, class_="soft") for note in scored.notes),
        element("footer", words("report.footer_lines" if with_lines else "report.footer", drill=drill)),
    ]
    title = _SEPARATOR.join((debrief.title, *occasion))
    return page(title, words.interface, CLASSROOM, *(part for part in parts if part))


def _section(title: str, *parts: Markup, there: bool = True) -> Markup:
    return element("section", element("h2", title), *parts) if there else Markup()


def _ending(ending: EndingFact, headline: tuple[str, ...], moved: str, words: Catalogue) -> Markup:
    if ending.outcome is None:
        return element("div", element("p", ending.verdict), element("p", moved), class_="verdict")
    tag = element("span", ending.outcome_word, class_=f"tag {_LOOKS[ending.outcome]}")
    gates = [
        element("li", element("b", _GATES[gate.held][0], class_=_GATES[gate.held][1]), gate.text)
        for gate in sorted(ending.gates, key=lambda gate: gate.held is None)
    ]
    return element(
        "div",
        element("p", f"{ending.title} ", tag),
        element("p", ending.text),
        element("p", element("b", ending.verdict)),
        element("ul", *gates, class_="gates"),
        *(element("p", element("b", text)) for text in headline),
        element("p", moved) if moved else Markup(),
        class_="verdict",
    )


def _kpi(panel: KpiPanel | None, words: Catalogue) -> Markup:
    if panel is None:
        return Markup()
    rows = [
        element("tr", element("td", figure.name), element("td", figure.value), element("td", figure.against_target))
        for figure in panel.figures
    ]
    return _section(
        panel.title,
        element("p", panel.about),
        element("table", element("tbody", *rows), class_="figures"),
        element("p", element("b", panel.composite)) if panel.composite else Markup(),
        element("p", panel.source, class_="soft") if panel.source else Markup(),
    )


# -- criteria ----------------------------------------------------------------------


def _criteria(scored: DebriefFacts, words: Catalogue) -> Markup:
    parts = [
        element("p", element("b", words("debrief.critical_label")), " ", text, class_="poor")
        for text in scored.critical
    ]
    notes = (element("p", text, class_="soft") for text in scored.legend)
    return _section(words("report.criteria"), *parts, *(_rubric(rubric, words) for rubric in scored.rubrics), *notes)


def _rubric(rubric: RubricFact, words: Catalogue) -> Markup:
    rows = []
    for criterion in rubric.criteria:
        measure = bar(criterion.share) if criterion.share is not None else Markup()
        level = element("i", criterion.level_word) if criterion.level_word else Markup()
        score = element("span", criterion.score, level, class_="count")
        evidence_texts = [f"{'=+-'[line.sign]} {line.text}" for line in criterion.evidence]
        texts = [text for text in (*evidence_texts, *criterion.notes, criterion.target) if text]
        cell = element("td", *(element("p", text) for text in texts))
        rows.append(element("tr", element("td", criterion.name), element("td", measure, score), cell))
    heads = (element("th", words(f"report.{key}")) for key in ("criterion", "score", "evidence"))
    return element(
        "div",
        element("h3", rubric.name, " ", element("span", rubric.score, class_="soft")),
        element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="criteria"),
        element("p", rubric.unassessed, class_="soft") if rubric.unassessed else Markup(),
        *(element("p", text, class_="soft") for text in rubric.order),
        class_="rubric",
    )


# -- sheets ------------------------------------------------------------------------


def _sheets(sheets: tuple[SheetFact, ...], words: Catalogue) -> Markup:
    return _section(words("report.sheets"), *(_sheet(sheet, words) for sheet in sheets), there=bool(sheets))


def _sheet(sheet: SheetFact, words: Catalogue) -> Markup:
    keys = (
        ("number", "number"),
        ("line", None),
        *((key, "number") for key in ("for", "unseen", "against")),
        ("rubric", None),
    )
    heads = (element("th", words(f"report.marks.{key}"), class_=look) for key, look in keys)
    rows = [
        element(
            "tr",
            element("td", str(line.number), class_="number"),
            element("td", line.said),
            *(element("td", str(count), class_="number") for count in (line.for_it, line.unseen, line.against)),
            element("td", line.rubric),
        )
        for line in sheet.lines
    ]
    graded = sum(grade.given for grade in sheet.grades)
    grades = []
    for grade in sheet.grades:
        tag = element("span", words("report.rubrics_level"), class_="tag mark") if grade.rubric else Markup()
        share = bar(grade.given / graded if graded else 0.0)
        grades.append(
            element(
                "tr",
                element("td", words("debrief.level", level=grade.level)),
                element("td", share, element("span", str(grade.given), class_="count")),
                element("td", grade.anchor, " ", tag),
            )
        )
    marks = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="marks")
    return element(
        "section",
        element(
            "h3", sheet.name, " ", element("small", words("report.observers", count=sheet.observers), class_="soft")
        ),
        element("p", sheet.about, class_="soft"),
        joined(marks, element("p", sheet.agreement)) if sheet.observers else Markup(),
        element("p", words("report.graded", count=graded, rubric=sheet.rubric)),
        element("table", element("tbody", *grades), class_="criteria grades"),
    )


# -- tables ------------------------------------------------------------------------


def _standings(standings: StandingsFact | None, words: Catalogue) -> Markup:
    if standings is None:
        return Markup()
    keys = (("rank", None), ("table", None), ("score", None), ("cost", "number"), ("votes", "number"))
    heads = (element("th", words(f"report.standing.{key}"), class_=look) for key, look in keys)
    rows = [
        element(
            "tr",
            element("td", element("b", table.place)),
            element("td", element("b", table.name)),
            element("td", bar(table.share or 0.0), element("span", table.score, class_="count")),
            element("td", table.cost, class_="number"),
            element("td", table.votes, class_="number"),
        )
        for table in standings.tables
    ]
    whole = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="standings")
    notes = (element("p", note, class_="soft") for note in standings.notes)
    return _section(words("report.standings"), whole, *notes)


def _gallery(debrief: ClassDebrief, words: Catalogue) -> Markup:
    exhibits = (_exhibit(exhibit, debrief.rounds[exhibit.number - 1].heard, words) for exhibit in debrief.gallery)
    return _section(words("report.gallery"), *exhibits, there=bool(debrief.gallery))


def _exhibit(exhibit: Exhibit, heard: str, words: Catalogue) -> Markup:
    parts: list[Markup] = []
    for line in exhibit.lines:
        tag = element("span", words("report.best"), class_="tag good") if line.best else Markup()
        tables = words("report.voted_by", tables=words("play.list_separator").join(line.tables))
        parts += [
            element("p", element("b", f"{line.line.letter} {line.line.text} "), tag),
            element("p", tables, class_="soft"),
            moves(line.moves),
            element("p", line.why) if line.why else Markup(),
        ]
    own = [element("li", element("b", line.table), words("library.colon"), line.text) for line in exhibit.own]
    if own:
        parts.append(joined(element("p", words("report.own"), class_="soft"), element("ul", *own, class_="own")))
    title = element("h3", words("report.round", number=exhibit.number), " ", element("small", heard, class_="soft"))
    return element("section", title, *parts, class_="exhibit")
