"""Counts that identify nobody: cell suppression, by the threshold rule and with complementary suppression.

The terms are those of statistical offices (Federal Committee on Statistical Methodology, Statistical Policy Working
Paper 22, "Report on Statistical Disclosure Limitation Methodology"; Eurostat's "Handbook on Statistical Disclosure
Control"). A table divides a group of published size into parts. A part of one to four is *sensitive* and is hidden
(primary suppression, threshold rule); zero, and five or more, are published. If hidden parts could be recovered from
the sum, or are together fewer than five, one more part is hidden (complementary suppression).

Which part that is depends on the position of the parts, not on their size: it is the last one of five or more. Choosing
the smallest would reveal that it is no larger than any published one, and a reader who knows the rule could deduce more
("minimality attack": Wong, Fu, Wang & Pei, VLDB 2007). For the same reason there are a few tables of which nothing is
published (`_is_extreme`). So even with knowledge of this module nobody can recover a hidden part: a test tries all
tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: The threshold: minimum size of a group that is reported at all, and below which a part of it is hidden.
MIN_PUBLISHED = 5
#: The maximum size of a small part.
_FEW = MIN_PUBLISHED - 1


class Cell(NamedTuple):
    """A count as published: between ``least`` and ``most``."""

    least: int
    most: int

    @property
    def known(self) -> int | None:
        """The exact count; ``None`` if it is hidden."""
        return self.least if self.least == self.most else None

    @property
    def is_unpublished(self) -> bool:
        """Whether nothing is published about it."""
        return self.known is None and not self.least and self.most > _FEW

    @property
    def is_few(self) -> bool:
        """Whether it is hidden, and published as fewer than `MIN_PUBLISHED`."""
        return self.known is None and self.most <= _FEW


#: A part published as "a few".
FEW = Cell(1, _FEW)


def may_publish(count: int) -> bool:
    """Whether a group is large enough to be reported."""
    return count >= MIN_PUBLISHED


def standalone(count: int) -> Cell:
    """A count that is not part of any published total."""
    return FEW if 0 < count <= _FEW else Cell(count, count)


def subgroup(counts: Sequence[int], everybody: int) -> tuple[Cell, tuple[Cell, ...]]:
    """The published size of a subgroup and the table of its counts; the rest of ``everybody`` is part of the table."""
    others = everybody - sum(counts)
    if not others:
        return Cell(everybody, everybody), cells(counts)
    apart, *published = cells([others, *counts])
    return remainder(everybody, apart), tuple(published)


def remainder(total: int, part: Cell) -> Cell:
    """What remains of a published total after a part."""
    return Cell(total - part.most, total - part.least)


def cells(counts: Sequence[int]) -> tuple[Cell, ...]:
    """A table as published together with its sum."""
    total = sum(counts)
    few = [at for at, count in enumerate(counts) if 0 < count <= _FEW]
    if not few:
        return tuple(Cell(count, count) for count in counts)
    large = [at for at, count in enumerate(counts) if count > _FEW]
    hidden = sum(counts[at] for at in few)
    determined = hidden in (len(few), _FEW * len(few))  # all of them are 1, or all are 4
    if _is_extreme(counts) or (determined and not large):
        return (Cell(0, total),) * len(counts)
    published = [FEW if at in few else Cell(count, count) for at, count in enumerate(counts)]
    if large and (determined or hidden <= max(_FEW, len(few) + 1)):
        both = hidden + counts[large[-1]]
        published[large[-1]] = Cell(max(both - _FEW * len(few), MIN_PUBLISHED), both - len(few))
    return tuple(published)


def _is_extreme(counts: Sequence[int]) -> bool:
    """Whether this would be the only table with its published form, even with one more part hidden.

    That is so if all small parts are 1 and the part to hide is the smallest possible large one. It is also so if all
    parts are 1, or all are 4: then nothing is published about the tables nearest to it either, which would look the
    same.
    """
    few = [count for count in counts if 0 < count <= _FEW]
    large = [count for count in counts if count > _FEW]
    if large and large[-1] == MIN_PUBLISHED and all(count == 1 for count in few):
        return True
    return sum(counts) in (len(counts), _FEW * len(counts)) and max(counts) - min(counts) <= 2
