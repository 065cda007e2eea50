"""What a line did: its good and poor moves, the points by criterion, why, and a better line.

Also hints, and the reasons why a line cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from roleplay.engine.view import why_of
from roleplay.locales import Catalogue
from roleplay.presenting.facts.own_words import TypedLine, typed_line
from roleplay.presenting.facts.play import list_of, signed, speaker_name, step_word, story_text
from roleplay.scene.model import Choice
from roleplay.scoring.judge import Evidence
from roleplay.session import Attempt, Mode, thermometer_step
from roleplay.session.review import MoveEffect, Turn, coaching

# -- what a line did ---------------------------------------------------------


class MoveFact(NamedTuple):
    """A move that a line made: whether it is good, and its points ("Hear +2, Empathize +1") or why there are none."""

    good: bool
    name: str
    points: str


class PointFact(NamedTuple):
    """A criterion that was at stake: the points of the line, the most that any line could get, and both in words."""

    name: str
    points: int
    best: int
    text: str


class Coach(NamedTuple):
    """A decision reviewed. Texts may be empty; ``better`` is ``None`` if no line was better."""

    number: int
    heard_from: str
    heard: str
    said: str
    moves: tuple[MoveFact, ...]
    points: tuple[PointFact, ...]
    #: the red lines that were crossed, in a sentence; empty if none was
    crossed: str
    why: str
    better: str | None
    better_moves: tuple[MoveFact, ...]
    #: the criteria on which the better line is worse than the one said; may be empty
    gives_up: str
    better_why: str
    sure: str
    guess: str
    #: what the learner typed before the choices were shown; it is not scored, so it is shown last and apart
    own_words: TypedLine | None


def coach(attempt: Attempt, words: Catalogue) -> Coach:
    """The last decision reviewed, for guided play."""
    return coach_turn(attempt, coaching(attempt), words)


def coach_turn(attempt: Attempt, turn: Turn, words: Catalogue) -> Coach:
    """The decision of ``turn`` in words."""
    before = attempt.states[turn.number - 1]

    def why(choice: Choice | None) -> str:
        text = why_of(before, choice) if choice is not None else None
        return story_text(text, before, words) if text is not None else ""

    return Coach(
        number=turn.number,
        heard_from=speaker_name(attempt.bundle.scenario, turn.speaker, words.language),
        heard=story_text(turn.heard, before, words),
        said=story_text(turn.choice.say, before, words),
        moves=_moves(attempt, turn.moves, words),
        points=tuple(_point(attempt, turn, ref, evidence, words) for ref, evidence in turn.evidence),
        crossed=_crossed(attempt, turn, words),
        why=why(turn.choice),
        better=None if turn.best is None else story_text(turn.best.say, before, words),
        better_moves=_moves(attempt, turn.best_moves, words),
        gives_up=words("coach.gives_up", points=missing_points_text(attempt, turn.given_up, words))
        if turn.given_up
        else "",
        better_why=why(turn.best) if attempt.judge.rubrics[0].id in attempt.bundle.scenario.rubrics else "",
        sure="" if turn.sure is None else sure_word(turn.sure, words),
        guess=guess_text(attempt, turn, words),
        own_words=typed_line(attempt, turn.own_words, words, attempt.decisions[turn.number - 1].language),
    )


def criterion_name(attempt: Attempt, ref: str, language: str) -> str:
    """The name of ``rubric`` or ``rubric.criterion``; the reference itself if it is unknown.

    If two rubrics of the scene have a criterion of the same name, the rubric's name is put in front.
    """
    rubric_id, _, name = ref.partition(".")
    rubric = attempt.bundle.rubrics.get(rubric_id)
    if rubric is None:
        return ref
    criterion = rubric.criterion(name) if name else None
    if criterion is not None:
        own_name = criterion.name.get(language)
        others = (attempt.bundle.rubrics[id_] for id_ in attempt.bundle.scenario.rubrics if id_ != rubric_id)
        alike = any(
            own_name == criterion_beside.name.get(language)
            for other_rubric in others
            for criterion_beside in other_rubric.criteria
        )
        return f"{rubric.name.get(language)} · {own_name}" if alike else own_name
    return ref if name else rubric.name.get(language)


def missing_points_text(attempt: Attempt, below: Iterable[tuple[str, int]], words: Catalogue) -> str:
    """Criteria with the points lost on each: "Hear 2, Respect 1"."""
    return list_of(words, (f"{criterion_name(attempt, ref, words.language)} {points}" for ref, points in below))


def _moves(attempt: Attempt, effects: Iterable[MoveEffect], words: Catalogue) -> tuple[MoveFact, ...]:
    """The moves in words, good ones first."""
    facts = [
        MoveFact(effect.good, effect.move.name.get(words.language), _points_given(attempt, effect, words))
        for effect in effects
    ]
    return tuple(sorted(facts, key=lambda fact: not fact.good))


def _points_given(attempt: Attempt, effect: MoveEffect, words: Catalogue) -> str:
    if effect.points:
        points = effect.points.items()
        return list_of(words, (f"{criterion_name(attempt, ref, words.language)} {signed(p)}" for ref, p in points))
    scene_rubrics = attempt.bundle.scenario.rubrics
    fails = any(effect.move.id in attempt.bundle.rubrics[name].critical for name in scene_rubrics)
    return words("coach.red_line" if fails else "coach.not_counted")


def _point(attempt: Attempt, turn: Turn, ref: str, evidence: Evidence, words: Catalogue) -> PointFact:
    name = criterion_name(attempt, ref, words.language)
    if evidence.opportunity:
        key = "coach.point" if evidence.points >= 0 else "coach.point_lost"
    elif evidence.points < evidence.best:  # nothing to earn here, only harm to avoid
        key = "coach.harm"
    elif evidence.best:
        key = "coach.least_harm"
    else:  # harm that another move of the line made up for is not "kept clear"
        harmed = any(effect.points.get(ref, 0) < 0 for effect in turn.moves)
        key = "coach.evened_out" if harmed else "coach.kept_clear"
    text = words(key, criterion=name, points=signed(evidence.points), best=evidence.best)
    return PointFact(name, evidence.points, evidence.best, text)


def _crossed(attempt: Attempt, turn: Turn, words: Catalogue) -> str:
    """The moves that fail the attempt; if none, those critical in the rubric through which it is debriefed."""
    names = {effect.move.id: effect.move.name.get(words.language) for effect in turn.moves}
    scene_rubrics = [attempt.bundle.rubrics[name] for name in attempt.bundle.scenario.rubrics]
    fails = [name for move, name in names.items() if any(move in rubric.critical for rubric in scene_rubrics)]
    if fails:
        return words("turn.crossed", moves=list_of(words, fails))
    lens = attempt.judge.rubrics[0]
    forbidden = [name for move, name in names.items() if move in lens.critical]
    if not forbidden:
        return ""
    return words("lens.crossed", moves=list_of(words, forbidden), rubric=lens.name.get(words.language))


def sure_word(sure: int, words: Catalogue) -> str:
    """How sure the learner was, 1 to 3, in words."""
    return words(f"play.sure.level{sure}")


def guess_text(attempt: Attempt, turn: Turn, words: Catalogue) -> str:
    """The guess beside what the meter really read then; empty if nothing was guessed."""
    meter = attempt.guessed_meter
    if turn.guess is None or meter is None:
        return ""
    actual = thermometer_step(attempt.states[turn.number - 1].meter(meter.id))
    key = "turn.guess_right" if actual == turn.guess else "turn.guess_wrong"
    guess, truth = step_word(meter, turn.guess, words), step_word(meter, actual, words)
    return words(key, meter=meter.name.get(words.language), guess=guess, truth=truth)


# -- hints and taking back ---------------------------------------------------


class Hint(NamedTuple):
    """A move worth making now: its name and what it is, never the line that makes it."""

    name: str
    about: str

    def text(self, words: Catalogue) -> str:
        """Name and description in one sentence."""
        return words("play.hint", name=self.name, about=self.about)


def hint(attempt: Attempt, words: Catalogue, move: str) -> Hint:
    """``move`` (from `Attempt.hint`) in words."""
    known_move = attempt.bundle.moves[move]
    return Hint(known_move.name.get(words.language), known_move.about.get(words.language))


def why_no_hint(attempt: Attempt, words: Catalogue) -> str | None:
    """Why there is no hint now; ``None`` if there is one."""
    if attempt.may_hint:
        return None
    if attempt.over:
        return words("play.no_hint.over")
    if attempt.stuck:
        return words("play.no_hint.stuck")
    return words("play.no_hint.exam" if attempt.setup.mode is Mode.EXAM else "play.no_hint.sketch")


def why_no_take_back(attempt: Attempt, words: Catalogue) -> str | None:
    """Why the last line cannot be taken back; ``None`` if it can."""
    if attempt.may_take_back:
        return None
    if attempt.setup.mode is Mode.EXAM:
        return words("play.no_take_back.exam")
    if attempt.over:
        return words("play.no_take_back.over")
    if not attempt.decisions:
        return words("play.no_take_back.first")
    return words("play.no_take_back.once")
