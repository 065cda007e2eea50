"""What an observer noted of a talk: of each criterion that they watched a level, and lines for it and against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class SheetEntry(NamedTuple):
    """A criterion that somebody watched. The lines are the learner's own, by their numbers, from 1."""

    #: 0 to 3; ``None`` where none was given
    level: int | None
    #: lines that speak for it
    for_it: tuple[int, ...]
    #: lines in which it was not to be seen
    unseen: tuple[int, ...]
    #: lines that speak against it
    against: tuple[int, ...]
    note: str | None

    @property
    def empty(self) -> bool:
        """Whether nothing was noted."""
        return self.level is None and not self.marks and not self.note

    @property
    def marks(self) -> Mapping[int, int]:
        """By line: 1 for it, 0 not to be seen, -1 against it."""
        signed = ((1, self.for_it), (0, self.unseen), (-1, self.against))
        return {line: sign for sign, lines in signed for line in lines}


class ObserverSheet(NamedTuple):
    """The sheet of one observer."""

    scene: str
    #: the attempt that was watched, or the first letters of its id; ``None`` where the sheet does not say
    attempt: str | None
    #: a name, only where one was given
    observer: str | None
    rubric: str
    #: by the id of the criterion
    criteria: Mapping[str, SheetEntry]
    note: str | None
