"""One vote of the room: who voted for what, how many hands were raised, and the tally."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

#: Maximum number of votes in a round.
MAX_VOTES = 3


class BallotId(NamedTuple):
    """Identifies a vote of the drill by round and number, written ``2.1``."""

    round: int
    #: 1: the vote before the discussion, 2: the one after it, 3: one more after the votes were discussed
    number: int

    def __str__(self) -> str:
        return f"{self.round}.{self.number}"


class Tally(NamedTuple):
    """The result of a vote."""

    #: in screen order
    choices: tuple[str, ...]
    #: the votes for each choice
    counts: tuple[int, ...]
    #: the majority as estimated by the facilitator, if nothing was counted
    called: str | None = None

    @property
    def total(self) -> int:
        """The number of votes counted."""
        return sum(self.counts)

    def count(self, choice: str) -> int:
        """The number of votes for a choice."""
        return self.counts[self.choices.index(choice)] if choice in self.choices else 0

    def share(self, choices: Sequence[str]) -> float | None:
        """The share, 0 to 1, of the votes that fell on any of ``choices``; ``None`` if nothing was counted."""
        return sum(map(self.count, choices)) / self.total if self.total else None

    @property
    def ranked(self) -> tuple[str, ...]:
        """The choices by votes, most first; ties in screen order."""
        return tuple(sorted(self.choices, key=lambda choice: -self.count(choice)))

    @property
    def majority(self) -> str | None:
        """The choice with most votes, else the one called; ``None`` if two are level or nobody voted."""
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
        #: the same for phones not heard of since the room moved; not counted
        self.aside: dict[str, str] = {}
        #: hands counted, in the order of ``choices``
        self.hands: tuple[int, ...] = (0,) * len(choices)
        #: keypad presses, in order
        self.clicks: list[str] = []
        self.called: str | None = None

    @property
    def total(self) -> int:
        """The number of votes in, whichever way they came."""
        return len(self.votes) + sum(self.hands) + len(self.clicks)

    @property
    def empty(self) -> bool:
        """Whether nobody has voted, and no majority was called."""
        return not self.total and self.called is None

    def set_aside(self, here: Collection[str]) -> None:
        """Stop counting votes of phones that are not ``here`` until they report back."""
        for voter in [voter for voter in self.votes if voter not in here]:
            self.aside[voter] = self.votes.pop(voter)

    def restore(self, voter: str) -> bool:
        """Count the vote of a phone that reports back, unless it has voted again. Returns whether there was one."""
        choice = self.aside.pop(voter, None)
        if choice is not None:
            self.votes.setdefault(voter, choice)
        return choice is not None

    def tally(self) -> Tally:
        """The current tally."""
        cast = [*self.votes.values(), *self.clicks]
        counts = tuple(hands + cast.count(choice) for choice, hands in zip(self.choices, self.hands, strict=True))
        return Tally(self.choices, counts, self.called)
