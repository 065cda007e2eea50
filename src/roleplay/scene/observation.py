"""What an observer noted about a conversation: a level for each criterion watched, and lines for and against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class SheetEntry(NamedTuple):
    """The notes on one criterion. Lines are the learner's, numbered from 1."""

    #: 0 to 3; ``None`` if none was given
    level: int | None
    #: lines that speak for it
    for_it: tuple[int, ...]
    #: lines in which it could not be seen
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
        """Line -> 1 (for it), 0 (not seen) or -1 (against it)."""
        signed = ((1, self.for_it), (0, self.unseen), (-1, self.against))
        return {line: sign for sign, lines in signed for line in lines}


class ObserverSheet(NamedTuple):
    """The sheet of one observer."""

    scene: str
    #: the id of the attempt watched, or its first letters; ``None`` if the sheet does not say
    attempt: str | None
    #: a name, if one was given
    observer: str | None
    rubric: str
    #: by criterion id
    criteria: Mapping[str, SheetEntry]
    note: str | None
