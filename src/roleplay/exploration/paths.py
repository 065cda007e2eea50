"""Best paths through a graph: the greatest sum of gains on the way to an end, and the extremes of a meter.

Values are stored multiplied by `STEPS`, less one for every decision still to come. So the shortest of equally good
paths wins, and none goes round a loop that gains nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roleplay.engine import step
from roleplay.exploration.graph import LIMIT, Graph, Route

#: More decisions than any best path takes.
STEPS = 1 << 24
#: Below every value: no end can be reached.
NEVER = -(1 << 80)


def packed(gain: int) -> int:
    """What one decision with this gain adds to a value."""
    return gain * STEPS - 1


def gained(value: int) -> int:
    """The sum of gains in a value, without the steps."""
    return -(-value // STEPS)


def steps(value: int) -> int:
    """The number of decisions in a value."""
    return -value % STEPS


def greatest_values(
    after: Sequence[Sequence[int]], gains: Iterable[Sequence[int]], ends: Sequence[int]
) -> list[int] | None:
    """For every state, the greatest value of a path to an end; ``None`` if some loop gains without limit.

    ``gains`` are `packed`; ``ends`` are values times `STEPS`, or `NEVER`. States are numbered from the beginning
    outwards, so one backward pass is enough for a story without loops or branches of unequal length; others take a few
    more passes.
    """
    values = list(ends)
    best_then = [-1] * len(after)
    rows = [row for row in zip(range(len(after)), after, gains, strict=True) if row[1]][::-1]
    while True:
        changed = False
        for number, row, gain in rows:
            reached = [g + values[then] for g, then in zip(gain, row, strict=True)]
            best = max(reached)
            if best > values[number] and best > NEVER // 2:
                values[number] = best
                best_then[number] = row[reached.index(best)]
                changed = True
        if not changed:
            return values
        if _has_cycle(best_then):  # best paths can only form a loop if the loop gains
            return None


def least_cost_values(after: Sequence[Sequence[int]], costs: Sequence[int], ends: Sequence[int]) -> list[int]:
    """`greatest_values` if nothing gains and all decisions of a state cost the same: ``costs`` by state, `packed`."""
    values = list(ends)
    value_of = values.__getitem__
    rows = [row for row in zip(range(len(after)), after, costs, strict=True) if row[1]][::-1]
    changed = True
    while changed:
        changed = False
        for number, row, cost in rows:
            best = max(map(value_of, row)) + cost
            if best > values[number] and best > NEVER // 2:
                values[number] = best
                changed = True
    return values


def _has_cycle(then: Sequence[int]) -> bool:
    """Whether following ``then`` from some state never reaches -1."""
    seen = [-1] * len(then)
    for first in range(len(then)):
        number = first
        while number >= 0 and seen[number] < 0:
            seen[number] = first
            number = then[number]
        if number >= 0 and seen[number] == first:
            return True
    return False


def best_route(graph: Graph, number: int, gains: Sequence[Sequence[int]], values: Sequence[int]) -> Route:
    """A walk from the beginning to state ``number`` and on to an end along the greatest value."""
    route = graph.route(number)
    choices = list(route.choices)
    while graph.after[number]:
        available, after = graph.available[number], graph.after[number]
        reached = [gain + values[then] for gain, then in zip(gains[number], after, strict=True)]
        best = reached.index(max(reached))
        choices.append(available[best])
        number = after[best]
    return Route(route.deal, tuple(choices))


class MeterExtremes:
    """The highest (or lowest) value that a meter can really have in each state of a graph, and a walk to it.

    A state of the graph also represents states that differ in what no longer matters, so the meter is tracked
    separately. That is sound: merged states change it by the same lines, and a higher value before a line is never
    lower after it.
    """

    def __init__(self, graph: Graph, meter: int, *, highest: bool) -> None:
        self.graph = graph
        #: whether the search finished; it gives up after `LIMIT` readings
        self.complete = True
        #: by state, its reading and the index of that reading in the order in which readings were met
        self.best: dict[int, int] = {}
        self.latest: dict[int, int] = {}
        self._readings: list[tuple[int, int]] = []  # state, reading
        self._origins: list[tuple[int, str]] = []  # index of the reading before, and the choice
        for number in graph.starts:
            self._add_reading(number, graph.states[number].meters[meter], (-1, ""))
        for at, (number, value) in enumerate(self._readings):  # grows during the iteration
            if len(self._readings) > LIMIT:
                self.complete = False
                return
            if self.latest[number] != at:  # superseded by a more extreme reading
                continue
            state = graph.states[number]
            meters = (*state.meters[:meter], value, *state.meters[meter + 1 :])
            for choice, then in zip(graph.available[number], graph.after[number], strict=True):
                shift = state.passage.line(choice).shift
                after = shift(meters) if shift is not None else step(state._replace(meters=meters), choice).meters
                known = self.best.get(then)
                if known is None or (after[meter] > known if highest else after[meter] < known):
                    self._add_reading(then, after[meter], (at, choice))

    def _add_reading(self, number: int, value: int, origin: tuple[int, str]) -> None:
        self.best[number] = value
        self.latest[number] = len(self._readings)
        self._readings.append((number, value))
        self._origins.append(origin)

    def route(self, number: int) -> Route:
        """A walk to a state with the meter at its extreme."""
        at = self.latest[number]
        choices: list[str] = []
        while self._origins[at][0] >= 0:
            at, choice = self._origins[at]
            choices.append(choice)
        first = self.graph.states[self._readings[at][0]]
        deal = dict(zip(self.graph.story.facts, first.facts, strict=True))
        return Route(deal, tuple(reversed(choices)))


def meter_extreme(graph: Graph, meter: int, passage: str, *, highest: bool) -> tuple[int, Route] | None:
    """The highest (or lowest) value of a meter at a passage, with a walk to it; ``None`` if unknown or unreachable."""
    extremes = MeterExtremes(graph, meter, highest=highest)
    reached = [number for number in graph.at[passage] if number in extremes.best]
    if not extremes.complete or not reached:
        return None
    top = (max if highest else min)(extremes.best[number] for number in reached)
    first = min((n for n in reached if extremes.best[n] == top), key=extremes.latest.__getitem__)
    return top, extremes.route(first)
