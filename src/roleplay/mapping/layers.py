"""Layered graph layout: boxes in ranks, so that arrows run down and seldom cross (Sugiyama, Tagawa and Toda).

Every box has a rank. An arrow that spans several ranks gets a lane (a dummy vertex) in each rank between, so that it
runs beside the boxes there and not across them. Lengths are in pixels; drawing is done elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from roleplay.mapping.coordinates import x_coordinates

#: The greatest number of sweeps over all ranks to improve the order within each.
_SWEEPS = 24


class Box(NamedTuple):
    """A rectangle to be placed; sizes in pixels."""

    id: str
    rank: int
    width: float
    height: float


class Link(NamedTuple):
    """An arrow from a box to one of a higher rank."""

    source: str
    target: str


class Layout(NamedTuple):
    """The position of everything, in pixels."""

    #: box id -> x coordinate of its centre
    centres: Mapping[str, float]
    #: the upper edge of each rank
    tops: tuple[float, ...]
    #: the lower edge of each rank: that of its tallest box
    bottoms: tuple[float, ...]
    #: for each arrow, the x coordinates at which it passes the ranks between its ends
    lanes: Mapping[Link, tuple[float, ...]]
    width: float
    height: float


def lay_out(boxes: Sequence[Box], links: Sequence[Link], *, spacing: float, rank_spacing: float, lane: float) -> Layout:
    """Place boxes ``spacing`` pixels apart, ranks ``rank_spacing`` pixels apart, with lanes ``lane`` pixels wide."""
    layers = _Layers(boxes, links, lane)
    layers.order()
    centres = x_coordinates(layers.ranks, layers.above, layers.below, layers.widths, len(boxes), spacing)
    ranks = max((box.rank for box in boxes), default=0) + 1
    heights = [max((box.height for box in boxes if box.rank == rank), default=0.0) for rank in range(ranks)]
    tops = [sum(heights[:rank]) + rank_spacing * rank for rank in range(ranks)]
    left = min((centres[vertex] - layers.widths[vertex] / 2 for vertex in range(len(centres))), default=0.0)
    right = max((centres[vertex] + layers.widths[vertex] / 2 for vertex in range(len(centres))), default=0.0)
    return Layout(
        centres={box.id: centres[vertex] - left for vertex, box in enumerate(boxes)},
        tops=tuple(tops),
        bottoms=tuple(top + height for top, height in zip(tops, heights, strict=True)),
        lanes={link: tuple(centres[vertex] - left for vertex in lanes) for link, lanes in layers.lanes.items()},
        width=right - left,
        height=tops[-1] + heights[-1],
    )


class _Layers:
    """Vertices are numbers: first the boxes, then the lanes."""

    def __init__(self, boxes: Sequence[Box], links: Sequence[Link], lane: float) -> None:
        index = {box.id: index for index, box in enumerate(boxes)}
        self.widths = [box.width for box in boxes]
        ranks = [box.rank for box in boxes]
        self.lanes: dict[Link, tuple[int, ...]] = {}
        segments: list[tuple[int, int]] = []
        for link in links:
            first, last = index[link.source], index[link.target]
            between = range(ranks[first] + 1, ranks[last])
            lanes = tuple(range(len(ranks), len(ranks) + len(between)))
            ranks += between
            self.widths += [lane] * len(between)
            self.lanes[link] = lanes
            segments += pairwise((first, *lanes, last))
        self.above: list[list[int]] = [[] for _ in ranks]
        self.below: list[list[int]] = [[] for _ in ranks]
        for upper, lower in segments:
            self.below[upper].append(lower)
            self.above[lower].append(upper)
        self.ranks: list[list[int]] = [[] for _ in range(max(ranks, default=0) + 1)]
        for vertex in self._depth_first_order(len(ranks)):
            self.ranks[ranks[vertex]].append(vertex)
        #: by vertex, its index in its rank
        self.position = {vertex: index for rank in self.ranks for index, vertex in enumerate(rank)}

    def _depth_first_order(self, count: int) -> list[int]:
        """The vertices in depth-first order, as an initial order that keeps neighbours together."""
        order: list[int] = []
        seen = [False] * count
        for root in range(count):
            stack = [root]
            while stack:
                vertex = stack.pop()
                if not seen[vertex]:
                    seen[vertex] = True
                    order.append(vertex)
                    stack += reversed(self.below[vertex])
        return order

    # -- the order within the ranks --------------------------------------------------------------------------

    def order(self) -> None:
        """Sort every rank by its neighbours' positions, sweeping down and up; keep the order with fewest crossings."""
        best, fewest = [list(rank) for rank in self.ranks], self.crossings()
        for sweep in range(_SWEEPS):
            if not fewest:
                break
            down = sweep % 2 == 0
            for rank in self.ranks[1:] if down else reversed(self.ranks[:-1]):
                self._sort(rank, self.above if down else self.below)
            count = self.crossings()
            if count < fewest:
                best, fewest = [list(rank) for rank in self.ranks], count
        self.ranks = best

    def _sort(self, rank: list[int], neighbours: list[list[int]]) -> None:
        barycentres = {vertex: float(index) for index, vertex in enumerate(rank)}
        for vertex in rank:
            if neighbours[vertex]:
                barycentres[vertex] = sum(self.position[neighbour] for neighbour in neighbours[vertex]) / len(
                    neighbours[vertex]
                )
        rank.sort(key=barycentres.__getitem__)
        for index, vertex in enumerate(rank):
            self.position[vertex] = index

    def crossings(self) -> int:
        """The number of pairs of segments that cross."""
        count = 0
        for rank, lower in pairwise(self.ranks):
            positions = {vertex: index for index, vertex in enumerate(lower)}
            ends: list[int] = []
            for vertex in rank:
                own_ends = [positions[target] for target in self.below[vertex]]
                count += sum(len(ends) - bisect_right(ends, end) for end in own_ends)
                for end in own_ends:
                    insort(ends, end)
        return count


def ports(centre: float, width: float, others: Sequence[float], apart: float) -> tuple[float, ...]:
    """Where arrows touch the edge of a box: ordered by their other ends, at most ``apart`` pixels apart."""
    count = len(others)
    step = min(apart, width * 0.8 / count) if count else 0.0
    order = sorted(range(count), key=lambda index: others[index])
    touching = [0.0] * count
    for position, index in enumerate(order):
        touching[index] = centre + (position - (count - 1) / 2) * step
    return tuple(touching)
