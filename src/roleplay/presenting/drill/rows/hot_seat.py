"""A hot seat: the lines of the learner on stage, the answers of whoever plays the other side, the sheets."""

from __future__ import annotations

from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import answers, scripted_reply
from roleplay.presenting.drill.rows.canvas import Canvas, centred, stack
from roleplay.presenting.drill.rows.story import said_rows
from roleplay.presenting.drill.rows.voting import line_groups
from roleplay.presenting.facts.coach import criterion_name
from roleplay.presenting.facts.play import story_text
from roleplay.presenting.rows.row import Row, block, with_key
from roleplay.text.cells import cell_len
from roleplay.text.plain import safe


def seat_rows(room: Room, canvas: Canvas) -> list[Row]:
    """What is said now, and the lines that the learner on stage may say."""
    return stack([said_rows(room, canvas), *line_groups(room, canvas)], canvas.height, 2 if canvas.airy else 1)


def answer_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The line that was said, and the answers or tones that the other side may pick from."""
    words, inner = canvas.words, canvas.measured
    choice = room.stage.choices[-1]
    before = room.attempt.states[-2]
    line = story_text(before.choice(choice).say, before, words)
    picking, own, spoken = room.stage.picking, room.stage.road[-1].own, ""
    if picking == "tone":
        spoken = scripted_reply(room, words)
        picking = "tone" if spoken else "silence"
    first = words("drill.answer.own")
    groups = [
        block(line, inner.width, "you"),
        block(own, inner.width, "stage", label=first, label_role="muted", indent=cell_len(first) + 2) if own else [],
        block(spoken, inner.width) if spoken else [],
        block(words(f"drill.answer.{picking}"), inner.width, "heading"),
    ]
    for number, text in enumerate(answers(room, words), 1):
        groups.append(block(text, inner.width, label=f" {number} ", label_role="cursor", indent=5, key=number))
    shown = [centred(group, inner.width, canvas) for group in groups if group]
    return stack(shown, canvas.height, 2 if canvas.airy else 1)


def criterion(room: Room, index: int, words: Catalogue) -> str:
    """The name of a criterion that observers watch."""
    return criterion_name(room.origin, room.sheets.criteria[index], words.language)


def sheet_rows(room: Room, canvas: Canvas, here: int) -> list[Row]:
    """The criteria that observers grade, with counts from paper sheets, and the anchors of the one ``here``."""
    words, inner = canvas.words, canvas.measured
    how = "drill.sheets.phones" if room.plan.voting is Voting.PHONES else "drill.sheets.paper"
    groups = [block(words("drill.sheets.ask"), inner.width, "heading") + block(words(how), inner.width, "muted")]
    for index, ref in enumerate(room.sheets.criteria):
        rows = with_key(_criterion(room, index, here == index, inner), index + 1)
        if index == here:
            rows += _levels(room, ref, inner)
        groups.append(rows)
    return stack([centred(group, inner.width, canvas) for group in groups], canvas.height, 1)


def _criterion(room: Room, index: int, here: bool, canvas: Canvas) -> list[Row]:
    words = canvas.words
    paper = room.sheets.paper.get(room.sheets.criteria[index])
    pointer = canvas.glyphs.pointer if here else " "
    name = safe(criterion(room, index, words), newlines=False)
    spans: list[tuple[str, str]] = [(f"{pointer} ", "accent"), (name, "strong")]
    if paper is not None:
        counts = "  ".join(words("drill.sheets.count", level=level, count=count) for level, count in enumerate(paper))
        spans.append((f"   {counts}", "accent"))
    return [Row(tuple(spans))]


def _levels(room: Room, ref: str, canvas: Canvas) -> list[Row]:
    rubric, _, name = ref.partition(".")
    watched = room.bundle.rubrics[rubric].criterion(name)
    assert watched is not None
    rows: list[Row] = []
    for level, text in enumerate(watched.levels):
        anchor, label = text.get(canvas.words.language), f"    {level}"
        rows += block(anchor, canvas.width, "muted", label=label, label_role="accent", indent=7)
    return rows


def marks_text(room: Room, words: Catalogue) -> str:
    """How many observers have marked the line that was said; empty if they are not asked to."""
    if room.marked_round is None or room.plan.voting is not Voting.PHONES:
        return ""
    here = room.people.present
    marked = sum(voter in here for voter in room.sheets.marks.get(room.marked_round, {}))
    return words("drill.turnout.marks_of", count=marked, most=len(here))
