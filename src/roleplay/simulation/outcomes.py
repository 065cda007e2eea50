"""What the scorecard says of a play, from one number: what is added up over its decisions.

A criterion comes to few sums over thousands of plays, so the grade of each sum is asked of the scorecard once and kept;
what is left for a play is the mean and the gates.
"""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.engine import Passage
from roleplay.scoring.judge import Judge, Judged
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import CriterionScore, RubricScore, gates, graded, mean, scores
from roleplay.simulation.tally import PlayOutcome

#: Bits in which decisions are counted; more than any play has.
_COUNT = 16


class Outcomes:
    """Outcomes of plays by their sums. Whoever plays adds up `sums` of the lines that he takes."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        # whatever rubric has no say in a score that counts only has critical moves, and those are told apart anyway
        gated = {ref.partition(".")[0] for ref in judge.story.scenario.pass_mark.thresholds}
        self._gauge = Judge(judge.story, [r for n, r in enumerate(judge.rubrics) if n == 0 or r.id in gated])
        self._critical = frozenset(move for rubric in judge.rubrics for move in rubric.critical)
        self._width = self._gauge.width
        self._graded: list[dict[int, CriterionScore]] = [{} for _ in self._gauge.measures]
        self._sums: dict[int, tuple[int, ...]] = {}
        self._known: dict[tuple[int, bool, Passage], PlayOutcome] = {}

    def sums(self, passage: Passage, table: Mapping[str, Judged]) -> tuple[int, ...]:
        """What each of the lines that can be said at a node adds to the sum of a play; ``table`` is `Judge.judge`'s."""
        sums = self._sums.get(id(table))  # the judge keeps its tables: the same id is the same table
        if sums is None:
            gauge = self._gauge.judge_moves(passage, {name: judged.moves for name, judged in table.items()})
            sums = self._sums[id(table)] = tuple(
                gauge[name].packed
                | (not self._critical.isdisjoint(judged.moves)) << self._width
                | 1 << self._width + _COUNT
                for name, judged in table.items()
            )
        return sums

    def decisions(self, total: int) -> int:
        """How many decisions a play had."""
        return total >> self._width + _COUNT

    def of(self, total: int, end: Passage) -> PlayOutcome:
        """The outcome of a play by its sum, and the passage at which it ended or was cut."""
        critical = bool(total >> self._width & (1 << _COUNT) - 1)
        key = (total & (1 << self._width) - 1, critical, end)  # how many decisions it took is all the same to it
        outcome = self._known.get(key)
        if outcome is None:
            outcome = self._known[key] = self._judged(*key)
        return outcome

    def _judged(self, packed: int, critical: bool, end: Passage) -> PlayOutcome:
        grades = iter(self._grades(packed))
        rubrics: list[RubricScore] = []
        for rubric in self._gauge.rubrics:
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
        parts = self._gauge.parts(packed)
        try:
            return [known[part] for known, part in zip(self._graded, parts, strict=True)]
        except KeyError:
            fresh = [score for criteria in graded(self._gauge, packed) for score in criteria]
            for known, part, score in zip(self._graded, parts, fresh, strict=True):
                known[part] = score
            return fresh
