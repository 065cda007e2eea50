"""Counts that name nobody: none of a group of fewer than five, nor any from which one can be worked out.

A table divides learners into cells, and how many they are in all is told beside it. A count from 1 to 4 is told as just
that, "1 to 4". Where the other cells would tell how many the hidden ones are, alone or together as a group of fewer
than five, the least of those is told as "5 or more", and then the next; where none is left, no cell is told. A cell of
nobody stays: it is a fact about all. This is complementary suppression: Federal Committee on Statistical Methodology,
"Statistical Policy Working Paper 22" (2005), chapters II and IV, with the audit of one row done exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Learners a group has at least of which anything is told.
ENOUGH_TO_TELL = 5


class Cell(NamedTuple):
    """A count as it may be told: from ``least`` to ``most``; ``None``: up to all."""

    least: int
    most: int | None

    @property
    def known(self) -> int | None:
        """The count itself, where it may be told."""
        return self.least if self.least == self.most else None


FEW = Cell(1, ENOUGH_TO_TELL - 1)
MANY = Cell(ENOUGH_TO_TELL, None)
#: Nothing is told but the sum.
UNTOLD = Cell(0, None)


def cells(counts: Sequence[int]) -> tuple[Cell, ...]:
    """A table of one row as it may be told, beside the sum of it."""
    told = list(map(alone, counts))
    while not _is_safe(counts, told):
        exact = [number for number, cell in enumerate(told) if cell.known]
        if not exact:
            return (UNTOLD,) * len(counts)
        told[min(exact, key=lambda number: (counts[number], number))] = MANY
    return tuple(told)


def alone(count: int) -> Cell:
    """A count that stands by itself: beside nothing of which it would be a part."""
    return FEW if _is_few(count) else Cell(count, count)


def coarse(counts: Sequence[int]) -> tuple[Cell, ...]:
    """The same beside another table of the same learners in which something is hidden: no count but that of nobody.

    From exact sums over the lines of a decision a hidden line could be worked out.
    """
    told = [FEW if _is_few(count) else MANY if count else Cell(0, 0) for count in counts]
    return tuple(told) if _is_safe(counts, told) else (UNTOLD,) * len(counts)


def may_tell(count: int) -> bool:
    """Whether a group is large enough for anything to be told of it."""
    return count >= ENOUGH_TO_TELL


def _is_few(count: int) -> bool:
    return 0 < count < ENOUGH_TO_TELL


def _is_safe(counts: Sequence[int], told: Sequence[Cell]) -> bool:
    """Whether nobody who knows the sum can work out a cell of fewer than five, or all of them together.

    What is left for the hidden cells is known. Cells told as "5 or more" may have anything above that.
    """
    few = sum(cell == FEW for cell in told)
    if not few:
        return True
    many = sum(cell == MANY for cell in told)
    left = sum(count for count, cell in zip(counts, told, strict=True) if cell.known is None)
    most_together = min(left - ENOUGH_TO_TELL * many, few * (ENOUGH_TO_TELL - 1))
    if many:
        return most_together > few  # else each of them is 1
    return left >= ENOUGH_TO_TELL and few < left < few * (ENOUGH_TO_TELL - 1)
