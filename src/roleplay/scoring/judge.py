"""From the moves of a line to points: what was at stake in a decision, and what the line earned.

``p(a,c)`` is the sum of the points of criterion *c* over the moves of choice *a*, clamped to -3..3. Criterion *c* is at
stake in a state if it is due there (``assess``) and the best and worst ``p`` of the available choices differ. Such a
decision is an *opportunity* if something good could have been said (``best > 0``), else a *temptation*: the learner
could only avoid harm.

Zero points mean that nothing was done, not the worst available line. An opportunity earns ``p``; a temptation earns
nothing and costs ``best - p``. So leaving out what was due earns nothing, and resisting a temptation earns no credit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.engine import Passage, State, Story, legal, moves
from roleplay.scene.model import Criterion, Rubric

#: The most points (plus or minus) for a line on one criterion, so that piling up moves earns nothing.
MAX_POINTS = 3
#: Bits per field in a packed sum: enough for a walk of thousands of decisions.
_FIELD = 20
_MASK = (1 << _FIELD) - 1
_WIDTH = 5 * _FIELD
#: Added to the points earned at each decision, as packed fields cannot hold negative numbers.
_BIAS = 2 * MAX_POINTS


class Evidence(NamedTuple):
    """What a line did on one criterion at stake: its points, and the best and worst available."""

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
        """What the line adds to the criterion: its points; at a temptation, the harm done (0 or less)."""
        return self.points if self.opportunity else self.points - self.best

    @property
    def met(self) -> bool:
        """Whether the line did something for the criterion."""
        return self.points > 0

    @property
    def lost(self) -> int:
        """Points below the best available."""
        return self.best - self.points


class JudgedLine(NamedTuple):
    """One line judged in one state."""

    choice: str
    moves: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    #: the `Totals` of every criterion packed into one number; adding such numbers adds all the fields
    packed: int


class Measure(NamedTuple):
    """A criterion of one of the judge's rubrics; ``ref`` is ``rubric.criterion``."""

    ref: str
    rubric: Rubric
    criterion: Criterion


class Totals(NamedTuple):
    """Sums over an attempt for one criterion."""

    #: points earned, less the harm done; may be negative
    earned: int
    #: the most that could be earned
    due: int
    #: over temptations: points above the worst available line
    kept: int
    #: over temptations: points between the best line and the worst
    tempted: int
    #: number of decisions at which it was at stake
    decisions: int

    @property
    def score(self) -> float:
        """The share, 0 to 1, of the due points that were earned; if none were due, the share of harm avoided.

        The criterion must have been at stake at least once.
        """
        if self.due:
            return min(max(self.earned / self.due, 0.0), 1.0)
        return self.kept / self.tempted


class Judge:
    """Judges the decisions of one story by some rubrics. Independent of meters and endings."""

    def __init__(self, story: Story, rubrics: Sequence[Rubric]) -> None:
        self.story = story
        self.rubrics = tuple(rubrics)
        self.measures = tuple(Measure(f"{r.id}.{c.id}", r, c) for r in self.rubrics for c in r.criteria)
        self._due: dict[Passage, tuple[int, ...]] = {}
        #: tables by passage and available choices, for passages where no move depends on the state
        self._fixed: dict[Passage, dict[tuple[str, ...], Mapping[str, JudgedLine]]] = {}
        self._varying: dict[tuple[object, ...], Mapping[str, JudgedLine]] = {}
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

    def judge(self, state: State, available: tuple[str, ...] | None = None) -> Mapping[str, JudgedLine]:
        """Judge every available line of this state. Pass `legal(state)` as ``available`` if it is already known."""
        passage = state.passage
        if available is None:
            available = legal(state)
        tables = self._fixed.get(passage)
        if tables is not None:
            table = tables.get(available)
            if table is None:
                table = tables[available] = self.judge_moves(
                    passage, {name: passage.line(name).moves for name in available}
                )
            return table
        moves_by_line = {name: moves(state, passage.line(name)) for name in available}
        key = (passage.id, *moves_by_line.items())
        table = self._varying.get(key)
        if table is None:
            table = self._varying[key] = self.judge_moves(passage, moves_by_line)
        return table

    def judge_moves(self, passage: Passage, moves_by_line: Mapping[str, tuple[str, ...]]) -> Mapping[str, JudgedLine]:
        """Judge the available lines of a node by the moves that each of them makes (choice -> moves)."""
        due = self._due[passage]
        points = {
            name: [self.points(number, line_moves) for number in due] for name, line_moves in moves_by_line.items()
        }
        judged: dict[str, JudgedLine] = {}
        for name, line_moves in moves_by_line.items():
            evidence: list[Evidence] = []
            packed = 0
            for column_index, number in enumerate(due):
                column = [row[column_index] for row in points.values()]
                best, worst, points_earned = max(column), min(column), points[name][column_index]
                if best > worst:
                    evidence.append(Evidence(number, points_earned, best, worst))
                    packed |= _packed(evidence[-1])
            judged[name] = JudgedLine(name, line_moves, tuple(evidence), packed)
        return judged

    def points(self, number: int, line_moves: Iterable[str]) -> int:
        """``p(a,c)``: the points that these moves earn on a criterion, -3 to 3."""
        points = self.measures[number].criterion.points
        return max(-MAX_POINTS, min(MAX_POINTS, sum(points.get(move, 0) for move in line_moves)))

    def missed(self, state: State) -> int:
        """What a decision adds to a sum of `JudgedLine.packed` if nothing was said: nothing earned, nothing kept."""
        any_line = next(iter(self.judge(state).values()))  # the same criteria are at stake for every line
        return sum(_fields(evidence, earned=0, kept=0) for evidence in any_line.evidence)

    @property
    def width(self) -> int:
        """The number of bits in a sum of `JudgedLine.packed`."""
        return _WIDTH * len(self.measures)

    def parts(self, packed: int) -> list[int]:
        """Split a sum of `JudgedLine.packed` over an attempt by criterion; each part is still packed."""
        return [packed >> number * _WIDTH & (1 << _WIDTH) - 1 for number in range(len(self.measures))]

    def totals(self, packed: int) -> list[Totals]:
        """Unpack a sum of `JudgedLine.packed` over an attempt into the totals of each criterion."""
        totals: list[Totals] = []
        for part in self.parts(packed):
            earned, due, kept, tempted, decisions = (part >> n * _FIELD & _MASK for n in range(5))
            totals.append(Totals(earned - _BIAS * decisions, due, kept, tempted, decisions))
        return totals

    def quality(self, judged: JudgedLine) -> tuple[float, float]:
        """How good a line is in its state: weighted points on the leading rubric, then on the others."""
        lead = other = 0.0
        for evidence in judged.evidence:
            measure = self.measures[evidence.criterion]
            value = measure.criterion.weight * evidence.points
            if measure.rubric is self.rubrics[0]:
                lead += value
            else:
                other += value
        return round(lead, 9), round(other, 9)  # rounding errors must not decide between lines

    def best_choices(self, state: State) -> frozenset[str]:
        """The available lines that no other beats, by the leading rubric, then the others."""
        quality = {choice: self.quality(judged) for choice, judged in self.judge(state).items()}
        top = max(quality.values(), default=None)
        return frozenset(choice for choice, value in quality.items() if value == top)

    def best(self, state: State) -> JudgedLine:
        """The best available line: by the leading rubric, then the others, then the order of the file."""
        return max(self.judge(state).values(), key=self.quality)

    def cost(self, state: State, choice: str) -> float:
        """By how many weighted points on the leading rubric ``choice`` falls short of the best available line, >= 0.

        If criteria conflict, no line is best on all of them; the best line overall still costs nothing.
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
