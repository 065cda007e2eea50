"""A small set of whole walks that together pass every seam of a scene."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from roleplay.engine import State, replay
from roleplay.exploration.graph import Graph, Route
from roleplay.exploration.seams import LabelledGraph, Seams

#: What a seam not yet passed is worth, and what stopping before an end costs; a decision costs 1.
_SEAM, _STOP = 1 << 24, 1 << 23


class CoveringWalk(NamedTuple):
    """A walk and the seams that it passes."""

    route: Route
    #: all its states, from the first on
    states: tuple[State, ...]
    #: for each state, the seam (an index into `Seams.seams`) by which it was reached
    seams: tuple[int, ...]
    #: the wanted seams that no earlier walk passes
    new: frozenset[int]


def covering_walks(seams: Seams, wanted: Iterable[int] | None = None) -> list[CoveringWalk]:
    """Return walks to an end that together pass the ``wanted`` seams (indices), or all of them.

    The choice is greedy: each walk passes as many missing seams as possible, looking no further than the next loop, so
    a smaller set may exist. Where no end is known (the story gets stuck, or the graph was cut) a walk stops early.
    """
    searches = [_WalkSearch(labels, len(seams.seams)) for labels in seams.labels]
    missing = set(range(len(seams.seams)) if wanted is None else wanted)
    walks: list[CoveringWalk] = []
    while missing:
        _, best = max(((search.weigh(missing), search) for search in searches), key=lambda pair: pair[0])
        first, choices, passed = best.walk(missing)
        state = best.graph.states[first]
        states = replay(state, choices)
        deal = dict(zip(best.graph.story.facts, state.facts, strict=True))
        new = frozenset(missing.intersection(passed))
        walks.append(CoveringWalk(Route(deal, tuple(choices)), states, tuple(passed), new))
        missing -= new
    return walks


class _WalkSearch:
    """The walks through one graph, weighted by the seams they pass."""

    def __init__(self, labels: LabelledGraph, seams: int) -> None:
        self.labels = labels
        self.seams = seams
        self.graph = labels.graph
        #: the states, successors first; and by state the lines that close a loop, which break that order
        self.order, self.back_edges = _post_order(labels.starts, self.graph.after)
        self.to_end = _nearest_ends(self.graph)
        self.values: list[int] = []
        #: what each seam is worth, less the cost of the decision
        self.gains: list[int] = []

    def weigh(self, missing: Collection[int]) -> int:
        """Value every state by the best way onward from it; return what the best walk is worth."""
        self.gains = [(_SEAM if seam in missing else 0) - 1 for seam in range(self.seams)]
        self.values = values = [0] * len(self.graph)
        for number in self.order:
            values[number] = max(self.line_values(number), default=-self.to_end[number])
        return max(map(self.start_value, self.labels.starts))

    def start_value(self, number: int) -> int:
        """What a walk that begins in this state is worth."""
        return self.values[number] + self.gains[self.labels.starts[number]]

    def line_values(self, number: int) -> list[int]:
        """What each line of a state is worth, followed by the best way; after a loop, by the shortest one."""
        values, gains, after = self.values, self.gains, self.graph.after[number]
        line_values = [gains[seam] + values[then] for seam, then in zip(self.labels.rows[number], after, strict=True)]
        for index in self.back_edges.get(number, ()):
            then = after[index]
            line_values[index] -= values[then] + self.to_end[then]
        return line_values

    def walk(self, missing: Collection[int]) -> tuple[int, list[str], list[int]]:
        """The best walk by the current weights, as (first state, lines, seams passed).

        After going round a loop, the states are weighed again with the seams still ``missing``.
        """
        first = number = max(self.labels.starts, key=self.start_value)
        passed = [self.labels.starts[first]]
        choices: list[str] = []
        while self.graph.after[number]:
            if self.values[number] < 0 and self.to_end[number] == _STOP:
                break  # no seam left to pass, and no end to reach
            line_values = self.line_values(number)
            index = line_values.index(max(line_values))
            passed.append(self.labels.rows[number][index])
            choices.append(self.graph.available[number][index])
            if index in self.back_edges.get(number, ()):
                self.weigh(set(missing).difference(passed))
            number = self.graph.after[number][index]
        return first, choices, passed


def _post_order(starts: Iterable[int], after: Sequence[Sequence[int]]) -> tuple[list[int], dict[int, list[int]]]:
    """The states in depth-first post-order, and by state the back edges (indices of lines) of the search."""
    finished: list[int] = []
    back_edges: dict[int, list[int]] = {}
    seen, on_path = bytearray(len(after)), bytearray(len(after))
    for start in starts:
        if seen[start]:
            continue
        seen[start] = on_path[start] = 1
        stack = [(start, enumerate(after[start]))]
        while stack:
            number, following = stack[-1]
            for index, then in following:
                if on_path[then]:
                    back_edges.setdefault(number, []).append(index)
                elif not seen[then]:
                    seen[then] = on_path[then] = 1
                    stack.append((then, enumerate(after[then])))
                    break
            else:
                stack.pop()
                on_path[number] = 0
                finished.append(number)
    return finished, back_edges


def _nearest_ends(graph: Graph) -> list[int]:
    """For every state, the number of decisions to the nearest end; `_STOP` if none is known."""
    before: list[list[int]] = [[] for _ in graph.states]
    for number, after in enumerate(graph.after):
        for then in after:
            before[then].append(number)
    distance = [0 if state.over else _STOP for state in graph.states]
    waiting = deque(number for number, state in enumerate(graph.states) if state.over)
    while waiting:
        then = waiting.popleft()
        for number in before[then]:
            if distance[number] == _STOP:
                distance[number] = distance[then] + 1
                waiting.append(number)
    return distance
