"""The value of every state, and from it the real cost of a decision.

Over the explored graph: ``q(s,a) = sum over c of w_c * (p(a,c) - best_s(c)) <= 0`` for the criteria of the leading
rubric at stake, ``V(s) = max over a of q(s,a) + V(next(s,a))``, ``V(ending) = -10 * (1 - worth)``. The regret of a
decision, ``V(s) - q(s,a) - V(next(s,a)) >= 0``, is by how much it lowered the best result still possible. Total regret
is 0 exactly on a best line, and a blunder that is perfectly repaired still costs what the blunder cost.

All values are integers in the smallest unit that the weights and worths need, so nothing is rounded. Going round a loop
never gains anything, so the values are those of the best walks that end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from roleplay.engine import State, step
from roleplay.exploration import Graph
from roleplay.exploration.paths import NEVER, STEPS, best_route, gained, greatest_values, packed, steps
from roleplay.scene.model import Outcome
from roleplay.scoring.judge import Judge, JudgedLine

#: The difference in points between an ending worth 1 and one worth 0.
ENDING = 10
#: Best first.
_OUTCOMES = (Outcome.SUCCESS, Outcome.PARTIAL, Outcome.FAILURE)


class IncompleteExploration(ValueError):
    """The graph was not explored completely, so its states have no exact values."""


class Values:
    """The values of a graph under the leading rubric of a judge. Raises `IncompleteExploration`."""

    def __init__(self, graph: Graph, judge: Judge) -> None:
        if graph.cut:
            raise IncompleteExploration(len(graph))
        self.graph = graph
        self.judge = judge
        lead = judge.rubrics[0]
        weights = {n: _exact(m.criterion.weight) for n, m in enumerate(judge.measures) if m.rubric is lead}
        endings = {
            passage.id: ENDING * (1 - _exact(passage.ending.worth))
            for passage in graph.story.passages.values()
            if passage.ending is not None
        }
        #: values are integers in units of 1 / ``unit`` points
        self.unit = lcm(*(share.denominator for share in (*weights.values(), *endings.values())))
        self._weights = {n: int(weight * self.unit) for n, weight in weights.items()}
        self._gains: dict[int, tuple[int, ...]] = {}
        self._tables: list[Mapping[str, JudgedLine]] = []
        gains = [self._gain(state, available) for state, available in zip(graph.states, graph.available, strict=True)]
        worth = {name: -int(loss * self.unit) * STEPS for name, loss in endings.items()}
        self._ends = [worth.get(state.passage.id, NEVER) for state in graph.states]
        self._values = _best_values(graph, gains, self._ends)
        ranks = {
            passage.id: -_OUTCOMES.index(passage.ending.outcome) * STEPS
            for passage in graph.story.passages.values()
            if passage.ending is not None
        }
        free = [(packed(0),) * len(row) for row in graph.after]
        self._outcomes = _best_values(graph, free, [ranks.get(state.passage.id, NEVER) for state in graph.states])

    def _gain(self, state: State, available: tuple[str, ...]) -> tuple[int, ...]:
        """What each choice gains (``q`` and one step, packed), in the order of ``available``."""
        if not available:
            return ()
        table = self.judge.judge(state, available)
        gains = self._gains.get(id(table))
        if gains is None:
            self._tables.append(table)  # keeps the table alive, so that its id is not reused
            gains = self._gains[id(table)] = tuple(packed(self._points(table[choice])) for choice in available)
        return gains

    def _points(self, judged: JudgedLine) -> int:
        return -sum(self._weights.get(evidence.criterion, 0) * evidence.lost for evidence in judged.evidence)

    def value(self, state: State) -> float | None:
        """``V``: what the best line from ``state`` gains, <= 0; ``None`` if no ending can be reached."""
        value = self._values[self._number(state)]
        return None if value == NEVER else gained(value) / self.unit

    def best_outcome(self, state: State) -> Outcome | None:
        """The best outcome of all endings that can be reached from ``state``; ``None`` if none can."""
        value = self._outcomes[self._number(state)]
        return None if value == NEVER else _OUTCOMES[-gained(value)]

    def regret(self, state: State, choice: str) -> float:
        """By how many points ``choice`` lowers the best result still possible, >= 0."""
        number = self._number(state)
        result_after = dict(zip(self.graph.available[number], map(gained, self._values_after(number)), strict=True))
        return (max(result_after.values()) - result_after[choice]) / self.unit

    def steps_left(self, state: State) -> int:
        """The number of decisions in the shortest best line from ``state``; an ending must be reachable."""
        return self._steps(self._number(state))

    def best(self, state: State) -> str:
        """The best choice: by value, then by the points of all rubrics there, then in the order of the file."""
        number = self._number(state)
        table = self.judge.judge(state)
        value_after = dict(zip(self.graph.available[number], self._values_after(number), strict=True))
        after = dict(zip(self.graph.available[number], self.graph.after[number], strict=True))
        top = max(map(gained, value_after.values()))
        # only choices that come nearer to an ending, so as not to go round a free loop for ever
        nearer = [
            c for c in value_after if gained(value_after[c]) == top and self._steps(after[c]) < self._steps(number)
        ]
        return max(nearer or value_after, key=lambda choice: self.judge.quality(table[choice]))

    def best_line(self, state: State) -> tuple[str, ...]:
        """The choices of a best walk from ``state`` to an ending; empty if no ending can be reached."""
        choices: list[str] = []
        while not state.over and self.value(state) is not None:
            choices.append(self.best(state))
            state = step(state, choices[-1])
        return tuple(choices)

    def worst_line(self, state: State) -> tuple[str, ...] | None:
        """The choices of the walk from ``state`` that loses most in total.

        ``None`` if a loop could lose without limit, or if no ending can be reached.
        """
        losses = [
            tuple(packed(-gained(gain)) for gain in self._gain(state, available))
            for state, available in zip(self.graph.states, self.graph.available, strict=True)
        ]
        ends = [-end if end != NEVER else NEVER for end in self._ends]
        values = greatest_values(self.graph.after, losses, ends)
        number = self._number(state)
        if values is None or values[number] == NEVER:
            return None
        before = len(self.graph.route(number).choices)
        return best_route(self.graph, number, losses, values).choices[before:]

    def _values_after(self, number: int) -> list[int]:
        """For each choice of a state, the best value that the attempt can still have after it."""
        gains = self._gain(self.graph.states[number], self.graph.available[number])
        return [gain + self._values[then] for gain, then in zip(gains, self.graph.after[number], strict=True)]

    def _steps(self, number: int) -> int:
        """The number of decisions in the shortest best line from a state."""
        return steps(self._values[number])

    def _number(self, state: State) -> int:
        number = self.graph.number(state)
        if number is None:
            raise KeyError(f"{state.passage.id} was not explored")
        return number


def _exact(share: float) -> Fraction:
    """The decimal number as written in the file, not the nearest binary one."""
    return Fraction(repr(share))


def _best_values(graph: Graph, gains: Sequence[tuple[int, ...]], ends: Sequence[int]) -> list[int]:
    values = greatest_values(graph.after, gains, ends)
    assert values is not None  # gains are never positive, so no loop gains
    return values
