"""What more may be told beside a table in which something is hidden: nothing from which a small count follows.

Whoever reads a table with hidden cells knows every way in which it can be filled. A further fact about the same
learners (how many lost nothing, how much was lost on average) rules some of them out. It is told only where every
hidden cell can still be this or that after it: the audit is done by going through all fillings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, TypeAlias

from roleplay.cohort.suppression import ENOUGH_TO_TELL, Cell

#: Counts for the cells of a table, one possible way to fill it.
Filling: TypeAlias = tuple[int, ...]
#: Fillings that are gone through, at most; where there are more, nothing further is told.
_MOST = 20_000
#: Bounds of what is told of a mean in points, where it may not be told itself.
_BOUNDS = (0.0, 1.0, 2.0, 4.0, 8.0)


class Band(NamedTuple):
    """A mean as it may be told: from ``least`` to below ``most`` (``None``: no bound), or, where both agree, itself."""

    least: float
    most: float | None

    @property
    def known(self) -> float | None:
        """The mean itself, where it may be told."""
        return self.least if self.least == self.most else None


def band_of(mean: float) -> Band:
    """The band in which a mean lies."""
    least = max(bound for bound in _BOUNDS if bound <= mean)
    above = [bound for bound in _BOUNDS if bound > mean]
    return Band(least, min(above, default=None))


class LineCost(NamedTuple):
    """What a line costs in the states in which it was met, at least and at most, in points."""

    least: float
    most: float


def free_fits(costs: Sequence[LineCost], took: Cell, lost: Cell) -> Callable[[Filling], bool]:
    """Whether so many can have lost nothing, and so many something, where the lines were said so often."""

    def fits(filling: Filling) -> bool:
        count, low, high = _took(costs, filling)
        least = max(took.least, low, 0 if lost.most is None else count - lost.most)
        most = min(count if took.most is None else took.most, high, count - lost.least)
        return least <= most

    return fits


def split_fits(
    costs: Sequence[LineCost], shares: tuple[Fraction, Fraction], *, split: bool
) -> Callable[[Filling], bool]:
    """Whether the share that lost nothing can lie between ``shares``, or outside of them."""

    def fits(filling: Filling) -> bool:
        count, low, high = _took(costs, filling)
        if split:
            return count > 0 and max(low, ceil(shares[0] * count)) <= min(high, floor(shares[1] * count))
        return count == 0 or low < shares[0] * count or high > shares[1] * count

    return fits


def lost_fits(costs: Sequence[LineCost], band: Band) -> Callable[[Filling], bool]:
    """Whether so much can have been lost on average."""

    def fits(filling: Filling) -> bool:
        said = list(zip(costs, filling, strict=False))
        count = sum(times for _, times in said) or 1
        low = sum(cost.least * times for cost, times in said) / count
        high = sum(cost.most * times for cost, times in said) / count
        return high >= band.least and (band.most is None or low < band.most)

    return fits


def _took(costs: Sequence[LineCost], filling: Filling) -> tuple[int, int, int]:
    """How many said any of the lines, and how many of those lost nothing, at least and at most."""
    said = list(zip(costs, filling, strict=False))
    sure = sum(times for cost, times in said if not cost.most)
    return sum(times for _, times in said), sure, sure + sum(t for cost, t in said if cost.most and not cost.least)


class Audit:
    """A table of which a reader knows the cells as told, and the sum; further facts are put to it one by one."""

    def __init__(self, counts: Sequence[int], told: Sequence[Cell]) -> None:
        self._counts = tuple(counts)
        self._hidden = [number for number, cell in enumerate(told) if cell.known is None]
        self._left: list[Filling] | None = []
        for filling in _fillings(told, sum(counts)) if self._hidden else ():
            self._left.append(filling)
            if len(self._left) > _MOST:
                self._left = None
                break

    @property
    def is_open(self) -> bool:
        """Whether nothing is hidden, so that anything may be told."""
        return not self._hidden

    def may_tell(self, fact: Callable[[Filling], bool]) -> bool:
        """Whether a fact may be told that holds of the fillings for which it is true; if so, it counts as told."""
        if self.is_open:
            return True
        if self._left is None or not fact(self._counts):
            return False
        left = [filling for filling in self._left if fact(filling)]
        if any(self._is_small(number) and len({filling[number] for filling in left}) < 2 for number in self._hidden):
            return False
        small = [number for number in self._hidden if self._is_small(number)]
        together = {sum(filling[number] for number in small) for filling in left}
        if small and sum(self._counts[number] for number in small) < ENOUGH_TO_TELL and len(together) < 2:
            return False
        self._left = left
        return True

    def _is_small(self, number: int) -> bool:
        return self._counts[number] < ENOUGH_TO_TELL


def _fillings(told: Sequence[Cell], total: int) -> Iterator[Filling]:
    """Every way to fill cells as told so that they come to ``total``."""
    least_after = [sum(cell.least for cell in told[number + 1 :]) for number in range(len(told))]
    most = [total if cell.most is None else cell.most for cell in told]
    most_after = [sum(most[number + 1 :]) for number in range(len(told))]

    def fill(number: int, left: int) -> Iterator[Filling]:
        if number == len(told):
            yield ()
            return
        low = max(told[number].least, left - most_after[number])
        for count in range(low, min(most[number], left - least_after[number]) + 1):
            for rest in fill(number + 1, left - count):
                yield (count, *rest)

    yield from fill(0, total)
