"""The rows above the choices: what a line did, a hint, what was found in the learner's own words."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.facts.coach import Coach, Hint, MoveFact
from roleplay.presenting.facts.own_words import PhraseFact, Suggestion, TypedLine
from roleplay.presenting.rows.row import BLANK, Row, block, flow
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs


def coach_rows(
    coach: Coach, words: Catalogue, glyphs: Glyphs, width: int, *, line: str = "", praise_best: bool = True
) -> list[Row]:
    """Good and poor moves, points by criterion, why, and a better line.

    With a label ``line`` the line itself comes first. ``praise_best``: say so if no line was better.
    """
    labels = [words(f"coach.{key}") for key in ("moves", "points", "why", "better")]
    margin = max(map(cell_len, (*labels, line))) + 2
    moves, points, why, better = labels
    rows = block(coach.said, width, "you", label=line, label_role="muted", indent=margin) if line else []
    rows += labelled(moves, move_rows(coach.moves, glyphs, width, margin), margin)
    if not coach.moves:
        rows = block(words("coach.nothing"), width, "muted", label=moves, label_role="muted", indent=margin)
    rows += labelled(points, point_rows(coach, width, margin), margin)
    if not coach.points:
        rows += block(words("coach.no_points"), width, "muted", label=points, label_role="muted", indent=margin)
    rows += block(coach.crossed, width, "bad", indent=margin) if coach.crossed else []
    if coach.why:
        rows += block(coach.why, width, label=why, label_role="muted", indent=margin)
    if coach.better is None:
        if coach.points and praise_best:
            rows += block(words("coach.best_line"), width, "good", label=better, label_role="muted", indent=margin)
    else:
        rows += block(coach.better, width, "you", label=better, label_role="muted", indent=margin)
        rows += move_rows(coach.better_moves, glyphs, width, margin)
        rows += block(coach.gives_up, width, "mark", indent=margin) if coach.gives_up else []
    return [*rows, *typed_line_rows(coach.own_words, width)]


def labelled(label: str, rows: Sequence[Row], margin: int) -> list[Row]:
    """Rows that are already indented by ``margin``, with a label in the margin of the first."""
    if not rows:
        return []
    first = rows[0]
    gap = " " * max(margin - cell_len(label), 0)
    return [Row(((label, "muted"), (gap, ""), *first.spans[1:]), first.fill, first.key), *rows[1:]]


def move_rows(moves: Sequence[MoveFact], glyphs: Glyphs, width: int, margin: int) -> list[Row]:
    """Each move with its sign and its points."""
    pieces: list[list[tuple[str, str]]] = []
    for move in moves:
        role, sign = ("good", glyphs.yes) if move.good else ("bad", glyphs.no)
        piece = [(f"{sign} {move.name}", role)]
        if move.points:
            piece.append((f"  {move.points}", "muted"))
        pieces.append(piece)
    return flow(pieces, width, indent=margin)


def point_rows(coach: Coach, width: int, margin: int) -> list[Row]:
    """Each criterion that was at stake, with its points."""
    pieces = [
        [(point.text, "good" if point.points == point.best else "bad" if point.points < 0 else "")]
        for point in coach.points
    ]
    return flow(pieces, width, indent=margin)


def hint_rows(hint: Hint, words: Catalogue, width: int, room: int | None = None) -> list[Row]:
    """A labelled hint and an empty row; with less ``room`` than that, the hint alone or just its name."""
    label = words("play.hint_label")
    rows, name = (
        block(text, width, "mark", label=label, indent=cell_len(label) + 2) for text in (hint.text(words), hint.name)
    )
    if room is None or len(rows) < room:
        return [*rows, BLANK]
    return rows if len(rows) == room else name


def suggestion_rows(
    typed: str, phrases: Sequence[PhraseFact], suggestion: Suggestion, words: Catalogue, width: int
) -> list[Row]:
    """The learner's own line, what was found in it, and which choices are near."""
    rows = [*block(words("play.own.yours", text=typed), width, "you"), *phrase_rows(phrases, width)]
    rows += block(suggestion.text, width, "strong")
    for text, role in ((suggestion.alike, "good"), (suggestion.remark, "muted")):
        rows += block(text, width, role) if text else []
    return rows


def typed_line_rows(own: TypedLine | None, width: int) -> list[Row]:
    """A typed line reviewed, set apart from what is scored: what was found in it, or that nothing was."""
    if own is None:
        return []
    rows = [BLANK, *block(own.text, width, "stage"), *phrase_rows(own.phrases, width, 2)]
    return [*rows, *(block(own.note, width, "muted", indent=2) if own.note else ())]


def phrase_rows(phrases: Sequence[PhraseFact], width: int, margin: int = 0) -> list[Row]:
    """What was found in a typed line, indented by ``margin``."""
    rows: list[Row] = []
    for phrase in phrases:
        role = "good" if phrase.good else "mark"
        rows += block(phrase.text, width, role, label=" " * margin + phrase.sign, label_role=role, indent=margin + 2)
    return rows
