"""Counts that name nobody: each is told as the step it lies in, never itself.

A table divides learners into parts. Each count is told in steps of five, "0 to 4", "5 to 9"; the width of the steps
depends on how many learners and how many parts there are, and on nothing that is hidden, so neither what is told nor
what is left out says more than the steps do. Beside a known sum one part could be worked out only where all parts stand
at the top of their steps at once; where sum and parts would allow that, the steps are wider by one (see `width`).

How learners divide is told of `ENOUGH_TO_DIVIDE` or more. Whatever else is said of them (what was lost, where the
middle lies) is worked out from the steps that are told, so it adds nothing to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Learners a group has at least that is told of at all, and the width of the steps that counts are told in.
ENOUGH_TO_TELL = 5
#: Learners from whom on it is told how they divide.
ENOUGH_TO_DIVIDE = 10


class Cell(NamedTuple):
    """A count as it is told: from ``least`` to ``most``."""

    least: int
    most: int

    @property
    def known(self) -> int | None:
        """The count itself, where the sum leaves no other."""
        return self.least if self.least == self.most else None


def width(parts: int, total: int) -> int:
    """The width of the steps for so many parts of a total that is known, exactly or itself in such steps.

    All parts stand at the top of their steps only if ``total + parts`` is a multiple of the width, or ``parts`` is
    where the total is known as a step. Neither is, of the width that is chosen; so each part of fewer than the width
    may always be this or that.
    """
    steps = ENOUGH_TO_TELL
    while not parts % steps or not (total + parts) % steps:
        steps += 1
    return steps


def cells(counts: Sequence[int]) -> tuple[Cell, ...]:
    """A table as it is told beside its sum."""
    total = sum(counts)
    steps = width(len(counts), total)
    return tuple(step_of(count, steps, total) for count in counts)


def step_of(count: int, steps: int, total: int) -> Cell:
    """A part of a total, in steps of a given width."""
    least = count // steps * steps
    return Cell(least, min(least + steps - 1, total))


def alone(count: int) -> Cell:
    """A count that stands by itself: beside nothing of which it would be a part."""
    least = count // ENOUGH_TO_TELL * ENOUGH_TO_TELL
    return Cell(least, least + ENOUGH_TO_TELL - 1)


def may_tell(count: int) -> bool:
    """Whether a group is large enough for saying that it is there."""
    return count >= ENOUGH_TO_TELL


def may_divide(count: int) -> bool:
    """Whether a group is large enough for telling how it divides."""
    return count >= ENOUGH_TO_DIVIDE
