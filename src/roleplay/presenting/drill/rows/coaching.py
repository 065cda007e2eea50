"""After the reaction: what the line did by the rubrics and why, and which line to continue the road with."""

from __future__ import annotations

from roleplay.drill.room import Room
from roleplay.presenting.drill.board import coaching, letter_of
from roleplay.presenting.drill.contest import standings_now
from roleplay.presenting.drill.rows.canvas import Canvas, centred, lettered, stack
from roleplay.presenting.drill.rows.voting import line_groups
from roleplay.presenting.rows.coaching import coach_rows
from roleplay.presenting.rows.row import Row, block, flow


def coaching_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The line, its moves for and against, the points, why, and a better line."""
    inner = canvas.measured
    facts = coaching(room, canvas.words)
    assert room.stage.lead is not None
    said_rows = lettered(letter_of(room, room.stage.lead), facts.said, inner.width, "you")
    rows = coach_rows(facts, canvas.words, canvas.glyphs, inner.width)
    return centred(stack([said_rows, *_grouped_by_label(rows)], canvas.height, 1), inner.width, canvas)


def _grouped_by_label(rows: list[Row]) -> list[list[Row]]:
    """The rows split into a group for each label in the margin."""
    groups: list[list[Row]] = []
    for row in rows:
        begins = bool(row.spans) and row.spans[0][1] == "muted" and row.spans[0][0].strip() != ""
        if begins or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def _standings(room: Room, canvas: Canvas) -> list[Row]:
    """The standings of a contest after the round just scored."""
    tables = standings_now(room, canvas.words)
    if not tables:
        return []
    head = [(canvas.words("drill.path.standings"), "muted")]
    pieces = [[(f"{table.place} ", "accent"), (f"{table.name} ", "strong"), (table.score, "")] for table in tables]
    return flow([head, *pieces], canvas.width)


def path_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The lines again, marked: the majority's, the best, and the one to continue with."""
    words, stage = canvas.words, room.stage
    marks: dict[str, list[str]] = {}
    best, pointer = canvas.glyphs.best, canvas.glyphs.pointer
    majority = room.majority if stage.revealed else None
    notes = [(choice, f"{best} {words('drill.path.best')}") for choice in room.best]
    notes += [(choice, f"{pointer} {words('drill.path.majority')}") for choice in (majority,) if choice]
    notes += [(choice, f"{pointer} {words('drill.path.lead')}") for choice in (stage.lead,) if choice]
    for choice, text in notes:
        marks.setdefault(choice, []).append(text)
    after = {choice: "   ".join(texts) for choice, texts in marks.items()}
    inner = canvas.measured
    ask = block(words("drill.path.ask" if stage.lead else "drill.path.ask_none"), inner.width, "heading")
    groups = [centred(group, inner.width, canvas) for group in (ask, _standings(room, inner)) if group]
    groups += line_groups(room, canvas, after)
    return stack(groups, canvas.height, 2 if canvas.airy else 1)
