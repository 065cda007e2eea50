"""The fewest and the most decisions from each state of a story to an end."""

from __future__ import annotations

from roleplay.exploration.graph import Graph


class WayLengths:
    """The lengths of the shortest and longest way to an end, from every state of a complete graph."""

    def __init__(self, graph: Graph) -> None:
        before: list[list[int]] = [[] for _ in graph.states]
        for number, after in enumerate(graph.after):
            for then in set(after):
                before[then].append(number)
        #: by state; ``None`` if no end can be reached
        self.fewest: list[int | None] = [None] * len(graph)
        #: by state; ``None`` if the story may loop for ever or get stuck
        self.most: list[int | None] = [None] * len(graph)
        ends = [number for number, state in enumerate(graph.states) if state.over]
        for number in ends:
            self.fewest[number] = self.most[number] = 0
        near = list(ends)
        for number in near:  # grows during the iteration, nearest to an end first
            for earlier in before[number]:
                if self.fewest[earlier] is None:
                    self.fewest[earlier] = (self.fewest[number] or 0) + 1
                    near.append(earlier)
        open_ways = [len(set(after)) for after in graph.after]
        settled = list(ends)
        for number in settled:  # a state is settled when all its successors are
            for earlier in before[number]:
                self.most[earlier] = max(self.most[earlier] or 0, (self.most[number] or 0) + 1)
                open_ways[earlier] -= 1
                if not open_ways[earlier]:
                    settled.append(earlier)
        for number, left in enumerate(open_ways):
            if left:
                self.most[number] = None
