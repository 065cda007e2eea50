"""At the end: the road the room took, compared with the best one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.drill.room import Room
from roleplay.locales import Catalogue
from roleplay.presenting.drill.rows.canvas import Canvas, beside, centred, stack
from roleplay.presenting.facts.debrief import TOO_MANY, Foresight, debrief_facts
from roleplay.presenting.facts.play import story_text
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.session import Attempt

_GAP = 6
#: Maximum cells of both roads together.
_WIDEST = 160


class Branch(NamedTuple):
    """One of the two roads: its lines, its ending, and its score by the leading rubric."""

    title: str
    lines: tuple[str, ...]
    ending: str
    score: str


def branch_of(attempt: Attempt, title: str, words: Catalogue) -> Branch:
    """The road of an attempt."""
    lines = tuple(
        story_text(state.choice(decision.choice).say, state, words)
        for state, decision in zip(attempt.states, attempt.decisions, strict=False)
    )
    facts = debrief_facts(attempt, words)
    lead = facts.rubrics[0]
    return Branch(title, lines, facts.ending.title, words("drill.fork.score", name=lead.name, score=lead.score))


def fork_rows(room: Room, foresight: Foresight, canvas: Canvas) -> list[Row]:
    """The two roads, side by side if there is space, else one below the other."""
    words = canvas.words
    ours = branch_of(room.attempt, words("drill.fork.ours"), words)
    if foresight is None or foresight is TOO_MANY:
        inner = canvas.measured
        note = block(words("drill.fork.coming" if foresight is None else "debrief.too_many"), inner.width, "muted")
        return centred(stack([_road(ours, None, inner), note], canvas.height, 2), inner.width, canvas)
    choices = foresight.best_line(room.origin.state)
    best = branch_of(room.origin.after(choices), words("drill.fork.best"), words)
    divergence = _divergence(room.stage.choices, choices)
    if divergence is None:
        inner = canvas.measured
        same = block(words("drill.fork.same"), inner.width, "good")
        return centred(stack([_road(ours, None, inner), same], canvas.height, 2), inner.width, canvas)
    if not canvas.wide:
        rows = stack([_road(ours, divergence, canvas), _road(best, divergence, canvas)], canvas.height, 1)
        return rows
    whole = canvas.narrower(_WIDEST)
    column = canvas.narrower((whole.width - _GAP) // 2)
    left, right = (_road(branch, divergence, column) for branch in (ours, best))
    return centred(beside(left, right, column.width, _GAP), whole.width, canvas)


def _divergence(ours: Sequence[str], best: Sequence[str]) -> int | None:
    """The number of the first decision in which the roads differ; ``None`` if they are the same."""
    shared = 0
    for our, better in zip(ours, best, strict=False):
        if our != better:
            break
        shared += 1
    return None if shared == len(ours) == len(best) else shared + 1


def _road(branch: Branch, divergence: int | None, canvas: Canvas) -> list[Row]:
    rows = [*block(branch.title, canvas.width, "heading"), *([BLANK] if canvas.airy else [])]
    for number, text in enumerate(branch.lines, 1):
        here = number == divergence
        label = f"{canvas.glyphs.pointer if here else ' '} {number:>2}"
        role = "you" if divergence is not None and number >= divergence else ""
        rows += block(text, canvas.width, role, label=label, label_role="mark" if here else "muted", indent=6)
        rows += [BLANK] if canvas.airy else []
    ending = branch.ending or canvas.words("drill.fork.not_over")
    rows += block(ending, canvas.width, "strong", label=f"   {canvas.glyphs.bullet}", label_role="accent", indent=6)
    return rows + block(branch.score, canvas.width, "muted", indent=6)
