"""Bounds derived from a published table: for a mean, for the share that lost nothing; and what a mean would reveal.

Everything is computed from published counts and from what lines cost in the scene, regardless of who met them; so it
reveals nothing that a reader of the table could not compute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from roleplay.cohort.plays import LineRange, StateAnswer
from roleplay.cohort.suppression import Cell
from roleplay.scoring.percent import LEVELS

#: Limits of the share of best lines between which a class counts as split: as in a drill, where that is worth a
#: discussion.
SPLIT = (Fraction(3, 10), Fraction(7, 10))
#: Level boundaries in per cent.
_BOUNDS = (0, *(round(100 * bound) for bound in LEVELS), 100)


class Band(NamedTuple):
    """Bounds of a mean, in points: from ``least`` to ``most``."""

    least: float
    most: float


def ranges_of(answers: Iterable[StateAnswer]) -> Mapping[str, LineRange]:
    """The lines of a decision, in file order, with the range of their costs in the scene as it was cast."""
    ranges: dict[str, LineRange] = {}
    for lines in dict.fromkeys(answer.state.known_lines for answer in answers):
        for line in lines:
            known = ranges.get(line.line, line)
            ranges[line.line] = known.union(line)
    return ranges


def free_bounds(costs: Sequence[LineRange], said: Sequence[Cell], learners: Cell) -> tuple[Cell, Cell] | None:
    """Bounds for how many lost nothing, and how many lost something; ``None`` if the cost of a line is unknown."""
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


def loss_bounds(costs: Sequence[LineRange], said: Sequence[Cell], learners: Cell) -> Band | None:
    """Bounds of the mean loss; ``None`` if costs are unknown or nothing could be lost."""
    if any(cost.most is None for cost in costs) or not any(cost.most for cost in costs):
        return None
    if any(cell.is_unpublished for cell in said):
        return None
    low = [(cost.least or 0.0, cell) for cost, cell in zip(costs, said, strict=True)]
    high = [(-(cost.most or 0.0), cell) for cost, cell in zip(costs, said, strict=True)]
    least, most = sum(cell.least for cell in said), sum(cell.most for cell in said)
    totals = range(max(learners.least, least, 1), min(learners.most, most) + 1)
    return Band(min(_least_mean(low, total) for total in totals), -min(_least_mean(high, total) for total in totals))


def _least_mean(costs: Iterable[tuple[float, Cell]], total: int) -> float:
    """The lowest possible mean for ``total`` learners: those the table leaves open took the cheapest line available."""
    rows = sorted(costs)
    left = total - sum(cell.least for _, cell in rows)
    points = 0.0
    for cost, cell in rows:
        more = min(left, cell.most - cell.least)
        left -= more
        points += cost * (cell.least + more)
    return points / total


def is_split(free: tuple[Cell, Cell] | None, learners: Cell) -> bool:
    """Whether a class is certainly divided between lines that cost nothing and lines that do."""
    return free is not None and all(cell.least >= SPLIT[0] * learners.most for cell in free)


def reveals_hidden(published: Sequence[Cell], total: int, mean: int) -> bool:
    """Whether publishing a mean in whole per cent would reveal a hidden count of a table of levels.

    ``published``: how many reached each level, then those without one; ``total``: their sum. The mean is that of those
    with a level, rounded down.
    """
    grades = len(_BOUNDS) - 1
    ways = [way for way in _compatible_counts(published, total) if _is_possible_mean(way[:grades], mean)]
    return any(
        cell.known is None and len(set(column)) < 2
        for cell, column in zip(published, zip(*ways, strict=True), strict=False)
    )


def _compatible_counts(published: Sequence[Cell], total: int) -> Iterator[tuple[int, ...]]:
    """All counts that are compatible with a table."""
    first, *rest = published
    if not rest:
        yield from [(total,)] if first.least <= total <= first.most else []
        return
    least, most = sum(cell.least for cell in rest), sum(cell.most for cell in rest)
    for count in range(max(first.least, total - most), min(first.most, total - least) + 1):
        yield from ((count, *others) for others in _compatible_counts(rest, total - count))


def _is_possible_mean(levels: Sequence[int], mean: int) -> bool:
    """Whether these level counts can have this mean; never for 100, which only all at the highest level have."""
    count = sum(levels)
    low = sum(number * bound for number, bound in zip(levels, _BOUNDS, strict=False))
    high = sum(number * bound for number, bound in zip(levels, _BOUNDS[1:], strict=True))
    return low < (mean + 1) * count and high > mean * count
