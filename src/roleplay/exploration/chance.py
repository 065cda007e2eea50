"""Random play, exactly: how often each state is met when all legal choices are equally likely.

Probabilities are propagated through the graph decision by decision, not sampled. Loops are followed until less than
`RESIDUE` of all plays is still in them, or until `WORK_LIMIT` is used up; in that case no result is claimed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from roleplay.exploration.graph import Graph

#: The share of plays that may still be in loops when the propagation ends.
RESIDUE = 1e-12
#: Decisions propagated before giving up: a second or two.
WORK_LIMIT = 10_000_000


class Flow(NamedTuple):
    """How random play moves through a graph."""

    #: for every state, how often a play meets it on average; for an ending, its probability
    times: list[float]
    #: average number of decisions per play, counted while an ending can still be reached
    length: float
    #: share of plays that get to where no ending can be reached
    endless: float
    #: whether less than `RESIDUE` of the other plays was still under way when the propagation ended
    converged: bool
    #: number of decisions propagated
    work: int


def flow(graph: Graph, stop: Collection[int] = (), max_work: int | None = None) -> Flow:
    """Propagate random play through ``graph``; plays that meet a state in ``stop`` end there.

    ``max_work`` is the number of decisions to propagate before giving up.
    """
    max_work = WORK_LIMIT if max_work is None else max_work
    times = [0.0] * len(graph)
    over = bytearray(len(graph))
    for number, state in enumerate(graph.states):
        over[number] = state.over
    for number in stop:
        over[number] = 1
    now: dict[int, float] = dict(graph.starts)
    after, finite = graph.after, graph.can_end
    length = endless = 0.0
    work = 0
    moving = 1.0
    while moving >= RESIDUE and work < max_work:
        work += len(now)
        then: dict[int, float] = {}
        moving = 0.0
        for number, share in now.items():
            times[number] += share
            if over[number]:
                continue
            row = after[number]
            if not row:
                endless += share
                continue
            if finite[number]:
                moving += share
            work += len(row)
            part = share / len(row)
            for target in row:
                then[target] = then.get(target, 0.0) + part
        length += moving
        now = then
    endless += sum(share for number, share in now.items() if not finite[number])
    return Flow(times, length, endless, moving < RESIDUE, work)


class NotConverged(ValueError):
    """Random play stays in the loops of the graph for too long to compute its probabilities."""


class Chances:
    """What random play meets, by node, ending and choice. The graph must not be cut. Raises `NotConverged`."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._work_left = (
            WORK_LIMIT  # shared by all queries: in a chain of loops every node needs a propagation of its own
        )
        self.flow = self._converged_flow()
        self._ever: dict[str, float] = {}

    def of(self, passage: str) -> float:
        """The probability, 0 to 1, that a random play ever reaches a node or an ending. Raises `NotConverged`."""
        chance = self._ever.get(passage)
        if chance is None:
            states = self.graph.at[passage]
            times = self.flow.times
            if passage in self._repeatable:
                times = self._converged_flow(states).times
            chance = self._ever[passage] = min(1.0, sum(times[number] for number in states))
        return chance

    @cached_property
    def choices(self) -> Mapping[tuple[str, str], float]:
        """How often on average a random play makes each choice (node, choice); choices never made are missing."""
        times_made: dict[tuple[str, str], float] = {}
        for number, available in enumerate(self.graph.available):
            passage, share = self.graph.states[number].passage.id, self.flow.times[number] / (len(available) or 1)
            for choice in available:
                times_made[passage, choice] = times_made.get((passage, choice), 0.0) + share
        return times_made

    @cached_property
    def _repeatable(self) -> frozenset[str]:
        """The nodes that can be visited again: only for these does "how often" differ from "whether"."""
        leads: dict[str, set[str]] = {
            passage.id: {target.id for line in passage.lines for _, target in line.exits}
            for passage in self.graph.story.passages.values()
        }
        repeated: set[str] = set()
        for name in leads:
            seen: set[str] = set()
            waiting = set(leads[name])
            while waiting:
                target = waiting.pop()
                seen.add(target)
                waiting |= leads[target] - seen
            if name in seen:
                repeated.add(name)
        return frozenset(repeated)

    def _converged_flow(self, stop: Collection[int] = ()) -> Flow:
        result = flow(self.graph, stop, self._work_left)
        self._work_left -= result.work
        if not result.converged:
            raise NotConverged(len(self.graph))
        return result
