"""The decisions taken by the room, for the debrief: each with its state and the votes that led to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from roleplay.drill.ballot import MAX_VOTES, Ballot, Tally
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase, RoadStep
from roleplay.engine import State
from roleplay.engine.view import offers


class Round(NamedTuple):
    """A round of the drill, for the debrief: one decision of the road, and the votes that led to it."""

    #: from 1
    number: int
    step: RoadStep
    #: the state in which the decision was made
    state: State
    #: the lines that could be said, in screen order
    choices: tuple[str, ...]
    #: the vote before a discussion, the one after it, and a third; ``None`` if not taken
    first: Ballot | None
    second: Ballot | None
    third: Ballot | None
    #: the vote that counts
    final: Ballot | None
    discussed: bool

    @property
    def ballots(self) -> tuple[Ballot | None, ...]:
        """Its votes, in order."""
        return self.first, self.second, self.third

    @property
    def tallies(self) -> tuple[Tally | None, ...]:
        """The tallies of its votes."""
        return tuple(None if ballot is None else ballot.tally() for ballot in self.ballots)

    def shares(self, choices: Collection[str]) -> tuple[float, float] | None:
        """The shares, 0 to 1, of the first and the last counted vote that fell on any of ``choices``.

        ``None`` if there were not two counted votes, or the first was not counted.
        """
        before, *later = (tally.share(tuple(choices)) if tally is not None else None for tally in self.tallies)
        after = next((share for share in reversed(later) if share is not None), None)
        return None if before is None or after is None else (before, after)


def road(room: Room) -> tuple[Round, ...]:
    """The decisions of the road, in order. Undone decisions are not part of it."""
    talked = {stage.round for stage in room.past if stage.phase is Phase.DISCUSS}
    rounds: list[Round] = []
    for number, (step, state) in enumerate(zip(room.stage.road, room.attempt.states, strict=False), 1):
        held = room.votes_taken(step.round)
        ballots = [room.ballot(vote, step.round) if vote <= held else None for vote in range(1, MAX_VOTES + 1)]
        shown = offers(state, room.plan.seed)
        rounds.append(
            Round(
                number=number,
                step=step,
                state=state,
                choices=tuple(offer.id for offer in shown if offer.locked is None),
                first=ballots[0],
                second=ballots[1],
                third=ballots[2],
                final=room.final_ballot(step.round),
                discussed=step.round in talked,
            )
        )
    return tuple(rounds)
