"""The result of an attempt: scores, levels, order of steps, critical moves, and the gates that decide a pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from roleplay.engine import State
from roleplay.scene.model import Criterion, PassMark, Rubric
from roleplay.scoring.judge import Judge, JudgedLine, Totals
from roleplay.scoring.percent import level, percent


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion over an attempt. ``score`` (0 to 1) and ``level`` (0 to 3) are ``None`` if it was not assessed."""

    criterion: Criterion
    ref: str
    totals: Totals
    score: float | None
    level: int | None

    @property
    def only_tempted(self) -> bool:
        """Whether it was at stake only in temptations, so that the learner could do no more than avoid harm."""
        return self.totals.decisions > 0 and not self.totals.due


class StepMet(NamedTuple):
    """The decision (from 1) at which a criterion of an ordered rubric was first met; ``None`` if it never was."""

    criterion: str
    turn: int | None


class RubricScore(NamedTuple):
    """One rubric over an attempt. ``score`` is the weighted mean of its assessed criteria, 0 to 1, or ``None``."""

    rubric: Rubric
    score: float | None
    criteria: tuple[CriterionScore, ...]
    order: tuple[StepMet, ...]

    @property
    def in_order(self) -> bool:
        """Whether the steps that were met were first met in the intended order."""
        turns = [step.turn for step in self.order if step.turn is not None]
        return turns == sorted(turns)


class CriticalMove(NamedTuple):
    """A move that fails the attempt, and the decision (from 1) at which it was made."""

    move: str
    rubric: str
    turn: int


class GateKind(StrEnum):
    """What kind of requirement a gate is."""

    CRITICAL = "critical"
    THRESHOLD = "threshold"
    ENDING = "ending"


class Gate(NamedTuple):
    """One requirement for passing. ``wanted`` and ``found`` are percentages; ``found`` is ``None`` if not assessed."""

    kind: GateKind
    ref: str
    wanted: int | None
    found: float | None
    held: bool


class Scorecard(NamedTuple):
    """Everything the rubrics say about an attempt, and the gates it had to pass."""

    rubrics: tuple[RubricScore, ...]
    critical: tuple[CriticalMove, ...]
    gates: tuple[Gate, ...]

    @property
    def passed(self) -> bool:
        """Whether every gate held."""
        return all(gate.held for gate in self.gates)

    def score(self, ref: str) -> float | None:
        """The score, 0 to 1, of a rubric or of ``rubric.criterion``; ``None`` if not assessed or not judged."""
        return scores(self.rubrics).get(ref)


def scores(rubrics: Iterable[RubricScore]) -> Mapping[str, float | None]:
    """Every score by ``rubric`` and ``rubric.criterion``."""
    by_ref: dict[str, float | None] = {}
    for rubric in rubrics:
        by_ref[rubric.rubric.id] = rubric.score
        by_ref |= {criterion.ref: criterion.score for criterion in rubric.criteria}
    return by_ref


def scorecard(judge: Judge, states: Sequence[State], decisions: Sequence[str]) -> Scorecard:
    """Judge an attempt: ``states`` from the first one on, ``decisions[n]`` taken in ``states[n]``.

    An ending must have been reached, so an unfinished attempt never passes.
    """
    judged = [judge.judge(state)[choice] for state, choice in zip(states, decisions, strict=False)]
    rubrics = [
        RubricScore(rubric, mean(criteria), criteria, _order(judge, rubric, judged))
        for rubric, criteria in zip(
            judge.rubrics, grade_criteria(judge, sum(line.packed for line in judged)), strict=True
        )
    ]
    critical = tuple(
        CriticalMove(move, rubric.id, turn)
        for turn, line in enumerate(judged, 1)
        for move in line.moves
        for rubric in judge.rubrics
        if move in rubric.critical
    )
    end = states[len(decisions)].passage
    held = gates(judge.story.scenario.pass_mark, scores(rubrics), critical, end.id if end.ending else None)
    return Scorecard(tuple(rubrics), critical, held)


def grade_criteria(judge: Judge, packed: int) -> tuple[tuple[CriterionScore, ...], ...]:
    """The criteria of each rubric over some decisions: ``packed`` is the sum of their `JudgedLine.packed`."""
    totals = iter(judge.totals(packed))
    rubrics: list[tuple[CriterionScore, ...]] = []
    for rubric in judge.rubrics:
        criteria: list[CriterionScore] = []
        for criterion in rubric.criteria:
            total = next(totals)
            score = total.score if total.decisions >= max(rubric.minimum, 1) else None
            grade = None if score is None else level(score)
            criteria.append(CriterionScore(criterion, f"{rubric.id}.{criterion.id}", total, score, grade))
        rubrics.append(tuple(criteria))
    return tuple(rubrics)


def mean(criteria: Iterable[CriterionScore]) -> float | None:
    """The weighted mean, 0 to 1, of the criteria that were assessed; ``None`` if none were."""
    assessed = [(c.criterion.weight, c.score) for c in criteria if c.score is not None]
    weight = sum(w for w, _ in assessed)
    return sum(w * score for w, score in assessed) / weight if assessed else None


def _order(judge: Judge, rubric: Rubric, judged: Sequence[JudgedLine]) -> tuple[StepMet, ...]:
    steps: list[StepMet] = []
    for name in rubric.order:
        ref = f"{rubric.id}.{name}"
        turns = (
            turn
            for turn, line in enumerate(judged, 1)
            for evidence in line.evidence
            if judge.measures[evidence.criterion].ref == ref and evidence.met
        )
        steps.append(StepMet(name, next(turns, None)))
    return tuple(steps)


def gates(
    mark: PassMark, reached: Mapping[str, float | None], critical: Sequence[CriticalMove], ending: str | None
) -> tuple[Gate, ...]:
    """The requirements for passing: ``reached`` as from `scores`, ``ending`` the id of the ending reached, if any."""
    moves = list(dict.fromkeys(crossed.move for crossed in critical))
    requirements = [Gate(GateKind.CRITICAL, move, None, None, False) for move in moves]
    for ref, wanted in mark.thresholds.items():
        share = reached.get(ref)
        value = None if share is None else percent(share)
        requirements.append(Gate(GateKind.THRESHOLD, ref, wanted, value, value is not None and value >= wanted))
    requirements.append(Gate(GateKind.ENDING, ending or "", None, None, ending in mark.endings))
    return tuple(requirements)
