"""From the moves of a line to points: what was at stake in a decision, and what the line made of it.

``p(a,c)`` is the sum of the points of criterion *c* over the moves of choice *a*, clamped to -3..3. Over the choices
available in a state, *c* is at stake when the best differs from the worst and it is due at that moment (``assess``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.engine import Place, State, Story, legal, moves
from roleplay.scene.model import Criterion, Rubric

#: No line gets more or less than this on one criterion: piling up moves earns nothing.
MOST = 3
#: Bits of a field in a packed sum; a walk of thousands of decisions fits.
_FIELD = 20
_MASK = (1 << _FIELD) - 1
_WIDTH = 3 * _FIELD


class Evidence(NamedTuple):
    """What a line did on one criterion that was at stake: its points, and the best and worst there were."""

    criterion: int
    points: int
    best: int
    worst: int

    @property
    def met(self) -> bool:
        """At least half of what was at stake."""
        return 2 * (self.points - self.worst) >= self.best - self.worst

    @property
    def lost(self) -> int:
        """Points below the best available."""
        return self.best - self.points


class Judged(NamedTuple):
    """One line judged in one state."""

    choice: str
    moves: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    #: got, at stake and count of every criterion in one number: adding them adds all the fields
    packed: int


class Measure(NamedTuple):
    """A criterion within the judge's list."""

    ref: str
    rubric: Rubric
    criterion: Criterion


class Totals(NamedTuple):
    """Sums over an attempt for one criterion."""

    got: int
    stake: int
    decisions: int


class Judge:
    """Judges the decisions of one story by some rubrics. Knows nothing of meters or endings."""

    def __init__(self, story: Story, rubrics: Sequence[Rubric]) -> None:
        self.story = story
        self.rubrics = tuple(rubrics)
        self.measures = tuple(Measure(f"{r.id}.{c.id}", r, c) for r in self.rubrics for c in r.criteria)
        self._due: dict[Place, tuple[int, ...]] = {}
        #: tables by the place and what can be said there, where no move depends on the state
        self._fixed: dict[Place, dict[tuple[str, ...], Mapping[str, Judged]]] = {}
        self._varying: dict[tuple[object, ...], Mapping[str, Judged]] = {}
        own = set(story.scenario.rubrics)
        for place in story.places.values():
            node = place.node
            if node is None:
                continue
            self._due[place] = tuple(
                number
                for number, measure in enumerate(self.measures)
                if node.assess is None or measure.rubric.id not in own or measure.ref in node.assess
            )
            if not any(line.conditional for line in place.lines):
                self._fixed[place] = {}

    def judge(self, state: State, able: tuple[str, ...] | None = None) -> Mapping[str, Judged]:
        """Every available line of this state, judged. ``able`` is `legal(state)` where it is known already."""
        place = state.place
        if able is None:
            able = legal(state)
        tables = self._fixed.get(place)
        if tables is not None:
            table = tables.get(able)
            if table is None:
                table = tables[able] = self.judge_moves(place, {name: place.line(name).moves for name in able})
            return table
        made = {name: moves(state, place.line(name)) for name in able}
        key = (place.id, *made.items())
        table = self._varying.get(key)
        if table is None:
            table = self._varying[key] = self.judge_moves(place, made)
        return table

    def judge_moves(self, place: Place, made: Mapping[str, tuple[str, ...]]) -> Mapping[str, Judged]:
        """The available lines of a node, judged by the moves that each of them makes (choice -> its moves)."""
        due = self._due[place]
        points = {name: [self.points(number, did) for number in due] for name, did in made.items()}
        judged: dict[str, Judged] = {}
        for name, did in made.items():
            evidence: list[Evidence] = []
            packed = 0
            for column_index, number in enumerate(due):
                column = [row[column_index] for row in points.values()]
                best, worst, got = max(column), min(column), points[name][column_index]
                if best > worst:
                    evidence.append(Evidence(number, got, best, worst))
                    packed |= _packed(number, got - worst, best - worst)
            judged[name] = Judged(name, did, tuple(evidence), packed)
        return judged

    def points(self, number: int, made: Iterable[str]) -> int:
        """``p(a,c)``: the points that these moves earn on a criterion, -3 to 3."""
        points = self.measures[number].criterion.points
        return max(-MOST, min(MOST, sum(points.get(move, 0) for move in made)))

    def missed(self, state: State) -> int:
        """What a decision adds to a sum of `Judged.packed` where nothing was said: all was at stake, nothing got."""
        any_line = next(iter(self.judge(state).values()))  # what is at stake is the same for all
        return sum(_packed(evidence.criterion, 0, evidence.best - evidence.worst) for evidence in any_line.evidence)

    def totals(self, packed: int) -> list[Totals]:
        """The sum of `Judged.packed` over an attempt, taken apart by criterion."""
        totals: list[Totals] = []
        for _ in self.measures:
            totals.append(Totals(packed & _MASK, packed >> _FIELD & _MASK, packed >> 2 * _FIELD & _MASK))
            packed >>= _WIDTH
        return totals

    def quality(self, judged: Judged) -> tuple[float, float]:
        """How good a line is where it stands: weighted points on the leading rubric, then on the others."""
        lead = other = 0.0
        for evidence in judged.evidence:
            measure = self.measures[evidence.criterion]
            value = measure.criterion.weight * evidence.points
            if measure.rubric is self.rubrics[0]:
                lead += value
            else:
                other += value
        return round(lead, 9), round(other, 9)  # the noise of floats makes no line better than another

    def bests(self, state: State) -> frozenset[str]:
        """The available lines than which none is better, by the leading rubric, then the others."""
        quality = {choice: self.quality(judged) for choice, judged in self.judge(state).items()}
        top = max(quality.values(), default=None)
        return frozenset(choice for choice, value in quality.items() if value == top)

    def best(self, state: State) -> Judged:
        """The best available line: by the leading rubric, then the others, then the order of the file."""
        return max(self.judge(state).values(), key=self.quality)

    def cost(self, state: State, choice: str) -> float:
        """Weighted points on the leading rubric that ``choice`` stayed below the best line there was, >= 0.

        Where criteria pull apart no line is best on all of them; the best line there is costs nothing all the same.
        """
        table = self.judge(state)
        best = max(self.quality(line)[0] for line in table.values())
        return round(best - self.quality(table[choice])[0], 9)


def _packed(number: int, got: int, stake: int) -> int:
    return (got | stake << _FIELD | 1 << 2 * _FIELD) << number * _WIDTH
