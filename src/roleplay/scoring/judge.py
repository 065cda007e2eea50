"""From the moves of a line to points: what was at stake in a decision, and what the line made of it.

``p(a,c)`` is the sum of the points of criterion *c* over the moves of choice *a*, clamped to -3..3. Over the choices
available in a state, *c* is at stake when the best differs from the worst and it is due at that moment (``assess``).
A decision at stake is an *opportunity* where something good could have been said (``best > 0``), else a *temptation*:
all one could do was not to do harm.

The zero is that nothing was done, never the worst there was. An opportunity earns ``p``; a temptation earns nothing
and costs ``best - p``, so that leaving out what was due is worth nothing and a temptation resisted is no merit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.engine import Passage, State, Story, legal, moves
from roleplay.scene.model import Criterion, Rubric

#: No line gets more or less than this on one criterion: piling up moves earns nothing.
MOST = 3
#: Bits of a field in a packed sum; a walk of thousands of decisions fits.
_FIELD = 20
_MASK = (1 << _FIELD) - 1
_WIDTH = 5 * _FIELD
#: What is earned at a decision is at least the negative of this; packed fields hold no negative numbers.
_BIAS = 2 * MOST


class Evidence(NamedTuple):
    """What a line did on one criterion that was at stake: its points, and the best and worst there were."""

    criterion: int
    points: int
    best: int
    worst: int

    @property
    def opportunity(self) -> bool:
        """Whether something good could have been said; else it was only a temptation."""
        return self.best > 0

    @property
    def earned(self) -> int:
        """What the line adds to the criterion: its points, or at a temptation the harm it did, 0 or less."""
        return self.points if self.opportunity else self.points - self.best

    @property
    def met(self) -> bool:
        """Whether the line did something for the criterion."""
        return self.points > 0

    @property
    def lost(self) -> int:
        """Points below the best available."""
        return self.best - self.points


class Judged(NamedTuple):
    """One line judged in one state."""

    choice: str
    moves: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    #: the `Totals` of every criterion in one number: adding such numbers adds all the fields
    packed: int


class Measure(NamedTuple):
    """A criterion within the judge's list."""

    ref: str
    rubric: Rubric
    criterion: Criterion


class Totals(NamedTuple):
    """Sums over an attempt for one criterion."""

    #: points earned, less the harm done; may be negative
    earned: int
    #: the most that could be earned
    due: int
    #: over temptations: points above the worst line there was
    kept: int
    #: over temptations: points between the best line and the worst
    tempted: int
    #: decisions at which it was at stake
    decisions: int

    @property
    def score(self) -> float:
        """The share, 0 to 1, of what was due that was earned; where nothing was ever due, how clear it was kept.

        The criterion must have been at stake.
        """
        if self.due:
            return min(max(self.earned / self.due, 0.0), 1.0)
        return self.kept / self.tempted


class Judge:
    """Judges the decisions of one story by some rubrics. Knows nothing of meters or endings."""

    def __init__(self, story: Story, rubrics: Sequence[Rubric]) -> None:
        self.story = story
        self.rubrics = tuple(rubrics)
        self.measures = tuple(Measure(f"{r.id}.{c.id}", r, c) for r in self.rubrics for c in r.criteria)
        self._due: dict[Passage, tuple[int, ...]] = {}
        #: tables by the place and what can be said there, where no move depends on the state
        self._fixed: dict[Passage, dict[tuple[str, ...], Mapping[str, Judged]]] = {}
        self._varying: dict[tuple[object, ...], Mapping[str, Judged]] = {}
        own = set(story.scenario.rubrics)
        for passage in story.passages.values():
            node = passage.node
            if node is None:
                continue
            self._due[passage] = tuple(
                number
                for number, measure in enumerate(self.measures)
                if node.assess is None or measure.rubric.id not in own or measure.ref in node.assess
            )
            if not any(line.conditional for line in passage.lines):
                self._fixed[passage] = {}

    def judge(self, state: State, able: tuple[str, ...] | None = None) -> Mapping[str, Judged]:
        """Every available line of this state, judged. ``able`` is `legal(state)` where it is known already."""
        passage = state.passage
        if able is None:
            able = legal(state)
        tables = self._fixed.get(passage)
        if tables is not None:
            table = tables.get(able)
            if table is None:
                table = tables[able] = self.judge_moves(passage, {name: passage.line(name).moves for name in able})
            return table
        made = {name: moves(state, passage.line(name)) for name in able}
        key = (passage.id, *made.items())
        table = self._varying.get(key)
        if table is None:
            table = self._varying[key] = self.judge_moves(passage, made)
        return table

    def judge_moves(self, passage: Passage, made: Mapping[str, tuple[str, ...]]) -> Mapping[str, Judged]:
        """The available lines of a node, judged by the moves that each of them makes (choice -> its moves)."""
        due = self._due[passage]
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
                    packed |= _packed(evidence[-1])
            judged[name] = Judged(name, did, tuple(evidence), packed)
        return judged

    def points(self, number: int, made: Iterable[str]) -> int:
        """``p(a,c)``: the points that these moves earn on a criterion, -3 to 3."""
        points = self.measures[number].criterion.points
        return max(-MOST, min(MOST, sum(points.get(move, 0) for move in made)))

    def missed(self, state: State) -> int:
        """What a decision adds to a sum of `Judged.packed` where nothing was said: nothing earned, nothing kept."""
        any_line = next(iter(self.judge(state).values()))  # what is at stake is the same for all
        return sum(_fields(evidence, earned=0, kept=0) for evidence in any_line.evidence)

    @property
    def width(self) -> int:
        """The bits that a sum of `Judged.packed` takes."""
        return _WIDTH * len(self.measures)

    def parts(self, packed: int) -> list[int]:
        """The sum of `Judged.packed` over an attempt, the part of each criterion by itself but still packed."""
        return [packed >> number * _WIDTH & (1 << _WIDTH) - 1 for number in range(len(self.measures))]

    def totals(self, packed: int) -> list[Totals]:
        """The sum of `Judged.packed` over an attempt, taken apart by criterion."""
        totals: list[Totals] = []
        for part in self.parts(packed):
            earned, due, kept, tempted, decisions = (part >> n * _FIELD & _MASK for n in range(5))
            totals.append(Totals(earned - _BIAS * decisions, due, kept, tempted, decisions))
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


def _packed(evidence: Evidence) -> int:
    return _fields(evidence, earned=evidence.earned, kept=evidence.points - evidence.worst)


def _fields(evidence: Evidence, *, earned: int, kept: int) -> int:
    if evidence.opportunity:
        fields = (earned + _BIAS, evidence.best, 0, 0, 1)
    else:
        fields = (earned + _BIAS, 0, kept, evidence.best - evidence.worst, 1)
    packed = 0
    for field in reversed(fields):
        packed = packed << _FIELD | field
    return packed << evidence.criterion * _WIDTH
