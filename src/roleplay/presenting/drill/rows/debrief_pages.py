"""The class debrief, page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from roleplay.presenting.drill.board import vote_percent
from roleplay.presenting.drill.class_debrief import ClassDebrief, RoundFact, SheetFact
from roleplay.presenting.drill.contest import Exhibit
from roleplay.presenting.drill.rows.canvas import Canvas, centred, lettered, stack
from roleplay.presenting.rows import debrief
from roleplay.presenting.rows.coaching import move_rows
from roleplay.presenting.rows.curve import curve_rows
from roleplay.presenting.rows.kpi import kpi_rows
from roleplay.presenting.rows.row import BLANK, PAGE_MEASURE, Row, block
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.plain import safe

_BAR = 20
#: Maximum cells of the name of a table or a rubric.
_NAME = 18


class Page(StrEnum):
    """The pages, in order."""

    ENDING = "ending"
    CRITERIA = "criteria"
    VOTES = "votes"
    MOVED = "moved"
    STANDINGS = "standings"
    GALLERY = "gallery"
    SHEETS = "sheets"
    FIGURES = "figures"
    QUESTIONS = "questions"


def pages(facts: ClassDebrief) -> tuple[Page, ...]:
    """The pages that have any content."""
    filled: Mapping[Page, object] = {
        Page.VOTES: facts.votes or any(line.called for round in facts.rounds for line in round.votes.lines),
        Page.MOVED: facts.largest_shift,
        Page.STANDINGS: facts.standings,
        Page.GALLERY: facts.gallery,
        Page.SHEETS: facts.sheets,
        Page.FIGURES: facts.debrief.ending.kpi,
        Page.QUESTIONS: facts.discussion,
    }
    return tuple(page for page in Page if filled.get(page, True))


def page_rows(facts: ClassDebrief, page: Page, canvas: Canvas) -> list[Row]:
    """A page under a row with the names of all pages."""
    all_pages = pages(facts)
    inner = canvas.narrower(PAGE_MEASURE)
    names = [canvas.words(f"drill.page.{name}") for name in all_pages]
    tabs, _ = debrief.tab_row(names, all_pages.index(page))
    rows = _MAKERS[page](facts, inner)
    return centred([tabs, *([BLANK] if canvas.airy else []), BLANK, *rows], inner.width, canvas)


def _ending(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    words, glyphs = canvas.words, canvas.glyphs
    rows = debrief.verdict_rows(facts.debrief.ending, words, glyphs, canvas.width)
    rows += [*debrief.headline_rows(facts.debrief, canvas.width), BLANK]
    rows += debrief.passing_rows(facts.debrief, words, glyphs, canvas.width)
    turnout = block(facts.turnout, canvas.width, "muted")
    curves = curve_rows(facts.debrief.curves, glyphs, canvas.width) if canvas.airy else []
    return stack([rows, turnout, curves], canvas.height - 4, 2 if canvas.airy else 1)


def _criteria(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    words, glyphs, width = canvas.words, canvas.glyphs, canvas.width
    rows = debrief.criteria_rows(facts.debrief, words, glyphs, width)
    lead, *others = facts.debrief.rubrics
    if len(rows) <= canvas.height - 3 or not others:
        return rows
    rows = debrief.criteria_rows(facts.debrief._replace(rubrics=(lead,)), words, glyphs, width)
    names = [fit(safe(rubric.name, newlines=False), _NAME) for rubric in others]  # the others: only their scores
    column = max(map(cell_len, names)) + 2
    rows.append(BLANK)
    for rubric, name in zip(others, names, strict=True):
        bar = "" if rubric.share is None else glyphs.bar(rubric.share, _BAR, 1.0) + "  "
        rows.append(Row(((pad(name, column), "strong"), (bar, "accent"), (rubric.score, "strong"))))
    return rows


# -- votes ---------------------------------------------------------------------------


def _votes(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    labels = [canvas.words("play.turn", number=round.number) for round in facts.rounds]
    indent = max(map(cell_len, labels), default=0) + 2
    groups = [_round(round, label, indent, canvas) for round, label in zip(facts.rounds, labels, strict=True)]
    return stack(groups, canvas.height - 3, 1)


def _round(round: RoundFact, label: str, indent: int, canvas: Canvas) -> list[Row]:
    words = canvas.words
    rows = block(f"{round.letter} {round.said}", canvas.width, "you", label=label, label_role="strong", indent=indent)
    facts = [round.by_text]
    counts = "   ".join(_counts(line.line.letter, line.counts, canvas.glyphs.arrow) for line in round.votes.lines)
    if round.votes.counted_votes:
        facts.insert(0, counts)
    rows += block(f" {canvas.glyphs.separator} ".join(facts), canvas.width, "muted", indent=indent)
    best = words("drill.page.best", letters=words("play.list_separator").join(round.best))
    return rows + block(best, canvas.width, "good" if round.letter in round.best else "mark", indent=indent)


def _counts(letter: str, votes: Sequence[int | None], arrow: str) -> str:
    return f"{letter} " + f" {arrow} ".join(str(count) for count in votes if count is not None)


def _moved(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    groups = [block(facts.largest_shift, canvas.width, "heading")]
    words = canvas.words
    column = max(cell_len(words(f"drill.reveal.{key}")) for key in ("before", "after")) + 1
    for round_fact in facts.rounds:
        if round_fact.points is None:
            continue
        label = words("play.turn", number=round_fact.number)
        indent = cell_len(label) + 2
        rows = block(round_fact.shift, canvas.width, label=label, indent=indent)
        for key, share in zip(("before", "after"), _shares(round_fact), strict=True):
            name = " " * indent + pad(words(f"drill.reveal.{key}"), column)
            bar, cent = canvas.glyphs.bar(share, _BAR, 1.0), f" {vote_percent(share):>3}%"
            rows.append(Row(((name, "muted"), (bar, "accent"), (cent, ""))))
        groups.append(rows)
    return stack(groups, canvas.height - 3, 1)


def _shares(round: RoundFact) -> tuple[float, float]:
    """The share of the votes for best lines, in the first and in the last vote."""
    best = [line for line in round.votes.lines if line.line.letter in round.best]
    last = round.votes.counted_votes[-1]
    before, after = (sum(line.counts[vote] or 0 for line in best) for vote in (0, last))
    return before / (round.votes.first or 1), after / (round.votes.totals[last] or 1)


# -- a contest -----------------------------------------------------------------------


def _standings(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    words, table = canvas.words, facts.standings
    assert table is not None
    names = [fit(safe(standing.name, newlines=False), _NAME) for standing in table.tables]
    column = max(map(cell_len, names), default=0) + 2
    figures = max((cell_len(standing.score) for standing in table.tables), default=0)
    rows: list[Row] = []
    for standing, name in zip(table.tables, names, strict=True):
        bar = "" if standing.share is None else canvas.glyphs.bar(standing.share, _BAR, 1.0) + "  "
        spans = [(f"{standing.place:>2}  ", "accent"), (pad(name, column), "strong")]
        spans += [(bar, "accent"), (pad(standing.score, figures, "right"), "strong")]
        details = [words("drill.page.voted", votes=standing.votes)]
        if standing.cost:
            details.append(words("drill.page.cost", points=standing.cost))
        spans.append(("   " + f" {canvas.glyphs.separator} ".join(details), "muted"))
        rows += [Row(tuple(spans)), *([BLANK] if canvas.airy else [])]
    notes = [row for note in table.notes for row in block(note, canvas.width, "muted")]
    return [*block(table.rubric, canvas.width, "heading"), *rows, BLANK, *notes]


def _gallery(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    return stack([_exhibit(exhibit, canvas) for exhibit in facts.gallery], canvas.height - 3, 1)


def _exhibit(exhibit: Exhibit, canvas: Canvas) -> list[Row]:
    words, listed = canvas.words, canvas.words("play.list_separator")
    rows = block(words("play.turn", number=exhibit.number), canvas.width, "heading")
    for line in exhibit.lines:
        rows += lettered(line.line.letter, line.line.text, canvas.width, "you")
        label = f"   {canvas.glyphs.best if line.best else canvas.glyphs.pointer}"
        rows += block(listed.join(line.tables), canvas.width, "strong", label=label, label_role="mark", indent=5)
        rows += move_rows(line.moves, canvas.glyphs, canvas.width, 5)
        rows += block(line.why, canvas.width, "muted", indent=5) if line.why else []
    for own in exhibit.own:
        label = f"  {safe(own.table, newlines=False)}"
        rows += block(own.text, canvas.width, "stage", label=label, indent=cell_len(label) + 2)
    return rows


# -- a hot seat ----------------------------------------------------------------------


def _sheets(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    return stack([_sheet(sheet, canvas) for sheet in facts.sheets], canvas.height - 3, 1)


def _sheet(sheet: SheetFact, canvas: Canvas) -> list[Row]:
    words, glyphs = canvas.words, canvas.glyphs
    head = words(
        "lookback.sheet", name=sheet.name, count=sum(grade.given for grade in sheet.grades), rubric=sheet.rubric
    )
    rows = block(head, canvas.width, "heading")
    most = max((grade.given for grade in sheet.grades), default=0)
    for grade in sheet.grades:
        sign = glyphs.pointer if grade.rubric else " "
        bar = glyphs.bar(grade.given, 8, most) if most else ""
        start = f" {sign} {grade.level}  {bar} {grade.given:>3}  "
        role = "strong" if grade.rubric else ""
        rows += block(grade.anchor, canvas.width, role, label=start, label_role="accent", indent=cell_len(start))
    marked = [line for line in sheet.lines if line.against + line.unseen + line.for_it]
    for line in marked:
        values = {"against": line.against, "unseen": line.unseen, "for_it": line.for_it}
        marks = words("drill.page.marks", number=line.number, said=line.said, rubric=line.rubric, **values)
        rows += block(marks, canvas.width, "muted", indent=3)
    return rows + (block(sheet.agreement, canvas.width, "muted", indent=3) if marked else [])


def _figures(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    panel = facts.debrief.ending.kpi
    if panel is None:
        return []
    rows = kpi_rows(panel, canvas.width)
    # the source of the figures is dropped first: an attempt's debrief and the class's page have it too
    return rows if len(rows) <= canvas.height - 3 else kpi_rows(panel._replace(source=""), canvas.width)


def _questions(facts: ClassDebrief, canvas: Canvas) -> list[Row]:
    groups = [
        block(text, canvas.width, "strong" if canvas.airy else "", label=f"{number}.", label_role="accent", indent=4)
        for number, text in enumerate(facts.discussion, 1)
    ]
    return stack(groups, canvas.height - 3, 2)


_MAKERS: Mapping[Page, Callable[[ClassDebrief, Canvas], list[Row]]] = {
    Page.ENDING: _ending,
    Page.CRITERIA: _criteria,
    Page.VOTES: _votes,
    Page.MOVED: _moved,
    Page.STANDINGS: _standings,
    Page.GALLERY: _gallery,
    Page.SHEETS: _sheets,
    Page.FIGURES: _figures,
    Page.QUESTIONS: _questions,
}
