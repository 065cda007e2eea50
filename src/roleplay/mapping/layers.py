"""Placing boxes in layers so that arrows run down and seldom cross (after Sugiyama, Tagawa and Toda).

Every box has a rank. An arrow over several ranks gets a lane of its own in each rank between, so that it runs beside
the boxes there and not over them. Lengths are in pixels; nothing is drawn here.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from roleplay.mapping.columns import columns

#: Sweeps over all ranks for the order within each.
_SWEEPS = 24


class Box(NamedTuple):
    """What is to be placed."""

    id: str
    rank: int
    width: float
    height: float


class Link(NamedTuple):
    """An arrow from a box to one of a higher rank."""

    source: str
    to: str


class Layout(NamedTuple):
    """Where everything is."""

    centres: Mapping[str, float]
    """The middle of each box, from the left."""
    tops: tuple[float, ...]
    """The upper edge of each rank."""
    bottoms: tuple[float, ...]
    """The lower edge of the highest box of each rank."""
    lanes: Mapping[Link, tuple[float, ...]]
    """For each arrow, where it passes the ranks between its ends, from the left."""
    width: float
    height: float


def lay_out(boxes: Sequence[Box], links: Sequence[Link], *, aside: float, between: float, lane: float) -> Layout:
    """Place ``boxes``: ``aside`` pixels apart, ranks ``between`` pixels apart, lanes ``lane`` pixels wide."""
    layers = _Layers(boxes, links, lane)
    layers.order()
    places = columns(layers.ranks, layers.above, layers.below, layers.widths, len(boxes), aside)
    ranks = max((box.rank for box in boxes), default=0) + 1
    heights = [max((box.height for box in boxes if box.rank == rank), default=0.0) for rank in range(ranks)]
    tops = [sum(heights[:rank]) + between * rank for rank in range(ranks)]
    left = min((places[n] - layers.widths[n] / 2 for n in range(len(places))), default=0.0)
    right = max((places[n] + layers.widths[n] / 2 for n in range(len(places))), default=0.0)
    return Layout(
        {box.id: places[n] - left for n, box in enumerate(boxes)},
        tuple(tops),
        tuple(top + height for top, height in zip(tops, heights, strict=True)),
        {link: tuple(places[n] - left for n in ones) for link, ones in layers.passing.items()},
        right - left,
        tops[-1] + heights[-1],
    )


class _Layers:
    """Vertices are numbers: first the boxes, then the lanes."""

    def __init__(self, boxes: Sequence[Box], links: Sequence[Link], lane: float) -> None:
        number = {box.id: n for n, box in enumerate(boxes)}
        self.widths = [box.width for box in boxes]
        ranks = [box.rank for box in boxes]
        self.passing: dict[Link, tuple[int, ...]] = {}
        stretches: list[tuple[int, int]] = []
        for link in links:
            first, last = number[link.source], number[link.to]
            between = range(ranks[first] + 1, ranks[last])
            lanes = tuple(range(len(ranks), len(ranks) + len(between)))
            ranks += between
            self.widths += [lane] * len(between)
            self.passing[link] = lanes
            stretches += pairwise((first, *lanes, last))
        self.above: list[list[int]] = [[] for _ in ranks]
        self.below: list[list[int]] = [[] for _ in ranks]
        for upper, lower in stretches:
            self.below[upper].append(lower)
            self.above[lower].append(upper)
        self.ranks: list[list[int]] = [[] for _ in range(max(ranks, default=0) + 1)]
        for vertex in self._as_met(len(ranks)):
            self.ranks[ranks[vertex]].append(vertex)
        #: by vertex, its place in its rank
        self.place = {vertex: n for rank in self.ranks for n, vertex in enumerate(rank)}

    def _as_met(self, count: int) -> list[int]:
        """The vertices in the order of a search from the first: neighbours start as neighbours."""
        found: list[int] = []
        seen = [False] * count
        for root in range(count):
            stack = [root]
            while stack:
                vertex = stack.pop()
                if not seen[vertex]:
                    seen[vertex] = True
                    found.append(vertex)
                    stack += reversed(self.below[vertex])
        return found

    # -- the order within the ranks --------------------------------------------------------------------------

    def order(self) -> None:
        """Sort every rank by where its neighbours stand, to and fro, and keep the order with the fewest crossings."""
        best, fewest = [list(rank) for rank in self.ranks], self.crossings()
        for sweep in range(_SWEEPS):
            if not fewest:
                break
            down = sweep % 2 == 0
            for rank in self.ranks[1:] if down else reversed(self.ranks[:-1]):
                self._sort(rank, self.above if down else self.below)
            found = self.crossings()
            if found < fewest:
                best, fewest = [list(rank) for rank in self.ranks], found
        self.ranks = best

    def _sort(self, rank: list[int], neighbours: list[list[int]]) -> None:
        own = {vertex: float(n) for n, vertex in enumerate(rank)}
        for vertex in rank:
            if neighbours[vertex]:
                own[vertex] = sum(self.place[one] for one in neighbours[vertex]) / len(neighbours[vertex])
        rank.sort(key=own.__getitem__)
        for n, vertex in enumerate(rank):
            self.place[vertex] = n

    def crossings(self) -> int:
        """How many pairs of stretches cross."""
        found = 0
        for rank, lower in pairwise(self.ranks):
            place = {vertex: n for n, vertex in enumerate(lower)}
            ends: list[int] = []
            for vertex in rank:
                own = [place[one] for one in self.below[vertex]]
                found += sum(len(ends) - bisect_right(ends, end) for end in own)
                for end in own:
                    insort(ends, end)
        return found


def ports(centre: float, width: float, others: Sequence[float], apart: float) -> tuple[float, ...]:
    """Where arrows touch the edge of a box: in the order of their other ends, at most ``apart`` pixels apart."""
    count = len(others)
    step = min(apart, width * 0.8 / count) if count else 0.0
    order = sorted(range(count), key=lambda n: others[n])
    found = [0.0] * count
    for place, n in enumerate(order):
        found[n] = centre + (place - (count - 1) / 2) * step
    return tuple(found)
