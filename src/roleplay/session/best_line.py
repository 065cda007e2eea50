"""How an attempt could best have gone on from one of its turns, as far as the learner has seen the scene, or all of it.

It is the best by the values of the story (`foresee`): points of the leading rubric and the worth of the ending.
Where the learner's own line was as good as any, it is the one that is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from roleplay.engine import State, legal, step
from roleplay.scene.model import Choice, Ending
from roleplay.session.attempt import Attempt

if TYPE_CHECKING:
    from roleplay.scoring.value import Values


class BestStep(NamedTuple):
    """One line of it."""

    #: from 1
    turn: int
    choice: Choice
    #: the turn in which the learner said it at that node, if they did
    said: int | None
    #: the turn in which they said another line there which would here be worth as much, if they did
    as_good: int | None
    #: whether it stands at a node that this learner came to in the attempt
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
        """How many of its lines stand in parts that the learner has not come to."""
        return sum(not line.seen for line in self.steps)


def best_line(attempt: Attempt, values: Values, turn: int) -> BestLine:
    """The best way on from before the decision ``turn``, from 1, which the attempt has taken."""
    state = attempt.states[turn - 1]
    choices: list[str] = []
    for number in range(turn, attempt.turn + 1):  # along with the attempt, as long as it was itself the best
        said, best = attempt.decisions[number - 1].choice, values.best(state)
        judged = attempt.judge.judge(state)
        as_good = attempt.judge.quality(judged[said]) >= attempt.judge.quality(judged[best])
        choices.append(said if values.regret(state, said) == 0 and as_good else best)
        state = step(state, choices[-1])
        if choices[-1] != said:
            break
    choices += values.best_line(state)
    decided = [(before, decision.choice) for before, decision in zip(attempt.states, attempt.decisions, strict=False)]
    visited = {before.passage.id for before in attempt.states}
    said_in = {(before.passage.id, choice): number for number, (before, choice) in enumerate(decided, 1)}
    steps: list[BestStep] = []
    state = attempt.states[turn - 1]
    for number, choice in enumerate(choices, turn):
        passage = state.passage.id
        known = said_in.get((passage, choice))
        equal = _as_good(state, said_in, values) if known is None else None
        steps.append(BestStep(number, state.choice(choice), known, equal, passage in visited))
        state = step(state, choice)
    return BestLine(
        turn=turn,
        steps=tuple(steps),
        ending=state.passage.ending,
        ending_seen=attempt.state.passage is state.passage,
        already=attempt.over and not any(values.regret(before, choice) for before, choice in decided[turn - 1 :]),
    )


def _as_good(state: State, said_in: Mapping[tuple[str, str], int], values: Values) -> int | None:
    """The turn of a line that the learner said at this node, and that would lose nothing here either."""
    able = legal(state)
    said = ((choice, turn) for (node, choice), turn in said_in.items() if node == state.passage.id)
    return next((turn for choice, turn in said if choice in able and not values.regret(state, choice)), None)
