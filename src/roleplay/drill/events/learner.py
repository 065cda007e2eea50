"""The learners' events: the only ones a phone can cause. None of them advances, reveals or ends anything."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

#: Identifies a learner: the digest of the token that only their own phone has.
Voter: TypeAlias = str


class Join(NamedTuple):
    """A learner joins, at any time. ``team`` is an index into the plan's tables."""

    voter: Voter
    team: int | None = None
    name: str = ""


class Return(NamedTuple):
    """The phone of a learner who had joined before the room moved to another address reports back."""

    voter: Voter


class Vote(NamedTuple):
    """A vote, or a change of vote. ``ballot`` is the one the learner saw: (round, number)."""

    voter: Voter
    ballot: tuple[int, int]
    choice: str


class OwnWords(NamedTuple):
    """A line in a learner's own words, for the round in which it was requested."""

    voter: Voter
    round: int
    text: str


class Mark(NamedTuple):
    """An observer's mark for a round's line on the criterion watched: -1 against, 0 not visible, 1 for."""

    voter: Voter
    round: int
    mark: int


class Grade(NamedTuple):
    """An observer's level, 0 to 3, for the criterion watched, over the whole conversation."""

    voter: Voter
    level: int


LearnerEvent: TypeAlias = Join | Return | Vote | OwnWords | Mark | Grade
