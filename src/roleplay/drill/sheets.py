"""Observers' sheets: each observer watches one criterion, marks lines as they are said, and grades at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.drill.events.learner import Voter

#: Levels of a criterion.
LEVELS = 4


class MarkCounts(NamedTuple):
    """How many observers of a criterion marked one line in each way."""

    against: int
    unseen: int
    for_it: int


class Sheets:
    """What observers have noted. ``criteria`` are the refs (``heat.hear``) of those watched, in order."""

    def __init__(self, criteria: Sequence[str]) -> None:
        self.criteria = tuple(criteria)
        #: round -> observer -> mark
        self.marks: dict[int, dict[Voter, int]] = {}
        #: observer -> level
        self.grades: dict[Voter, int] = {}
        #: criterion -> how many gave each level, collected on paper
        self.paper: dict[str, tuple[int, ...]] = {}

    @property
    def graded(self) -> bool:
        """Whether any level was given, on a phone or on paper."""
        return bool(self.grades) or any(map(sum, self.paper.values()))

    def watched_by(self, number: int) -> str:
        """The criterion of the ``number``-th observer, from 0; observers are distributed evenly."""
        return self.criteria[number % len(self.criteria)]

    def marks_of(self, round: int, observers: Sequence[Voter]) -> MarkCounts:
        """The marks given to the line of a round by these observers."""
        given = [self.marks.get(round, {}).get(voter) for voter in observers]
        return MarkCounts(given.count(-1), given.count(0), given.count(1))

    def grades_of(self, criterion: str, observers: Sequence[Voter]) -> tuple[int, ...]:
        """How many gave each level, 0 to 3: these observers and those on paper."""
        given = [self.grades.get(voter) for voter in observers]
        paper = self.paper.get(criterion, (0,) * LEVELS)
        return tuple(given.count(level) + paper[level] for level in range(LEVELS))
