"""The class debrief, page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from roleplay.presenting.drill.class_debrief import ClassDebrief, RoundFact, SheetFact
from roleplay.presenting.drill.contest import Exhibit
from roleplay.presenting.drill.rows.canvas import Canvas, centred, lettered, stack
from roleplay.presenting.rows import debrief
from roleplay.presenting.rows.coaching import move_rows
from roleplay.presenting.rows.curve import curve_rows
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.plain import safe

_BAR = 20
#: Cells of the name of a table or a rubric, at most.
_NAME = 18


class Page(StrEnum):
    """A page, in their order."""

    ENDING = "ending"
    CRITERIA = "criteria"
    VOTES = "votes"
    MOVED = "moved"
    STANDINGS = "standings"
    GALLERY = "gallery"
    SHEETS = "sheets"
    QUESTIONS = "questions"


def pages(found: ClassDebrief) -> tuple[Page, ...]:
    """The pages that have something to say."""
    there: Mapping[Page, object] = {
        Page.VOTES: found.votes or any(one.called for round in found.rounds for one in round.votes.lines),
        Page.MOVED: found.moved,
        Page.STANDINGS: found.standings,
        Page.GALLERY: found.gallery,
        Page.SHEETS: found.sheets,
        Page.QUESTIONS: found.discussion,
    }
    return tuple(page for page in Page if there.get(page, True))


def page_rows(found: ClassDebrief, page: Page, canvas: Canvas) -> list[Row]:
    """A page under the names of all of them."""
    all = pages(found)
    inner = canvas.narrower(debrief.MEASURE)
    names = [canvas.words(f"drill.page.{one}") for one in all]
    tabs, _ = debrief.tab_row(names, all.index(page))
    rows = _MAKERS[page](found, inner)
    return centred([tabs, *([BLANK] if canvas.airy else []), BLANK, *rows], inner.width, canvas)


def _ending(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    words, glyphs = canvas.words, canvas.glyphs
    rows = debrief.ending_rows(found.debrief, words, glyphs, canvas.width, "")
    turnout = block(found.turnout, canvas.width, "muted")
    curves = curve_rows(found.debrief.curves, glyphs, canvas.width) if canvas.airy else []
    return stack([rows, turnout, curves], canvas.height - 4, 2 if canvas.airy else 1)


def _criteria(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    words, glyphs, width = canvas.words, canvas.glyphs, canvas.width
    rows = debrief.criteria_rows(found.debrief, words, glyphs, width)
    lead, *others = found.debrief.rubrics
    if len(rows) <= canvas.height - 3 or not others:
        return rows
    rows = debrief.criteria_rows(found.debrief._replace(rubrics=(lead,)), words, glyphs, width)
    names = [fit(safe(one.name, newlines=False), _NAME) for one in others]  # of the others only how they came out
    column = max(map(cell_len, names)) + 2
    rows.append(BLANK)
    for one, name in zip(others, names, strict=True):
        bar = "" if one.share is None else glyphs.bar(one.share, _BAR, 1.0) + "  "
        rows.append(Row(((pad(name, column), "strong"), (bar, "accent"), (one.score, "strong"))))
    return rows


# -- votes ---------------------------------------------------------------------------


def _votes(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    labels = [canvas.words("play.turn", number=one.number) for one in found.rounds]
    indent = max(map(cell_len, labels), default=0) + 2
    groups = [_round(one, label, indent, canvas) for one, label in zip(found.rounds, labels, strict=True)]
    return stack(groups, canvas.height - 3, 1)


def _round(one: RoundFact, label: str, indent: int, canvas: Canvas) -> list[Row]:
    words = canvas.words
    rows = block(f"{one.letter} {one.said}", canvas.width, "you", label=label, label_role="strong", indent=indent)
    facts = [one.by_text]
    counts = "   ".join(_counts(line.line.letter, line.first, line.second) for line in one.votes.lines)
    if one.votes.first is not None or one.votes.second is not None:
        facts.insert(0, counts)
    rows += block(f" {canvas.glyphs.separator} ".join(facts), canvas.width, "muted", indent=indent)
    best = words("drill.page.best", letters=words("play.list_separator").join(one.best))
    return rows + block(best, canvas.width, "good" if one.letter in one.best else "mark", indent=indent)


def _counts(letter: str, first: int | None, second: int | None) -> str:
    return f"{letter} " + " > ".join(str(count) for count in (first, second) if count is not None)


def _moved(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    groups = [block(found.moved, canvas.width, "heading")]
    words = canvas.words
    column = max(cell_len(words(f"drill.reveal.{key}")) for key in ("before", "after")) + 1
    for one in found.rounds:
        if one.points is None:
            continue
        label = words("play.turn", number=one.number)
        indent = cell_len(label) + 2
        rows = block(one.shift, canvas.width, label=label, indent=indent)
        for key, share in zip(("before", "after"), _shares(one), strict=True):
            name = " " * indent + pad(words(f"drill.reveal.{key}"), column)
            bar, cent = canvas.glyphs.bar(share, _BAR, 1.0), f" {round(share * 100):>3}%"
            rows.append(Row(((name, "muted"), (bar, "accent"), (cent, ""))))
        groups.append(rows)
    return stack(groups, canvas.height - 3, 1)


def _shares(one: RoundFact) -> tuple[float, float]:
    """The share of the votes on a best line, before and after."""
    best = [line for line in one.votes.lines if line.line.letter in one.best]
    before, after = sum(line.first or 0 for line in best), sum(line.second or 0 for line in best)
    return before / (one.votes.first or 1), after / (one.votes.second or 1)


# -- a contest -----------------------------------------------------------------------


def _standings(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    words, table = canvas.words, found.standings
    assert table is not None
    names = [fit(safe(one.name, newlines=False), _NAME) for one in table.tables]
    column = max(map(cell_len, names), default=0) + 2
    figures = max((cell_len(one.score) for one in table.tables), default=0)
    rows: list[Row] = []
    for one, name in zip(table.tables, names, strict=True):
        bar = "" if one.share is None else canvas.glyphs.bar(one.share, _BAR, 1.0) + "  "
        spans = [(f"{one.rank:>2}  ", "accent"), (pad(name, column), "strong")]
        spans += [(bar, "accent"), (pad(one.score, figures, "right"), "strong")]
        facts = [words("drill.page.voted", votes=one.votes)]
        if one.cost:
            facts.append(words("drill.page.cost", points=one.cost))
        spans.append(("   " + f" {canvas.glyphs.separator} ".join(facts), "muted"))
        rows += [Row(tuple(spans)), *([BLANK] if canvas.airy else [])]
    notes = [row for note in table.notes for row in block(note, canvas.width, "muted")]
    return [*block(table.rubric, canvas.width, "heading"), *rows, BLANK, *notes]


def _gallery(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    return stack([_exhibit(one, canvas) for one in found.gallery], canvas.height - 3, 1)


def _exhibit(one: Exhibit, canvas: Canvas) -> list[Row]:
    words, listed = canvas.words, canvas.words("play.list_separator")
    rows = block(words("play.turn", number=one.number), canvas.width, "heading")
    for shown in one.lines:
        rows += lettered(shown.line.letter, shown.line.text, canvas.width, "you")
        label = f"   {canvas.glyphs.best if shown.best else canvas.glyphs.pointer}"
        rows += block(listed.join(shown.tables), canvas.width, "strong", label=label, label_role="mark", indent=5)
        rows += move_rows(shown.moves, canvas.glyphs, canvas.width, 5)
        rows += block(shown.why, canvas.width, "muted", indent=5) if shown.why else []
    for own in one.own:
        label = f"  {safe(own.table, newlines=False)}"
        rows += block(own.text, canvas.width, "stage", label=label, indent=cell_len(label) + 2)
    return rows


# -- a hot seat ----------------------------------------------------------------------


def _sheets(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    return stack([_sheet(one, canvas) for one in found.sheets], canvas.height - 3, 1)


def _sheet(one: SheetFact, canvas: Canvas) -> list[Row]:
    words, glyphs = canvas.words, canvas.glyphs
    head = words("lookback.sheet", name=one.name, count=sum(grade.given for grade in one.grades), rubric=one.rubric)
    rows = block(head, canvas.width, "heading")
    most = max((grade.given for grade in one.grades), default=0)
    for grade in one.grades:
        sign = glyphs.pointer if grade.rubric else " "
        bar = glyphs.bar(grade.given, 8, most) if most else ""
        start = f" {sign} {grade.level}  {bar} {grade.given:>3}  "
        role = "strong" if grade.rubric else ""
        rows += block(grade.anchor, canvas.width, role, label=start, label_role="accent", indent=cell_len(start))
    marked = [line for line in one.lines if line.against + line.unseen + line.for_it]
    for line in marked:
        values = {"against": line.against, "unseen": line.unseen, "for_it": line.for_it}
        marks = words("drill.page.marks", number=line.number, said=line.said, rubric=line.rubric, **values)
        rows += block(marks, canvas.width, "muted", indent=3)
    return rows + (block(one.agreement, canvas.width, "muted", indent=3) if marked else [])


def _questions(found: ClassDebrief, canvas: Canvas) -> list[Row]:
    groups = [
        block(text, canvas.width, "strong" if canvas.airy else "", label=f"{number}.", label_role="accent", indent=4)
        for number, text in enumerate(found.discussion, 1)
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
    Page.QUESTIONS: _questions,
}
