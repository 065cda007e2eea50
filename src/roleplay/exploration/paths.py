"""Best ways through a graph: the greatest sum of gains on a way to an end, and the farthest a meter can get.

Values are kept times `STEPS`, less one for every decision still to come: of equally good ways the shortest wins, so
none goes round a loop that gains nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roleplay.engine import step
from roleplay.exploration.graph import LIMIT, Graph, Route

#: More decisions than any best way takes.
STEPS = 1 << 24
#: Below every value: no end can be reached.
NEVER = -(1 << 80)


def packed(gain: int) -> int:
    """What one decision that gains ``gain`` adds to a value."""
    return gain * STEPS - 1


def gained(value: int) -> int:
    """The gains in a value, without the steps."""
    return -(-value // STEPS)


def steps(value: int) -> int:
    """The decisions in a value."""
    return -value % STEPS


def greatest(after: Sequence[Sequence[int]], gains: Iterable[Sequence[int]], ends: Sequence[int]) -> list[int] | None:
    """For every state the greatest value of a way to an end; ``gains`` as `packed`, ``ends`` times `STEPS` or `NEVER`.

    States stand nearer to the beginning first, so going backwards settles a story without loops and without branches
    of unequal length at once; the others take a few rounds more. ``None``: some loop gains without end.
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
        if _has_ring(best_then):  # the best ways can only come round to themselves where the ring gains
            return None


def fewest(after: Sequence[Sequence[int]], costs: Sequence[int], ends: Sequence[int]) -> list[int]:
    """`greatest` where every decision in a state costs the same, and none gains: ``costs`` by state, `packed`."""
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


def _has_ring(then: Sequence[int]) -> bool:
    """Whether following ``then`` from some state never comes to -1."""
    seen = [-1] * len(then)
    for first in range(len(then)):
        number = first
        while number >= 0 and seen[number] < 0:
            seen[number] = first
            number = then[number]
        if number >= 0 and seen[number] == first:
            return True
    return False


def way(graph: Graph, number: int, gains: Sequence[Sequence[int]], values: Sequence[int]) -> Route:
    """A walk from the first word to state ``number`` and on along the greatest value to an end."""
    route = graph.route(number)
    choices = list(route.choices)
    while graph.after[number]:
        able, after = graph.able[number], graph.after[number]
        reached = [gain + values[then] for gain, then in zip(gains[number], after, strict=True)]
        best = reached.index(max(reached))
        choices.append(able[best])
        number = after[best]
    return Route(route.deal, tuple(choices))


class Extremes:
    """The highest (or lowest) a meter can really be in each state of a graph, and a walk on which it is.

    The states of a graph stand for others that differ in what no longer matters, so the meter is followed on its own:
    two states that one stands for move it by the same lines, and more before is more after.
    """

    def __init__(self, graph: Graph, meter: int, *, highest: bool) -> None:
        self.graph = graph
        #: whether every state was looked at; a graph with too many readings is given up
        self.complete = True
        #: by state its reading, and its place in the order in which readings were met
        self.best: dict[int, int] = {}
        self.place: dict[int, int] = {}
        self._met: list[tuple[int, int]] = []  # state, reading
        self._came: list[tuple[int, str]] = []  # the place before, and the choice
        for number in graph.starts:
            self._meet(number, graph.states[number].meters[meter], (-1, ""))
        for at, (number, value) in enumerate(self._met):  # grows while it is walked through
            if len(self._met) > LIMIT:
                self.complete = False
                return
            if self.place[number] != at:  # a farther reading was met since
                continue
            state = graph.states[number]
            meters = (*state.meters[:meter], value, *state.meters[meter + 1 :])
            for choice, then in zip(graph.able[number], graph.after[number], strict=True):
                shift = state.passage.line(choice).shift
                after = shift(meters) if shift is not None else step(state._replace(meters=meters), choice).meters
                known = self.best.get(then)
                if known is None or (after[meter] > known if highest else after[meter] < known):
                    self._meet(then, after[meter], (at, choice))

    def _meet(self, number: int, value: int, origin: tuple[int, str]) -> None:
        self.best[number] = value
        self.place[number] = len(self._met)
        self._met.append((number, value))
        self._came.append(origin)

    def route(self, number: int) -> Route:
        """A walk to a state on which the meter is that far."""
        at = self.place[number]
        choices: list[str] = []
        while self._came[at][0] >= 0:
            at, choice = self._came[at]
            choices.append(choice)
        first = self.graph.states[self._met[at][0]]
        deal = dict(zip(self.graph.story.facts, first.facts, strict=True))
        return Route(deal, tuple(reversed(choices)))


def farthest(graph: Graph, meter: int, passage: str, *, highest: bool) -> tuple[int, Route] | None:
    """The highest (or lowest) a meter can really be at a place, and a walk to it; ``None`` when that is not known."""
    extremes = Extremes(graph, meter, highest=highest)
    met = [number for number in graph.at[passage] if number in extremes.best]
    if not extremes.complete or not met:
        return None
    top = (max if highest else min)(extremes.best[number] for number in met)
    first = min((n for n in met if extremes.best[n] == top), key=extremes.place.__getitem__)
    return top, extremes.route(first)
