"""One vote of the room: who voted for what, how many hands were raised, and what that comes to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

#: Votes of a round, at most.
MOST_VOTES = 3


class BallotId(NamedTuple):
    """Which of the drill's votes: by its round and its number there, written ``2.1``."""

    round: int
    #: 1 for the vote before the discussion, 2 for the one after it, 3 for one more after the votes were talked over
    number: int

    def __str__(self) -> str:
        return f"{self.round}.{self.number}"


class Tally(NamedTuple):
    """What a vote came to."""

    #: in the order of the screen
    choices: tuple[str, ...]
    #: votes of each of them
    counts: tuple[int, ...]
    #: the majority as the facilitator saw it, where nothing was counted
    called: str | None = None

    @property
    def total(self) -> int:
        """How many votes were counted."""
        return sum(self.counts)

    def count(self, choice: str) -> int:
        """The votes of a choice."""
        return self.counts[self.choices.index(choice)] if choice in self.choices else 0

    def share(self, choices: Sequence[str]) -> float | None:
        """The share, 0 to 1, of the votes that fell on any of ``choices``; ``None`` where nothing was counted."""
        return sum(map(self.count, choices)) / self.total if self.total else None

    @property
    def ranked(self) -> tuple[str, ...]:
        """The choices by votes, most first; those alike in the order of the screen."""
        return tuple(sorted(self.choices, key=lambda choice: -self.count(choice)))

    @property
    def majority(self) -> str | None:
        """The choice with most votes, else the one called; ``None`` where two are level or nobody voted."""
        if not self.total:
            return self.called
        first, *others = self.ranked
        return None if others and self.count(others[0]) == self.count(first) else first


class Ballot:
    """A vote being taken. A voter's last vote counts; hands and clicks have no voter."""

    __slots__ = ("aside", "called", "choices", "clicks", "hands", "votes")

    def __init__(self, choices: tuple[str, ...]) -> None:
        self.choices = choices
        #: voter -> choice
        self.votes: dict[str, str] = {}
        #: likewise of those whose phones are not heard of since the room moved; not counted
        self.aside: dict[str, str] = {}
        #: hands counted, in the order of ``choices``
        self.hands: tuple[int, ...] = (0,) * len(choices)
        #: presses of keypads, in their order
        self.clicks: list[str] = []
        self.called: str | None = None

    @property
    def total(self) -> int:
        """Votes in, by whatever way."""
        return len(self.votes) + sum(self.hands) + len(self.clicks)

    @property
    def empty(self) -> bool:
        """Whether nobody has voted in it, and no majority was called."""
        return not self.total and self.called is None

    def set_aside(self, here: Collection[str]) -> None:
        """Count no vote of a phone's that is not ``here`` until it is heard of again."""
        for voter in [voter for voter in self.votes if voter not in here]:
            self.aside[voter] = self.votes.pop(voter)

    def take_back(self, voter: str) -> bool:
        """A phone is heard of again: its vote counts, where it has given no other; whether there was one."""
        choice = self.aside.pop(voter, None)
        if choice is not None:
            self.votes.setdefault(voter, choice)
        return choice is not None

    def tally(self) -> Tally:
        """What it comes to now."""
        cast = [*self.votes.values(), *self.clicks]
        counts = tuple(hands + cast.count(choice) for choice, hands in zip(self.choices, self.hands, strict=True))
        return Tally(self.choices, counts, self.called)
