"""The debrief as facts: turn by turn, what a line did, what it cost, and the best line available.

With the values of the explored story (`foresee`), a cost is the regret of a decision: how much it lowered the best
result still possible. Without them, it is only how far the line was below the best line of that turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from roleplay.engine import legal, step
from roleplay.engine.view import says
from roleplay.scene.model import Choice, Ending, Meter, Move, MoveKind, Outcome
from roleplay.scene.text import Text
from roleplay.scoring.judge import Evidence, JudgedLine
from roleplay.scoring.scorecard import RubricScore, Scorecard
from roleplay.session.attempt import Attempt

if TYPE_CHECKING:
    from roleplay.scoring.value import Values


class MoveEffect(NamedTuple):
    """A move made by a line, with the points it gave on each criterion at stake there (ref -> points)."""

    move: Move
    points: Mapping[str, int]

    @property
    def total(self) -> int:
        """Its points on all criteria at stake."""
        return sum(self.points.values())

    @property
    def good(self) -> bool:
        """Whether it scored in the line's favour; if nothing was at stake, whether the move is a good one."""
        return self.total > 0 if self.total else self.move.kind is MoveKind.GOOD


class Turn(NamedTuple):
    """One decision, debriefed."""

    #: from 1
    number: int
    node: str
    heard: Text
    speaker: str
    choice: Choice
    moves: tuple[MoveEffect, ...]
    evidence: tuple[tuple[str, Evidence], ...]
    #: weighted points on the leading rubric, >= 0: the regret, or how far the line was below the best one there
    cost: float
    #: the part of ``cost`` lost in this turn itself, against its best line; the rest lies in what the line led to
    local_cost: float
    #: a better line, if there was one
    best: Choice | None
    best_moves: tuple[MoveEffect, ...]
    #: the criteria on which that better line is worse, and by how many points (ref, points)
    given_up: tuple[tuple[str, int], ...]
    meters: Mapping[str, int]
    sure: int | None
    own_words: str | None
    guess: int | None

    @property
    def shortfalls(self) -> tuple[tuple[str, int], ...]:
        """The criteria at stake on which the line missed the maximum, and by how many points (ref, points)."""
        return tuple((ref, item.lost) for ref, item in self.evidence if item.lost)


class Goal(NamedTuple):
    """An if-then goal: when about to make ``avoid``, make ``instead``. ``avoid`` is ``None`` if no move was poor."""

    turn: int
    #: every turn the goal is based on, including ``turn``; not all of their better lines need make ``instead``
    turns: tuple[int, ...]
    avoid: Move | None
    instead: Move


class Misstep(NamedTuple):
    """A step of a rubric met after steps it should precede, through this learner's own doing."""

    #: the criterion met too late, and the turn (from 1) in which it was first met
    step: str
    turn: int
    #: every criterion met before it that should follow it, with its turn, in the order met
    ahead: tuple[tuple[str, int], ...]
    #: a turn, no later than the last of those, in which the step could have been taken; ``None`` if there was none
    due: int | None


class Debrief(NamedTuple):
    """A debrief: where an attempt was won and lost."""

    ending: Ending | None
    card: Scorecard
    turns: tuple[Turn, ...]
    #: meter -> its values from the first state to the last
    curves: tuple[tuple[Meter, tuple[int, ...]], ...]
    #: whether the costs are regrets
    exact: bool
    #: the number of the (first) decision that cost most, if any cost anything
    costliest: int | None
    #: the numbers of all decisions that cost the same maximum
    tied: tuple[int, ...]
    #: the number of the costliest decision that crossed a red line
    crossed: int | None
    #: the number of the decision that put the best ending reachable at the start out of reach, if any did
    no_return: int | None
    #: the best outcome reachable at the start, and until ``no_return``
    best_reachable: Outcome | None
    #: the line that would have kept it reachable there
    saving_line: Choice | None
    #: by rubric, the steps met out of order although the scene's best line keeps the order
    missteps: Mapping[str, tuple[Misstep, ...]]
    goal: Goal | None
    taken_back: int
    hints: int

    @property
    def most_important(self) -> int | None:
        """The number of the decision that mattered most: the costliest that crossed a red line, else the costliest of
        all.
        """
        return self.costliest if self.crossed is None else self.crossed


def foresee(attempt: Attempt, known: Values | None = None) -> Values | None:
    """The values of all states of the attempt's story; ``None`` if there are too many states to explore.

    Takes from some milliseconds to some seconds, and is valid for every attempt at the same story viewed through the
    same rubrics. ``known`` are the values by other rubrics, so that the story need not be explored again.
    """
    from roleplay.exploration import explore  # imported late: only the debrief needs them
    from roleplay.scoring.value import Values

    graph = explore(attempt.story) if known is None else known.graph
    return None if graph.cut else Values(graph, attempt.judge)


def debrief(attempt: Attempt, values: Values | None = None) -> Debrief:
    """Debrief an attempt, finished or not; costs are regrets if ``values`` are given."""
    turns = tuple(_turn(attempt, number, values) for number in range(1, attempt.turn + 1))
    worst = max(turns, key=lambda turn: turn.cost, default=None)
    costliest = worst.number if worst is not None and worst.cost > 0 else None
    meters = attempt.bundle.scenario.meters.values()
    curves = tuple(
        (meter, tuple(state.meters[index] for state in attempt.states))
        for index, meter in enumerate(meters)
        if meter.shown
    )
    card = attempt.scorecard()
    critical = sorted({item.turn for item in card.critical})
    crossed = max(critical, key=lambda number: turns[number - 1].cost, default=None)
    no_return = _no_return(attempt, values)
    return Debrief(
        ending=attempt.state.passage.ending,
        card=card,
        turns=turns,
        curves=curves,
        exact=values is not None,
        costliest=costliest,
        tied=() if worst is None or not worst.cost else tuple(t.number for t in turns if t.cost == worst.cost),
        crossed=crossed,
        no_return=no_return,
        best_reachable=None if values is None else values.best_outcome(attempt.states[0]),
        saving_line=None if no_return is None else _saving_line(attempt, no_return, values),
        missteps=_missteps(attempt, card, turns, values),
        goal=_goal(attempt, turns, card, crossed),
        taken_back=attempt.taken_back,
        hints=attempt.hints,
    )


def _no_return(attempt: Attempt, values: Values | None) -> int | None:
    if values is None:
        return None
    reach = [values.best_outcome(state) for state in attempt.states]
    return next((turn for turn, within in enumerate(reach) if within != reach[0]), None)


def _saving_line(attempt: Attempt, turn: int, values: Values | None) -> Choice | None:
    """The best of the lines with which the best ending was still reachable after ``turn``.

    Of equals, the one the turn itself shows as better: two different answers for one turn would look like a
    contradiction.
    """
    if values is None:
        return None
    state = attempt.states[turn - 1]
    reach, better = values.best_outcome(state), values.best(state)
    keeping = [name for name in legal(state) if values.best_outcome(step(state, name)) == reach]
    return state.choice(min(keeping, key=lambda name: (values.regret(state, name), name != better)))


def _missteps(
    attempt: Attempt, card: Scorecard, turns: Sequence[Turn], values: Values | None
) -> Mapping[str, tuple[Misstep, ...]]:
    """The missteps of each rubric whose order the scene's best line keeps and this attempt did not."""
    if values is None or all(rubric.in_order for rubric in card.rubrics):
        return {}
    ideal = attempt.after(values.best_line(attempt.states[0])).scorecard()
    kept = {rubric.rubric.id for rubric in ideal.rubrics if rubric.in_order}
    return {
        rubric.rubric.id: _missteps_in(rubric, turns)
        for rubric in card.rubrics
        if not rubric.in_order and rubric.rubric.id in kept
    }


def _missteps_in(rubric: RubricScore, turns: Sequence[Turn]) -> tuple[Misstep, ...]:
    """Each step that was met after one that should follow it, with all of those."""
    met = [(reached.criterion, reached.turn) for reached in rubric.order if reached.turn is not None]
    missteps: list[Misstep] = []
    for number, (late, turn) in enumerate(met, 1):
        criterion = rubric.rubric.criterion(late)
        serves = {move for move, given in criterion.points.items() if given > 0} if criterion is not None else set()
        if any(effect.move.id in serves for before in turns[: turn - 1] for effect in before.moves):
            continue  # it was done earlier, where this criterion was not assessed, so it was not late
        ahead = sorted(((later, before) for later, before in met[number:] if before < turn), key=lambda item: item[1])
        if not ahead:
            continue
        ref, last = f"{rubric.rubric.id}.{late}", ahead[-1][1]
        due = (t.number for t in turns[:last] if any(name == ref and item.opportunity for name, item in t.evidence))
        missteps.append(Misstep(late, turn, tuple(ahead), next(due, None)))
    return tuple(missteps)


def coaching(attempt: Attempt, number: int | None = None) -> Turn:
    """The debrief of a decision (from 1; by default the last) for guided play, without its later consequences."""
    return _turn(attempt, attempt.turn if number is None else number)


def _turn(attempt: Attempt, number: int, values: Values | None = None) -> Turn:
    before, after = attempt.states[number - 1], attempt.states[number]
    decision = attempt.decisions[number - 1]
    node = before.passage.node
    heard = says(before)
    assert node is not None
    assert heard is not None
    choice = before.choice(decision.choice)
    judge = attempt.judge
    judged = judge.judge(before)[decision.choice]
    below = judge.cost(before, decision.choice)
    if values is None:
        best, cost = judge.best(before), below
    else:
        best, cost = judge.judge(before)[values.best(before)], values.regret(before, decision.choice)
    counted = len(attempt.shown_rubrics)  # the leading rubric first, then the others if they are shown
    better = cost > 0 or judge.quality(best)[:counted] > judge.quality(judged)[:counted]
    return Turn(
        number=number,
        node=node.id,
        heard=heard,
        speaker=node.speaker,
        choice=choice,
        moves=_effects(attempt, judged),
        evidence=tuple((judge.measures[item.criterion].ref, item) for item in _shown(attempt, judged)),
        cost=cost,
        local_cost=below,
        best=before.choice(best.choice) if better else None,
        best_moves=_effects(attempt, best) if better else (),
        given_up=_given_up(attempt, judged, best) if better else (),
        meters=dict(zip(attempt.story.meters, after.meters, strict=True)),
        sure=decision.sure,
        own_words=decision.own_words,
        guess=decision.guess,
    )


def _shown(attempt: Attempt, judged: JudgedLine) -> list[Evidence]:
    """A line's evidence on the rubrics that are shown."""
    measures = attempt.judge.measures
    return [item for item in judged.evidence if measures[item.criterion].rubric in attempt.shown_rubrics]


def _given_up(attempt: Attempt, judged: JudgedLine, best: JudgedLine) -> tuple[tuple[str, int], ...]:
    measures = attempt.judge.measures
    both = zip(_shown(attempt, judged), _shown(attempt, best), strict=True)  # the same criteria are at stake for all
    return tuple(
        (measures[own.criterion].ref, own.points - other.points) for own, other in both if own.points > other.points
    )


def _effects(attempt: Attempt, judged: JudgedLine) -> tuple[MoveEffect, ...]:
    measures = [attempt.judge.measures[item.criterion] for item in _shown(attempt, judged)]
    effects: list[MoveEffect] = []
    for name in judged.moves:
        points = {measure.ref: measure.criterion.points.get(name, 0) for measure in measures}
        effects.append(MoveEffect(attempt.bundle.moves[name], {ref: given for ref, given in points.items() if given}))
    return tuple(effects)


def _goal(attempt: Attempt, turns: Sequence[Turn], card: Scorecard, crossed: int | None) -> Goal | None:
    """The goal of a debrief; ``None`` if nothing was lost.

    A crossed line comes first, whatever it cost; then the poor move with the highest total cost over all its uses; then
    what the costliest turn left out.
    """
    if crossed is not None:
        critical = {item.move for item in card.critical if item.turn == crossed}
        turn = turns[crossed - 1]
        avoid = min((effect for effect in turn.moves if effect.move.id in critical), key=_harm).move
        return _goal_instead_of(attempt, turns, [turn], avoid)
    costly = sorted((turn for turn in turns if turn.cost > 0), key=lambda turn: turn.cost, reverse=True)
    poor_uses: dict[str, list[tuple[Turn, MoveEffect]]] = {}
    for turn in costly:
        for effect in turn.moves:
            if effect.move.kind is MoveKind.POOR and not effect.good:
                poor_uses.setdefault(effect.move.id, []).append((turn, effect))
    # ties (moves made in the same lines) are broken by the harm of the move itself
    cost = {
        name: (-sum(_weighted_loss(attempt, turn) for turn, _ in uses), sum(_harm(use) for _, use in uses))
        for name, uses in poor_uses.items()
    }
    for name in sorted(poor_uses, key=lambda name: cost[name]):
        goal = _goal_instead_of(attempt, turns, [turn for turn, _ in poor_uses[name]], attempt.bundle.moves[name])
        if goal is not None:
            return goal
    missed = _missed(attempt, turns, costly[0]) if costly else None
    return None if missed is None else Goal(costly[0].number, (costly[0].number,), None, missed)


def _harm(effect: MoveEffect) -> float:
    """The points lost by a poor move itself, 0 or less."""
    return min(effect.total, 0)


def _goal_instead_of(attempt: Attempt, turns: Sequence[Turn], made_in: Sequence[Turn], avoid: Move) -> Goal | None:
    """A goal to replace ``avoid``, made in ``made_in`` (costliest first), if possible by a move of a better line.

    The goal lists the turns whose better line makes that move; other turns called for something else. If the lines made
    every remedy already, or the vocabulary knows none, it is what the better line did most.
    """
    remedies = [name for name in avoid.instead if name in attempt.bundle.moves]
    offered = {
        turn.number: {effect.move.id for effect in turn.best_moves} - {effect.move.id for effect in turn.moves}
        for turn in made_in
    }
    for number, moves in offered.items():
        for name in remedies:
            if name in moves:
                matching = sorted(n for n, better in offered.items() if name in better)
                return Goal(number, tuple(matching), avoid, attempt.bundle.moves[name])
    turn, numbers = made_in[0], tuple(sorted(offered))
    made = {effect.move.id for effect in turn.moves}
    known = (attempt.bundle.moves[name] for name in remedies if name not in made)
    remedy = next(known, None) or _missed(attempt, turns, turn)
    return None if remedy is None else Goal(turn.number, numbers, avoid, remedy)


def _missed(attempt: Attempt, turns: Sequence[Turn], turn: Turn) -> Move | None:
    """The move the line left out that earned the better line most where the line lost most.

    Among those, moves that none of the learner's lines made come first: what they do already is no goal.
    """
    made = {effect.move.id for effect in turn.moves}
    better = [e for e in turn.best_moves if e.move.kind is MoveKind.GOOD and e.good and e.move.id not in made]
    if not better:
        return None
    weight = _leading_weights(attempt)
    lost = {ref: (weight.get(ref, 0) * evidence.lost, evidence.lost) for ref, evidence in turn.evidence}
    most = [ref for ref in lost if lost[ref] == max(lost.values())]
    already_made = {effect.move.id for turn in turns for effect in turn.moves if effect.good}

    def rank(effect: MoveEffect) -> tuple[bool, int, int]:
        earned = max((effect.points.get(ref, 0) for ref in most), default=0)
        return earned > 0 and effect.move.id not in already_made, earned, effect.total

    return max(better, key=rank).move


def _weighted_loss(attempt: Attempt, turn: Turn) -> float:
    """Weighted points of the leading rubric that the line left out or harmed, regardless of the final result."""
    weight = _leading_weights(attempt)
    return sum(weight.get(ref, 0) * evidence.lost for ref, evidence in turn.evidence)


def _leading_weights(attempt: Attempt) -> dict[str, float]:
    """The weights of the leading rubric's criteria."""
    lead = attempt.judge.rubrics[0]
    return {measure.ref: measure.criterion.weight for measure in attempt.judge.measures if measure.rubric is lead}
