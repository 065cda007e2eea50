"""Counts that name nobody: cell suppression, by the threshold rule and with complementary suppression.

The words are those of statistical offices (Federal Committee on Statistical Methodology, Statistical Policy Working
Paper 22, "Report on Statistical Disclosure Limitation Methodology"; Eurostat's "Handbook on Statistical Disclosure
Control"). A table divides a group whose size is told into parts. A part of one to four is *sensitive* and is hidden
(primary suppression, threshold rule); nobody, and five or more, are told. Where what is hidden could be had back from
the sum, or the hidden ones were together fewer than five, one part more is hidden (complementary suppression).

Which one more is hidden depends on where the parts stand and not on how large they are: it is the last one of five or
more. The smallest would say of itself that it is no larger than any that is told, and a reader who knows the rule could
count back from that ("minimality attack": Wong, Fu, Wang & Pei, VLDB 2007). For the same reason there are a few tables
of which nothing is told (`_is_extreme`). So whoever knows this module knows of no hidden part what it is: a test tries
all tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Learners a group has at least that is told of at all, and below which a part of it is hidden: the threshold.
ENOUGH_TO_TELL = 5
#: The most that a part of a few can be.
_FEW = ENOUGH_TO_TELL - 1


class Cell(NamedTuple):
    """A count as it is told: it lies from ``least`` to ``most``."""

    least: int
    most: int

    @property
    def known(self) -> int | None:
        """The count itself; ``None`` where it is hidden."""
        return self.least if self.least == self.most else None

    @property
    def is_untold(self) -> bool:
        """Whether nothing is told of it."""
        return self.known is None and not self.least and self.most > _FEW

    @property
    def is_few(self) -> bool:
        """Whether it is hidden, and told as fewer than `ENOUGH_TO_TELL`."""
        return self.known is None and self.most <= _FEW


#: A part that is told as a few.
FEW = Cell(1, _FEW)


def may_tell(count: int) -> bool:
    """Whether a group is large enough to be told of."""
    return count >= ENOUGH_TO_TELL


def alone(count: int) -> Cell:
    """A count that is a part of nothing else that is told."""
    return FEW if 0 < count <= _FEW else Cell(count, count)


def subgroup(counts: Sequence[int], everybody: int) -> tuple[Cell, tuple[Cell, ...]]:
    """Some of everybody: how many they are, and the table of them; who is not among them is a part of it."""
    others = everybody - sum(counts)
    if not others:
        return Cell(everybody, everybody), cells(counts)
    apart, *told = cells([others, *counts])
    return rest_of(everybody, apart), tuple(told)


def rest_of(total: int, part: Cell) -> Cell:
    """What a part leaves of a total that is told."""
    return Cell(total - part.most, total - part.least)


def cells(counts: Sequence[int]) -> tuple[Cell, ...]:
    """A table as it is told beside its sum."""
    total = sum(counts)
    few = [at for at, count in enumerate(counts) if 0 < count <= _FEW]
    if not few:
        return tuple(Cell(count, count) for count in counts)
    large = [at for at, count in enumerate(counts) if count > _FEW]
    hidden = sum(counts[at] for at in few)
    settled = hidden in (len(few), _FEW * len(few))  # all of them are one, or four
    if _is_extreme(counts) or (settled and not large):
        return (Cell(0, total),) * len(counts)
    told = [FEW if at in few else Cell(count, count) for at, count in enumerate(counts)]
    if large and (settled or hidden <= max(_FEW, len(few) + 1)):
        both = hidden + counts[large[-1]]
        told[large[-1]] = Cell(max(both - _FEW * len(few), ENOUGH_TO_TELL), both - len(few))
    return tuple(told)


def _is_extreme(counts: Sequence[int]) -> bool:
    """Whether it would be the only table that is told as it would be, even with one part more hidden.

    That is so where all small parts are one and the part to hide is the least that is large. And where all parts are
    one, or four: such a table is told like those that lie nearest to it, of which then nothing is told either.
    """
    few = [count for count in counts if 0 < count <= _FEW]
    large = [count for count in counts if count > _FEW]
    if large and large[-1] == ENOUGH_TO_TELL and all(count == 1 for count in few):
        return True
    return sum(counts) in (len(counts), _FEW * len(counts)) and max(counts) - min(counts) <= 2
