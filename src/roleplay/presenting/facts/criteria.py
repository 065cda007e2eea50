"""The criteria in words: the score, and the lines of the learner that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import list_of, signed
from roleplay.scoring.judge import Evidence
from roleplay.scoring.percent import percent, whole_percent
from roleplay.scoring.scorecard import CriterionScore, RubricScore
from roleplay.session import Attempt
from roleplay.session.review import Debrief, MoveEffect, Turn


class EvidenceFact(NamedTuple):
    """A line of the learner's that earned or lost on a criterion: its turn, and what it did in words."""

    turn: int
    points: int
    text: str

    @property
    def sign(self) -> int:
        """1 where it earned, -1 where it lost, 0 where its moves cancelled one another out."""
        return (self.points > 0) - (self.points < 0)


class CriterionFact(NamedTuple):
    """One criterion. ``share`` (0 to 1) and ``level`` are ``None`` when it was not assessed, which ``score`` says."""

    name: str
    share: float | None
    score: str
    level: int | None
    level_word: str
    #: the learner's own lines that earned or lost it
    evidence: tuple[EvidenceFact, ...]
    #: where it was due and nothing came, how clear it was kept, or why it was not assessed; may be empty
    note: str
    #: what the next level looks like; empty at the highest and where nothing was assessed
    target: str
    about: str


class RubricFact(NamedTuple):
    """One rubric: its own score, its criteria, and the order of its steps where there is something to say of it."""

    name: str
    share: float | None
    score: str
    criteria: tuple[CriterionFact, ...]
    order: str


def per_cent(share: float | None, words: Catalogue) -> str:
    """A score in whole per cent, or that there is none."""
    return words("debrief.not_assessed") if share is None else f"{whole_percent(percent(share))}%"


def rubric_fact(attempt: Attempt, rubric: RubricScore, result: Debrief, words: Catalogue) -> RubricFact:
    """A rubric over an attempt, in words."""
    return RubricFact(
        rubric.rubric.name.get(words.language),
        rubric.score,
        per_cent(rubric.score, words),
        tuple(_criterion(attempt, criterion, result, words) for criterion in rubric.criteria),
        _order(rubric, result, words),
    )


def _order(rubric: RubricScore, result: Debrief, words: Catalogue) -> str:
    """What there is to say of the order of steps: only where another than the intended one was the learner's doing."""
    met = next((order.met for order in result.misordered if order.rubric == rubric.rubric.id), ())
    if not met:
        return ""
    names = {criterion.id: criterion.name.get(words.language) for criterion in rubric.rubric.criteria}
    arrow = words("debrief.arrow")
    order = arrow.join(words("debrief.step", name=names[criterion], turn=turn) for criterion, turn in met)
    return words("debrief.order_other", met=order, intended=arrow.join(names[step.criterion] for step in rubric.order))


def _criterion(attempt: Attempt, criterion: CriterionScore, result: Debrief, words: Catalogue) -> CriterionFact:
    language, grade = words.language, criterion.level
    at_stake = [(turn, evidence) for turn in result.turns for ref, evidence in turn.evidence if ref == criterion.ref]
    target = ""
    if grade is not None and grade < len(criterion.criterion.levels) - 1:
        anchor = criterion.criterion.levels[grade + 1].get(language)
        target = words("debrief.next_level", level=grade + 1, anchor=anchor)
    return CriterionFact(
        name=criterion.criterion.name.get(language),
        share=criterion.score,
        score=per_cent(criterion.score, words),
        level=grade,
        level_word="" if grade is None else words("debrief.level", level=grade),
        evidence=tuple(
            _evidence(turn, evidence.points, criterion.ref, words)
            for turn, evidence in at_stake
            if _touching(turn, criterion.ref)
        ),
        note=_criterion_note(criterion, at_stake, words),
        target=target,
        about=criterion.criterion.about.get(language),
    )


def _touching(turn: Turn, ref: str) -> list[MoveEffect]:
    """The moves of a turn that count on a criterion, for it or against it."""
    return [effect for effect in turn.moves if effect.points.get(ref)]


def _evidence(turn: Turn, points: int, ref: str, words: Catalogue) -> EvidenceFact:
    """The moves that made a line's points on a criterion; all of them where they cancel one another out."""
    effects = [effect for effect in _touching(turn, ref) if not points or effect.points[ref] * points > 0]
    moves = list_of(words, (effect.move.name.get(words.language) for effect in effects))
    text = words("debrief.evidence", turn=turn.number, moves=moves, points=signed(points))
    return EvidenceFact(turn.number, points, text)


def _criterion_note(criterion: CriterionScore, at_stake: Sequence[tuple[Turn, Evidence]], words: Catalogue) -> str:
    """What there is to say beside the evidence."""
    if criterion.score is None:
        return words("debrief.not_assessed_why")
    if criterion.only_tempted:
        clear = sum(evidence.points == evidence.best for _, evidence in at_stake)
        return words("debrief.kept_clear", clear=clear, count=len(at_stake))
    missed = [
        str(turn.number) for turn, evidence in at_stake if evidence.opportunity and not _touching(turn, criterion.ref)
    ]
    return words("debrief.missed", turns=list_of(words, missed)) if missed else ""
