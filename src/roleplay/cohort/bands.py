"""What follows for certain from a table as it is told: between what a mean lies, and how many lost nothing.

All of it is worked out from the counts that are told and from what lines cost in the scene, whoever met them; so it
says nothing that a reader of the table could not work out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from roleplay.cohort.plays import LineRange, StateAnswer
from roleplay.cohort.suppression import Cell

#: Shares of a best line between which a class is split: as in a drill, where that is worth a discussion.
SPLIT = (Fraction(3, 10), Fraction(7, 10))


class Band(NamedTuple):
    """A mean as it is told, in points: from ``least`` to ``most``."""

    least: float
    most: float


def ranges_of(answers: Iterable[StateAnswer]) -> Mapping[str, LineRange]:
    """The lines of a decision, in the order of the file, each with all that it costs in the scene as it was cast."""
    found: dict[str, LineRange] = {}
    for lines in dict.fromkeys(answer.state.lines_here for answer in answers):
        for line in lines:
            known = found.get(line.line, line)
            found[line.line] = known.joined(line)
    return found


def free_between(costs: Sequence[LineRange], said: Sequence[Cell], learners: Cell) -> tuple[Cell, Cell] | None:
    """How many lost nothing, and how many something; ``None`` where that is not known of some line."""
    if any(cost.most is None for cost in costs):
        return None
    pairs = list(zip(costs, said, strict=True))
    took = sum(cell.least for cost, cell in pairs if not cost.most)
    lost = sum(cell.least for cost, cell in pairs if cost.least)
    most_took = min(sum(cell.most for cost, cell in pairs if not cost.least), learners.most - lost)
    most_lost = min(sum(cell.most for cost, cell in pairs if cost.most), learners.most - took)
    return (
        Cell(max(took, learners.least - most_lost), most_took),
        Cell(max(lost, learners.least - most_took), most_lost),
    )


def lost_between(costs: Sequence[LineRange], said: Sequence[Cell], learners: Cell) -> Band | None:
    """Between what the mean of what was lost lies; ``None`` where that is not known or nothing could be lost."""
    if any(cost.most is None for cost in costs) or not any(cost.most for cost in costs):
        return None
    low = [(cost.least or 0.0, cell) for cost, cell in zip(costs, said, strict=True)]
    high = [(-(cost.most or 0.0), cell) for cost, cell in zip(costs, said, strict=True)]
    least, most = sum(cell.least for cell in said), sum(cell.most for cell in said)
    totals = range(max(learners.least, least, 1), min(learners.most, most) + 1)
    return Band(min(_least(low, total) for total in totals), -min(_least(high, total) for total in totals))


def _least(costs: Iterable[tuple[float, Cell]], total: int) -> float:
    """The least mean for so many learners: those whom the table leaves open took the cheapest line there is."""
    rows = sorted(costs)
    left = total - sum(cell.least for _, cell in rows)
    points = 0.0
    for cost, cell in rows:
        more = min(left, cell.most - cell.least)
        left -= more
        points += cost * (cell.least + more)
    return points / total


def is_split(free: tuple[Cell, Cell] | None, learners: Cell) -> bool:
    """Whether it is certain that a class is divided between lines that cost nothing and lines that do."""
    return free is not None and all(cell.least >= SPLIT[0] * learners.most for cell in free)
