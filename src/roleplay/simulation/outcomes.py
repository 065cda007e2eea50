"""The outcome of a play as the scorecard would give it, from one number added up over its decisions.

Thousands of plays produce only a few different sums per criterion, so the grade of each sum is computed once and
cached; only the mean and the gates remain to be computed for a play.
"""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.engine import Passage
from roleplay.scoring.judge import Judge, JudgedLine
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import CriterionScore, RubricScore, gates, grade_criteria, mean, scores
from roleplay.simulation.tally import PlayOutcome

#: Bits for counting decisions; more than any play needs.
_COUNT = 16


class Outcomes:
    """Outcomes of plays by their sums: a play adds up the `sums` of the lines chosen."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        # rubrics without a score that counts matter only for their critical moves, which are tracked separately
        gated = {ref.partition(".")[0] for ref in judge.story.scenario.pass_mark.thresholds}
        self._counting_judge = Judge(judge.story, [r for n, r in enumerate(judge.rubrics) if n == 0 or r.id in gated])
        self._critical = frozenset(move for rubric in judge.rubrics for move in rubric.critical)
        self._width = self._counting_judge.width
        self._graded: list[dict[int, CriterionScore]] = [{} for _ in self._counting_judge.measures]
        self._sums: dict[int, tuple[int, ...]] = {}
        self._known: dict[tuple[int, bool, Passage], PlayOutcome] = {}

    def sums(self, passage: Passage, table: Mapping[str, JudgedLine]) -> tuple[int, ...]:
        """What each available line of a node adds to the sum of a play; ``table`` is from `Judge.judge`."""
        sums = self._sums.get(id(table))  # the judge keeps its tables alive, so an id identifies a table
        if sums is None:
            counted = self._counting_judge.judge_moves(passage, {name: judged.moves for name, judged in table.items()})
            sums = self._sums[id(table)] = tuple(
                counted[name].packed
                | (not self._critical.isdisjoint(judged.moves)) << self._width
                | 1 << self._width + _COUNT
                for name, judged in table.items()
            )
        return sums

    def decisions(self, total: int) -> int:
        """The number of decisions in a play."""
        return total >> self._width + _COUNT

    def of(self, total: int, end: Passage) -> PlayOutcome:
        """The outcome of a play, from its sum and the passage at which it ended or was cut."""
        critical = bool(total >> self._width & (1 << _COUNT) - 1)
        key = (total & (1 << self._width) - 1, critical, end)  # the number of decisions does not matter
        outcome = self._known.get(key)
        if outcome is None:
            outcome = self._known[key] = self._judged(*key)
        return outcome

    def _judged(self, packed: int, critical: bool, end: Passage) -> PlayOutcome:
        grades = iter(self._grades(packed))
        rubrics: list[RubricScore] = []
        for rubric in self._counting_judge.rubrics:
            criteria = tuple(next(grades) for _ in rubric.criteria)
            rubrics.append(RubricScore(rubric, mean(criteria), criteria, ()))
        score = rubrics[0].score
        ending = end.id if end.ending else None
        mark = self.judge.story.scenario.pass_mark
        return PlayOutcome(
            score=None if score is None else percent(score),
            passed=not critical and all(gate.held for gate in gates(mark, scores(rubrics), (), ending)),
            ended_well=not critical and ending in mark.endings,
            ending=ending,
        )

    def _grades(self, packed: int) -> list[CriterionScore]:
        parts = self._counting_judge.parts(packed)
        try:
            return [known[part] for known, part in zip(self._graded, parts, strict=True)]
        except KeyError:
            computed = [score for criteria in grade_criteria(self._counting_judge, packed) for score in criteria]
            for known, part, score in zip(self._graded, parts, computed, strict=True):
                known[part] = score
            return computed
