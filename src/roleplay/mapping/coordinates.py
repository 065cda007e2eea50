"""Horizontal coordinates in a layered drawing: long arrows straight, boxes above their targets (Brandes and Köpf).

Four layouts are computed, each biased towards one corner, in which vertices are aligned with their median neighbour;
the coordinate of a vertex is the mean of its two middle ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

Ranks: TypeAlias = Sequence[Sequence[int]]
Neighbours: TypeAlias = Sequence[Sequence[int]]


def x_coordinates(
    ranks: Ranks, above: Neighbours, below: Neighbours, widths: Sequence[float], lanes_from: int, spacing: float
) -> list[float]:
    """The x coordinate of the centre of every vertex; ranks keep their order, with ``spacing`` between neighbours.

    Vertices are numbers; those from ``lanes_from`` on are lanes, which take priority in being kept straight.
    """
    drawings: list[list[float]] = []
    conflicts = _conflicts(ranks, above, lanes_from)
    for up in (True, False):
        for left in (True, False):
            ordered = [list(rank) if left else list(reversed(rank)) for rank in (ranks if up else reversed(ranks))]
            roots = _align(ordered, above if up else below, conflicts)
            centres = _compact(ordered, roots, widths, spacing)
            drawings.append(centres if left else [-centre for centre in centres])
    return _balance(drawings, widths)


def _conflicts(ranks: Ranks, above: Neighbours, lanes_from: int) -> frozenset[tuple[int, int]]:
    """The segments (upper, lower) that cross a segment between two lanes, and so are not aligned."""
    conflicts: set[tuple[int, int]] = set()
    for upper, lower in pairwise(ranks):
        positions = {vertex: index for index, vertex in enumerate(upper)}
        straight = [
            (positions[above[vertex][0]], index) for index, vertex in enumerate(lower)
            if vertex >= lanes_from and above[vertex][0] >= lanes_from
        ]  # fmt: skip
        for index, vertex in enumerate(lower):
            for source in above[vertex]:
                gives_way = vertex < lanes_from or source < lanes_from
                if gives_way and any((positions[source] - first) * (index - second) < 0 for first, second in straight):
                    conflicts.add((source, vertex))
    return frozenset(conflicts)


def _align(ranks: Ranks, neighbours: Neighbours, conflicts: frozenset[tuple[int, int]]) -> list[int]:
    """For every vertex, the root of the block of aligned vertices that it belongs to."""
    count = sum(map(len, ranks))
    roots = list(range(count))
    aligned = [False] * count
    positions = {vertex: index for rank in ranks for index, vertex in enumerate(rank)}
    for rank in ranks:
        last = -1
        for vertex in rank:
            ordered = sorted(neighbours[vertex], key=positions.__getitem__)
            for median in ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]:
                free = roots[vertex] == vertex and not aligned[median] and last < positions[median]
                if free and (median, vertex) not in conflicts and (vertex, median) not in conflicts:
                    roots[vertex] = roots[median]
                    aligned[median] = True
                    last = positions[median]
    return roots


def _compact(ranks: Ranks, roots: Sequence[int], widths: Sequence[float], spacing: float) -> list[float]:
    """Place every block as far left as its neighbours allow, then move it right if there is room."""
    after: dict[int, dict[int, float]] = {root: {} for root in roots}
    waiting = dict.fromkeys(roots, 0)
    for rank in ranks:
        for left, right in pairwise(rank):
            first, second = roots[left], roots[right]
            if second not in after[first]:
                waiting[second] += 1
            apart = (widths[left] + widths[right]) / 2 + spacing
            after[first][second] = max(after[first].get(second, 0.0), apart)
    order = [root for root, count in waiting.items() if not count]
    centres = dict.fromkeys(roots, 0.0)
    for root in order:  # grows: a block follows all those to its left
        for right, apart in after[root].items():
            centres[right] = max(centres[right], centres[root] + apart)
            waiting[right] -= 1
            if not waiting[right]:
                order.append(right)
    for root in reversed(order):
        room = min((centres[right] - apart for right, apart in after[root].items()), default=centres[root])
        centres[root] = max(centres[root], room)
    return [centres[root] for root in roots]


def _balance(drawings: Sequence[Sequence[float]], widths: Sequence[float]) -> list[float]:
    def left(centres: Sequence[float]) -> float:
        return min((centre - width / 2 for centre, width in zip(centres, widths, strict=True)), default=0.0)

    def right(centres: Sequence[float]) -> float:
        return max((centre + width / 2 for centre, width in zip(centres, widths, strict=True)), default=0.0)

    narrowest = min(drawings, key=lambda centres: right(centres) - left(centres))
    shifted: list[list[float]] = []
    for n, centres in enumerate(drawings):
        offset = left(narrowest) - left(centres) if n % 2 == 0 else right(narrowest) - right(centres)
        shifted.append([centre + offset for centre in centres])
    return [sum(sorted(four)[1:3]) / 2 for four in zip(*shifted, strict=True)]
