"""The decisions that the room took, looked back on: where each was made, with the votes that led to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from roleplay.drill.ballot import Ballot, Tally
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase, RoadStep
from roleplay.engine import State
from roleplay.engine.view import offers


class Round(NamedTuple):
    """A round of the drill, looked back on: one decision of the road, and the votes that led to it."""

    #: from 1
    number: int
    step: RoadStep
    #: the state in which it was made
    state: State
    #: what could be said, in the order of the screen
    choices: tuple[str, ...]
    #: the vote before a discussion, and the one after it; ``None`` where it was not taken
    first: Ballot | None
    second: Ballot | None
    #: the vote that counts
    final: Ballot | None
    discussed: bool

    @property
    def tallies(self) -> tuple[Tally | None, Tally | None]:
        """What the two votes came to."""
        first, second = (None if ballot is None else ballot.tally() for ballot in (self.first, self.second))
        return first, second

    def shares(self, choices: Collection[str]) -> tuple[float, float] | None:
        """The share, 0 to 1, of each vote that fell on any of ``choices``; ``None`` where one was not counted."""
        before, after = (tally.share(tuple(choices)) if tally is not None else None for tally in self.tallies)
        return None if before is None or after is None else (before, after)


def road(room: Room) -> tuple[Round, ...]:
    """The decisions of the road, in their order. What was gone back from is none of them."""
    talked = {stage.round for stage in room.past if stage.phase is Phase.DISCUSS}
    rounds: list[Round] = []
    for number, (step, state) in enumerate(zip(room.stage.road, room.attempt.states, strict=False), 1):
        first, second = room.ballot(1, step.round), room.ballot(2, step.round)
        shown = offers(state, room.plan.seed)
        rounds.append(
            Round(
                number=number,
                step=step,
                state=state,
                choices=tuple(offer.id for offer in shown if offer.locked is None),
                first=first,
                second=second,
                final=room.final(step.round),
                discussed=step.round in talked or (second is not None and second.total > 0),
            )
        )
    return tuple(rounds)
