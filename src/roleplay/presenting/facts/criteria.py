"""The criteria in words: the score, and the learner's lines that it is based on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import list_of, signed
from roleplay.scoring.judge import MAX_POINTS, Evidence
from roleplay.scoring.percent import percent, whole_percent
from roleplay.scoring.scorecard import CriterionScore, RubricScore
from roleplay.session.review import Debrief, Misstep, MoveEffect, Turn


class EvidenceFact(NamedTuple):
    """A line of the learner's that earned or lost points on a criterion: its turn, and what it did, in words."""

    turn: int
    points: int
    text: str

    @property
    def sign(self) -> int:
        """1 if it earned points, -1 if it lost some, 0 if its moves cancelled each other out."""
        return (self.points > 0) - (self.points < 0)


class CriterionFact(NamedTuple):
    """A criterion that was assessed. ``share`` (0 to 1) and ``level`` are ``None`` if there was only harm to avoid;
    ``score`` then says how often that succeeded.
    """

    name: str
    share: float | None
    score: str
    level: int | None
    level_word: str
    #: the learner's own lines that earned or lost it
    evidence: tuple[EvidenceFact, ...]
    #: the turns in which points were missed, and why nothing is left of what was earned; may be empty
    notes: tuple[str, ...]
    #: what the highest level looks like; empty if it was reached or nothing was lost
    target: str
    about: str


class RubricFact(NamedTuple):
    """A rubric: its own score, its criteria, and remarks on the order of its steps, if any."""

    name: str
    share: float | None
    score: str
    #: those that were assessed
    criteria: tuple[CriterionFact, ...]
    #: names the criteria that were not assessed; empty if all or none of them were
    unassessed: str
    #: a sentence for each step taken too late, naming the later steps that came before it
    order: tuple[str, ...]


def score_text(share: float | None, words: Catalogue) -> str:
    """A score in whole per cent, or the words for "not assessed" if it is ``None``."""
    return words("debrief.not_assessed") if share is None else f"{whole_percent(percent(share))}%"


def turns_text(numbers: Iterable[int], words: Catalogue) -> str:
    """Turn numbers in one phrase: "turns 1, 4 and 10"."""
    *first, last = map(str, numbers)
    if not first:
        return words("debrief.turn", turn=last)
    return words("debrief.turns_of", first=list_of(words, first), last=last)


def rubric_fact(rubric: RubricScore, result: Debrief, words: Catalogue) -> RubricFact:
    """The score of a rubric in words."""
    assessed = [criterion for criterion in rubric.criteria if criterion.score is not None]
    others = [c.criterion.name.get(words.language) for c in rubric.criteria if c.score is None]
    return RubricFact(
        name=rubric.rubric.name.get(words.language),
        share=rubric.score,
        score=_rubric_score(rubric, assessed, result, words),
        criteria=tuple(_criterion(criterion, result, words) for criterion in assessed),
        unassessed=words("debrief.unassessed", names=list_of(words, others)) if assessed and others else "",
        order=_order(rubric, result, words),
    )


def _rubric_score(rubric: RubricScore, assessed: Sequence[CriterionScore], result: Debrief, words: Catalogue) -> str:
    if assessed and all(criterion.only_tempted for criterion in assessed):
        return _kept_clear([item for c in assessed for _, item in _at_stake(c, result)], words)
    score, count = score_text(rubric.score, words), len(rubric.criteria)
    if not assessed or len(assessed) == count:
        return score
    return words("debrief.parts_assessed", score=score, parts=len(assessed), count=count)


def _kept_clear(items: Sequence[Evidence], words: Catalogue) -> str:
    """In how many of the turns that offered only harm the learner avoided all that could be avoided."""
    clear = sum(item.points == item.best for item in items)
    return words("debrief.kept_clear", clear=clear, count=len(items))


def _at_stake(criterion: CriterionScore, result: Debrief) -> list[tuple[Turn, Evidence]]:
    return [(turn, item) for turn in result.turns for ref, item in turn.evidence if ref == criterion.ref]


def _order(rubric: RubricScore, result: Debrief, words: Catalogue) -> tuple[str, ...]:
    """Remarks on the order of steps, only where the learner caused the deviation."""
    names = {criterion.id: criterion.name.get(words.language) for criterion in rubric.rubric.criteria}
    return tuple(_misstep(misstep, names, words) for misstep in result.missteps.get(rubric.rubric.id, ()))


def _misstep(misstep: Misstep, names: Mapping[str, str], words: Catalogue) -> str:
    ahead = [words("debrief.step_met", name=names[step], turn=turn) for step, turn in misstep.ahead]
    kind = "other" if misstep.due is None else "due"
    return words(
        f"debrief.order_{kind}_several" if len(ahead) > 1 else f"debrief.order_{kind}",
        ahead=_joined(ahead, words),
        name=names[misstep.step],
        step=words("debrief.step_met", name=names[misstep.step], turn=misstep.turn),
        due=misstep.due,
    )


def _joined(parts: Sequence[str], words: Catalogue) -> str:
    """A list as a sentence has it: "a, b and c"."""
    *first, last = parts
    return words("debrief.several", first=list_of(words, first), last=last) if first else last


def _criterion(criterion: CriterionScore, result: Debrief, words: Catalogue) -> CriterionFact:
    language, level, only_harm = words.language, criterion.level, criterion.only_tempted
    at_stake = _at_stake(criterion, result)
    best = len(criterion.criterion.levels) - 1
    target = ""
    if level is not None and level < best and any(item.lost for _, item in at_stake):
        target = words("debrief.target", anchor=criterion.criterion.levels[best].get(language))
    due = [turn.number for turn, item in at_stake if item.opportunity and item.points <= 0]
    notes = [words("debrief.missed", turns=turns_text(due, words))] if due else []
    if not only_harm and criterion.score == 0:
        notes += _outweighed(at_stake, criterion.ref, words)
    return CriterionFact(
        name=criterion.criterion.name.get(language),
        share=None if only_harm else criterion.score,
        score=_kept_clear([item for _, item in at_stake], words) if only_harm else score_text(criterion.score, words),
        level=None if only_harm else level,
        level_word="" if only_harm else words("debrief.level", level=level),
        evidence=tuple(
            _evidence(turn, evidence.points, criterion.ref, words)
            for turn, evidence in at_stake
            if _scoring_moves(turn, criterion.ref)
        ),
        notes=tuple(notes),
        target=target,
        about=criterion.criterion.about.get(language),
    )


def _outweighed(at_stake: Sequence[tuple[Turn, Evidence]], ref: str, words: Catalogue) -> list[str]:
    """How many points were earned and then taken away; empty if none were earned."""
    earned = lost = 0
    for turn, item in at_stake:
        gains = min(_gains(turn, ref), MAX_POINTS)
        earned += gains
        lost += gains - (item.points if item.opportunity else item.points - item.best)
    return [words("debrief.outweighed", earned=earned, taken=lost)] if earned else []


def _gains(turn: Turn, ref: str) -> int:
    """The points of a line's good moves on a criterion, before harm is subtracted."""
    return sum(points for points in (effect.points[ref] for effect in _scoring_moves(turn, ref)) if points > 0)


def _scoring_moves(turn: Turn, ref: str) -> list[MoveEffect]:
    """The moves of a turn that count on a criterion, for it or against it."""
    return [effect for effect in turn.moves if effect.points.get(ref)]


def _evidence(turn: Turn, points: int, ref: str, words: Catalogue) -> EvidenceFact:
    """The moves behind a line's points on a criterion; if there are several, each with its own points."""
    scoring = [(effect.move.name.get(words.language), effect.points[ref]) for effect in _scoring_moves(turn, ref)]
    if len(scoring) == 1:
        key, moves = "debrief.evidence", scoring[0][0]
    else:
        key = "debrief.evidence_sum" if sum(given for _, given in scoring) == points else "debrief.evidence_most"
        moves = list_of(words, (f"{name} {signed(given)}" for name, given in scoring))
    return EvidenceFact(turn.number, points, words(key, turn=turn.number, moves=moves, points=signed(points)))
