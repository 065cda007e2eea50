"""Counts that name nobody, held against whoever subtracts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.cohort.suppression import FEW, MANY, UNTOLD, Cell, cells, coarse


def exact(*counts: int) -> tuple[Cell, ...]:
    return tuple(Cell(count, count) for count in counts)


def test_what_is_told() -> None:
    assert cells((6, 0, 9)) == exact(6, 0, 9)
    assert cells((10, 0, 0)) == exact(10, 0, 0)
    assert cells((5, 3, 2)) == (*exact(5), FEW, FEW)
    # the rest would be 3, or 1: the least of the others gives way
    assert cells((7, 3, 0)) == (MANY, FEW, *exact(0))
    assert cells((12, 7, 1)) == (*exact(12), MANY, FEW)
    # two of 4 each leave 8, which can only be divided so
    assert cells((4, 4, 9)) == (FEW, FEW, MANY)
    assert cells((4, 4)) == (UNTOLD, UNTOLD)
    assert cells((5, 1)) == (UNTOLD, UNTOLD)  # "5 or more" of 6 beside somebody would be 5
    assert coarse((9, 6, 2, 0)) == (MANY, MANY, FEW, *exact(0))
    assert coarse((5, 1)) == (UNTOLD, UNTOLD)


def worked_out(told: Sequence[Cell], total: int) -> list[set[int]]:
    """By trying everything: what each cell can be, and what the hidden small ones can be together."""
    ranges = [range(cell.least, (total if cell.most is None else min(cell.most, total)) + 1) for cell in told]
    fitting = [counts for counts in product(*ranges) if sum(counts) == total]
    together = {sum(count for count, cell in zip(counts, told, strict=True) if cell == FEW) for counts in fitting}
    return [*(set(column) for column in zip(*fitting, strict=True)), together]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=4))
def test_no_small_group_can_be_worked_out(counts: list[int]) -> None:
    total = sum(counts)
    if total < 5:  # of such a group nothing is told at all
        return
    for told in (cells(counts), coarse(counts)):
        *each, together = worked_out(told, total)
        for count, cell, possible in zip(counts, told, each, strict=True):
            assert count in possible
            assert count == 0 or count >= 5 or len(possible) > 1, (told, cell)
        small = [count for count in counts if 0 < count < 5]
        assert not small or sum(small) >= 5 or len(together) > 1 or UNTOLD in told
