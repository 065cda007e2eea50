"""How an attempt could best have gone on from one of its turns, as far as the learner has seen the scene, or all of it.

It is the best by the values of the story (`foresee`): points of the leading rubric and the worth of the ending.
Where the learner's own line was as good as any, it is the one that is named.
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
    """One line of it."""

    #: from 1
    turn: int
    #: the state in which it is said
    before: State
    choice: Choice
    #: the turn in which the learner said it at that node, if they did
    said: int | None
    #: whether this learner had it before them in the attempt, to say or locked
    seen: bool


class BestLine(NamedTuple):
    """The rest of a conversation at its best, from before the decision ``turn``."""

    turn: int
    steps: tuple[BestStep, ...]
    #: where it leads; ``None`` where no ending can be reached
    ending: Ending | None
    #: whether the learner reached that ending
    ending_seen: bool
    #: whether the attempt lost nothing from there on
    already: bool

    @property
    def unseen(self) -> int:
        """How many of its lines the learner has not had before them."""
        return sum(not line.seen for line in self.steps)


def best_line(attempt: Attempt, values: Values, turn: int) -> BestLine:
    """The best way on from before the decision ``turn``, from 1, which the attempt has taken."""
    decided = [(before, decision.choice) for before, decision in zip(attempt.states, attempt.decisions, strict=False)]
    said_in = {(before.passage.id, choice): number for number, (before, choice) in enumerate(decided, 1)}
    shown = {(state.passage.id, offer.id) for state in attempt.states for offer in offers(state, attempt.setup.seed)}
    own = dict(reversed(said_in))  # node -> what was said there first, named where it is as good as any
    steps: list[BestStep] = []
    state = attempt.states[turn - 1]
    while not state.over and values.value(state) is not None:
        node, best = state.passage.id, values.best(state)
        said = own.pop(node, best)  # once: where a node comes again, what leads to an ending
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
    """Whether a line may be said here, costs nothing and earns as much on all rubrics as ``best``, the best one."""
    if choice not in legal(state) or values.regret(state, choice):
        return False
    judged, quality = attempt.judge.judge(state), attempt.judge.quality
    return quality(judged[choice]) >= quality(judged[best])
