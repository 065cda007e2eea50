"""The best continuation of an attempt from one of its turns: the part the learner has seen, or all of it.

It is best by the values of the story (`foresee`): points of the leading rubric and the worth of the ending. If the
learner's own line was as good as any, that line is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from roleplay.engine import State, legal, step
from roleplay.engine.view import offers
from roleplay.scene.model import Choice, Ending
from roleplay.session.attempt import Attempt

if TYPE_CHECKING:
    from roleplay.scoring.value import Values


class BestStep(NamedTuple):
    """One line of the best continuation."""

    #: from 1
    turn: int
    #: the state in which it is said
    before: State
    choice: Choice
    #: the turn in which the learner said it at that node, if any
    said: int | None
    #: whether it was shown to the learner in the attempt, available or locked
    seen: bool


class BestLine(NamedTuple):
    """The best continuation of a conversation, from before the decision ``turn``."""

    turn: int
    steps: tuple[BestStep, ...]
    #: the ending it leads to; ``None`` if no ending can be reached
    ending: Ending | None
    #: whether the learner reached that ending
    ending_seen: bool
    #: whether the attempt lost nothing from there on
    already: bool

    @property
    def unseen(self) -> int:
        """How many of its lines the learner has not seen."""
        return sum(not line.seen for line in self.steps)


def best_line(attempt: Attempt, values: Values, turn: int) -> BestLine:
    """The best continuation from before the decision ``turn`` (from 1), which the attempt has taken."""
    decided = [(before, decision.choice) for before, decision in zip(attempt.states, attempt.decisions, strict=False)]
    said_in = {(before.passage.id, choice): number for number, (before, choice) in enumerate(decided, 1)}
    shown = {(state.passage.id, offer.id) for state in attempt.states for offer in offers(state, attempt.setup.seed)}
    own = dict(reversed(said_in))  # what was said there first, used if as good as any
    steps: list[BestStep] = []
    state = attempt.states[turn - 1]
    while not state.over and values.value(state) is not None:
        node, best = state.passage.id, values.best(state)
        said = own.pop(node, best)  # once: if a node is met again, take the line that leads to an ending
        choice = said if said != best and _as_good(attempt, values, state, said, best) else best
        known = said_in.get((node, choice))
        steps.append(BestStep(turn + len(steps), state, state.choice(choice), known, (node, choice) in shown))
        state = step(state, choice)
    return BestLine(
        turn=turn,
        steps=tuple(steps),
        ending=state.passage.ending,
        ending_seen=attempt.state.passage is state.passage,
        already=attempt.over and not any(values.regret(before, choice) for before, choice in decided[turn - 1 :]),
    )


def _as_good(attempt: Attempt, values: Values, state: State, choice: str, best: str) -> bool:
    """Whether a line is legal here, costs nothing and earns as much on all rubrics as ``best``, the best one."""
    if choice not in legal(state) or values.regret(state, choice):
        return False
    judged, quality = attempt.judge.judge(state), attempt.judge.quality
    return quality(judged[choice]) >= quality(judged[best])
