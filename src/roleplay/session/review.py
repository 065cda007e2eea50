"""The debrief as facts: turn by turn what a line did, what it cost, and the best line there was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.engine.view import says
from roleplay.language.model import Choice, Ending, Meter, Move, MoveKind
from roleplay.language.text import Text
from roleplay.scoring import Evidence, Judged, Scorecard
from roleplay.session.attempt import Attempt


class MoveEffect(NamedTuple):
    """A move that a line made, with the points it gave on each criterion at stake there (ref -> points)."""

    move: Move
    points: Mapping[str, int]

    @property
    def good(self) -> bool:
        """Whether it counted for the line; where nothing was at stake, whether the move is a good one."""
        total = sum(self.points.values())
        return total > 0 if total else self.move.kind is MoveKind.GOOD


class Turn(NamedTuple):
    """One decision looked back on."""

    #: from 1
    number: int
    node: str
    heard: Text
    speaker: str
    choice: Choice
    moves: tuple[MoveEffect, ...]
    evidence: tuple[tuple[str, Evidence], ...]
    #: weighted points on the leading rubric below the best that could be said there, >= 0
    cost: float
    #: a better line, where there was one
    best: Choice | None
    best_moves: tuple[MoveEffect, ...]
    meters: Mapping[str, int]
    sure: int | None
    own_words: str | None
    guess: int | None


class Goal(NamedTuple):
    """An if-then goal: when about to make the one move, make the other. ``avoid`` may be missing."""

    turn: int
    avoid: Move | None
    instead: Move


class Debrief(NamedTuple):
    """Where an attempt was won and lost."""

    ending: Ending | None
    card: Scorecard
    turns: tuple[Turn, ...]
    #: meter -> its values from the first state to the last
    curves: tuple[tuple[Meter, tuple[int, ...]], ...]
    #: the number of the decision that cost most, if any cost anything
    costliest: int | None
    goal: Goal | None
    taken_back: int
    hints: int


def debrief(attempt: Attempt) -> Debrief:
    """Look back on an attempt, finished or not."""
    turns = tuple(_turn(attempt, number) for number in range(1, attempt.turn + 1))
    worst = max(turns, key=lambda turn: turn.cost, default=None)
    costliest = worst.number if worst is not None and worst.cost > 0 else None
    meters = attempt.bundle.scenario.meters.values()
    curves = tuple(
        (meter, tuple(state.meters[place] for state in attempt.states))
        for place, meter in enumerate(meters)
        if meter.shown
    )
    ending = attempt.state.place.ending
    goal = _goal(turns[costliest - 1]) if costliest else None
    return Debrief(ending, attempt.scorecard(), turns, curves, costliest, goal, attempt.taken_back, attempt.hints)


def coaching(attempt: Attempt) -> Turn:
    """The last decision looked back on, for guided play."""
    return _turn(attempt, attempt.turn)


def _turn(attempt: Attempt, number: int) -> Turn:
    before, after = attempt.states[number - 1], attempt.states[number]
    decision = attempt.decisions[number - 1]
    node = before.place.node
    heard = says(before)
    assert node is not None
    assert heard is not None
    choice = before.place.by_id[decision.choice].choice
    judge = attempt.judge
    judged = judge.judge(before)[decision.choice]
    best = judge.best(before)
    better = judge.quality(best) > judge.quality(judged)
    return Turn(
        number,
        node.id,
        heard,
        node.speaker,
        choice,
        _effects(attempt, judged),
        tuple((judge.measures[one.criterion].ref, one) for one in judged.evidence),
        judge.cost(before, decision.choice),
        before.place.by_id[best.choice].choice if better else None,
        _effects(attempt, best) if better else (),
        dict(zip(attempt.story.meters, after.meters, strict=True)),
        decision.sure,
        decision.own_words,
        decision.guess,
    )


def _effects(attempt: Attempt, judged: Judged) -> tuple[MoveEffect, ...]:
    found: list[MoveEffect] = []
    for name in judged.moves:
        points: dict[str, int] = {}
        for one in judged.evidence:
            measure = attempt.judge.measures[one.criterion]
            given = measure.criterion.points.get(name, 0)
            if given:
                points[measure.ref] = given
        found.append(MoveEffect(attempt.bundle.moves[name], points))
    return tuple(found)


def _goal(turn: Turn) -> Goal | None:
    """From the costliest turn: not this move, but the best one that could have stood there and was not made."""
    made = {one.move.id for one in turn.moves}
    poor = min((one for one in turn.moves if not one.good), key=lambda one: sum(one.points.values()), default=None)
    better = (one for one in turn.best_moves if one.good and one.move.id not in made)
    good = max(better, key=lambda one: sum(one.points.values()), default=None)
    return None if good is None else Goal(turn.number, poor.move if poor else None, good.move)
