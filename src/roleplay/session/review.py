"""The debrief as facts: turn by turn what a line did, what it cost, and the best line there was.

With the values of the explored story (`foresee`) a cost is the regret of a decision: how much the best that could still
become of the attempt fell by it. Without them it is only what the line stayed below the best one of that moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from roleplay.engine import step
from roleplay.engine.view import says
from roleplay.scene.model import Choice, Ending, Meter, Move, MoveKind
from roleplay.scene.text import Text
from roleplay.scoring import Evidence, Judged, Scorecard
from roleplay.session.attempt import Attempt

if TYPE_CHECKING:
    from roleplay.scoring.value import Values


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
    #: weighted points on the leading rubric, >= 0: the regret, or what it stayed below the best line there
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
    #: whether the costs are regrets
    exact: bool
    #: the number of the decision that cost most, if any cost anything
    costliest: int | None
    #: the best line from there to an ending, the better line of that turn first; empty unless the costs are regrets
    best_line: tuple[Choice, ...]
    best_ending: Ending | None
    #: the number of the decision after which the best ending was out of reach, if there was one
    no_return: int | None
    goal: Goal | None
    taken_back: int
    hints: int


def foresee(attempt: Attempt) -> Values | None:
    """The values of all states of the attempt's story; ``None`` where there are too many to know them all.

    Takes from some milliseconds to some seconds, and holds for every attempt at the same story.
    """
    from roleplay.exploration import explore  # only the debrief needs them
    from roleplay.scoring.value import Values

    graph = explore(attempt.story)
    return None if graph.cut else Values(graph, attempt.judge)


def debrief(attempt: Attempt, values: Values | None = None) -> Debrief:
    """Look back on an attempt, finished or not; costs are regrets where ``values`` are given."""
    turns = tuple(_turn(attempt, number, values) for number in range(1, attempt.turn + 1))
    worst = max(turns, key=lambda turn: turn.cost, default=None)
    costliest = worst.number if worst is not None and worst.cost > 0 else None
    meters = attempt.bundle.scenario.meters.values()
    curves = tuple(
        (meter, tuple(state.meters[index] for state in attempt.states))
        for index, meter in enumerate(meters)
        if meter.shown
    )
    line, ending = _best_line(attempt, costliest, values)
    return Debrief(
        ending=attempt.state.place.ending,
        card=attempt.scorecard(),
        turns=turns,
        curves=curves,
        exact=values is not None,
        costliest=costliest,
        best_line=line,
        best_ending=ending,
        no_return=_no_return(attempt, values),
        goal=_goal(turns[costliest - 1]) if costliest else None,
        taken_back=attempt.taken_back,
        hints=attempt.hints,
    )


def _best_line(attempt: Attempt, turn: int | None, values: Values | None) -> tuple[tuple[Choice, ...], Ending | None]:
    """The best line from a turn on, and the ending it leads to."""
    if turn is None or values is None:
        return (), None
    state = attempt.states[turn - 1]
    line: list[Choice] = []
    for name in values.best_line(state):
        line.append(state.choice(name))
        state = step(state, name)
    return tuple(line), state.place.ending


def _no_return(attempt: Attempt, values: Values | None) -> int | None:
    if values is None:
        return None
    reach = [values.reach(state) for state in attempt.states]
    return next((turn for turn, within in enumerate(reach) if within != reach[0]), None)


def coaching(attempt: Attempt) -> Turn:
    """The last decision looked back on, for guided play."""
    return _turn(attempt, attempt.turn)


def _turn(attempt: Attempt, number: int, values: Values | None = None) -> Turn:
    before, after = attempt.states[number - 1], attempt.states[number]
    decision = attempt.decisions[number - 1]
    node = before.place.node
    heard = says(before)
    assert node is not None
    assert heard is not None
    choice = before.choice(decision.choice)
    judge = attempt.judge
    judged = judge.judge(before)[decision.choice]
    if values is None:
        best = judge.best(before)
        cost, better = judge.cost(before, decision.choice), judge.quality(best) > judge.quality(judged)
    else:
        best = judge.judge(before)[values.best(before)]
        cost = values.regret(before, decision.choice)
        better = cost > 0 or judge.quality(best) > judge.quality(judged)
    return Turn(
        number=number,
        node=node.id,
        heard=heard,
        speaker=node.speaker,
        choice=choice,
        moves=_effects(attempt, judged),
        evidence=tuple((judge.measures[item.criterion].ref, item) for item in judged.evidence),
        cost=cost,
        best=before.choice(best.choice) if better else None,
        best_moves=_effects(attempt, best) if better else (),
        meters=dict(zip(attempt.story.meters, after.meters, strict=True)),
        sure=decision.sure,
        own_words=decision.own_words,
        guess=decision.guess,
    )


def _effects(attempt: Attempt, judged: Judged) -> tuple[MoveEffect, ...]:
    measures = [attempt.judge.measures[item.criterion] for item in judged.evidence]
    effects: list[MoveEffect] = []
    for name in judged.moves:
        points = {measure.ref: measure.criterion.points.get(name, 0) for measure in measures}
        effects.append(MoveEffect(attempt.bundle.moves[name], {ref: given for ref, given in points.items() if given}))
    return tuple(effects)


def _goal(turn: Turn) -> Goal | None:
    """From the costliest turn: not this move, but the best one that could have stood there and was not made."""

    def total(effect: MoveEffect) -> int:
        return sum(effect.points.values())

    made = {effect.move.id for effect in turn.moves}
    poor = min((effect for effect in turn.moves if not effect.good), key=total, default=None)
    better = (effect for effect in turn.best_moves if effect.good and effect.move.id not in made)
    good = max(better, key=total, default=None)
    return None if good is None else Goal(turn.number, poor.move if poor else None, good.move)
