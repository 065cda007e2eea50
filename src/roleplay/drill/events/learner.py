"""What learners do: the only events that a phone can cause. None of them advances, reveals or ends anything."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

#: Who somebody is: the digest of the token that only their own phone has.
Voter: TypeAlias = str


class Join(NamedTuple):
    """Somebody comes in, at whatever moment. ``team`` is a place in the plan's tables."""

    voter: Voter
    team: int | None = None
    name: str = ""


class Return(NamedTuple):
    """The phone of somebody who was in before the room moved to another address is heard of again."""

    voter: Voter


class Vote(NamedTuple):
    """A vote, or another one instead of it. ``ballot`` is the one that the learner saw: (round, number)."""

    voter: Voter
    ballot: tuple[int, int]
    choice: str


class OwnWords(NamedTuple):
    """A line in a learner's own words, for the round that it was asked in."""

    voter: Voter
    round: int
    text: str


class Mark(NamedTuple):
    """An observer's mark on the line of a round for the criterion watched: -1 against, 0 not to be seen, 1 for."""

    voter: Voter
    round: int
    mark: int


class Grade(NamedTuple):
    """An observer's level, 0 to 3, of the criterion watched over the whole conversation."""

    voter: Voter
    level: int


LearnerEvent: TypeAlias = Join | Return | Vote | OwnWords | Mark | Grade
