"""The distances in a layered drawing: long arrows straight, boxes over what they lead to (Brandes and Köpf).

Four drawings are made, each pushed into one corner, in which vertices are stacked straight over their middle
neighbour; every vertex then takes the mean of its two middle places.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

Ranks: TypeAlias = Sequence[Sequence[int]]
Neighbours: TypeAlias = Sequence[Sequence[int]]


def columns(
    ranks: Ranks, above: Neighbours, below: Neighbours, widths: Sequence[float], lanes_from: int, aside: float
) -> list[float]:
    """The middle of every vertex, from the left; the order in each rank stays, with ``aside`` between neighbours.

    Vertices are numbers, those from ``lanes_from`` on are lanes, which are kept straight before anything else.
    """
    found: list[list[float]] = []
    crossed = _crossed(ranks, above, lanes_from)
    for up in (True, False):
        for left in (True, False):
            ordered = [list(rank) if left else list(reversed(rank)) for rank in (ranks if up else reversed(ranks))]
            roots = _stacked(ordered, above if up else below, crossed)
            places = _packed(ordered, roots, widths, aside)
            found.append(places if left else [-place for place in places])
    return _balanced(found, widths)


def _crossed(ranks: Ranks, above: Neighbours, lanes_from: int) -> frozenset[tuple[int, int]]:
    """The stretches (upper, lower) that cross one between two lanes: they give way."""
    found: set[tuple[int, int]] = set()
    for upper, lower in pairwise(ranks):
        place = {vertex: n for n, vertex in enumerate(upper)}
        straight = [
            (place[above[vertex][0]], n) for n, vertex in enumerate(lower)
            if vertex >= lanes_from and above[vertex][0] >= lanes_from
        ]  # fmt: skip
        for n, vertex in enumerate(lower):
            for source in above[vertex]:
                gives_way = vertex < lanes_from or source < lanes_from
                if gives_way and any((place[source] - first) * (n - second) < 0 for first, second in straight):
                    found.add((source, vertex))
    return frozenset(found)


def _stacked(ranks: Ranks, before: Neighbours, crossed: frozenset[tuple[int, int]]) -> list[int]:
    """By vertex, the first one of the stack in which it stands."""
    count = sum(map(len, ranks))
    roots = list(range(count))
    taken = [False] * count
    place = {vertex: n for rank in ranks for n, vertex in enumerate(rank)}
    for rank in ranks:
        last = -1
        for vertex in rank:
            near = sorted(before[vertex], key=place.__getitem__)
            for middle in near[(len(near) - 1) // 2 : len(near) // 2 + 1]:
                free = roots[vertex] == vertex and not taken[middle] and last < place[middle]
                if free and (middle, vertex) not in crossed and (vertex, middle) not in crossed:
                    roots[vertex] = roots[middle]
                    taken[middle] = True
                    last = place[middle]
    return roots


def _packed(ranks: Ranks, roots: Sequence[int], widths: Sequence[float], aside: float) -> list[float]:
    """Every stack as far to the left as its neighbours allow, then to the right where there is room."""
    after: dict[int, dict[int, float]] = {root: {} for root in roots}
    waiting = dict.fromkeys(roots, 0)
    for rank in ranks:
        for one, other in pairwise(rank):
            first, second = roots[one], roots[other]
            if second not in after[first]:
                waiting[second] += 1
            apart = (widths[one] + widths[other]) / 2 + aside
            after[first][second] = max(after[first].get(second, 0.0), apart)
    order = [root for root, count in waiting.items() if not count]
    places = dict.fromkeys(roots, 0.0)
    for root in order:  # grows: a stack after all those to its left
        for other, apart in after[root].items():
            places[other] = max(places[other], places[root] + apart)
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    for root in reversed(order):
        room = min((places[other] - apart for other, apart in after[root].items()), default=places[root])
        places[root] = max(places[root], room)
    return [places[root] for root in roots]


def _balanced(drawings: Sequence[Sequence[float]], widths: Sequence[float]) -> list[float]:
    def left(places: Sequence[float]) -> float:
        return min((place - width / 2 for place, width in zip(places, widths, strict=True)), default=0.0)

    def right(places: Sequence[float]) -> float:
        return max((place + width / 2 for place, width in zip(places, widths, strict=True)), default=0.0)

    narrowest = min(drawings, key=lambda places: right(places) - left(places))
    moved: list[list[float]] = []
    for n, places in enumerate(drawings):
        by = left(narrowest) - left(places) if n % 2 == 0 else right(narrowest) - right(places)
        moved.append([place + by for place in places])
    return [sum(sorted(four)[1:3]) / 2 for four in zip(*moved, strict=True)]
