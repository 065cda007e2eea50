"""Counts that identify nobody, even to readers who know the rules and try every way to fill a table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from roleplay.cohort.suppression import MIN_PUBLISHED, Cell, cells, standalone

FEW = Cell(1, 4)


def shown(*counts: int) -> list[int | str]:
    """A table as published: the count, ``few``, or a range."""
    return [
        str(cell.least) if cell.known is not None else "few" if cell.is_few else f"{cell.least}-{cell.most}"
        for cell in cells(counts)
    ]


def test_published_tables() -> None:
    assert shown(7, 5, 0) == ["7", "5", "0"]  # zero and everybody are published
    assert shown(10, 0) == ["10", "0"]
    assert shown(5, 3, 2, 0) == ["5", "few", "few", "0"]  # the two together are five
    assert shown(7, 3) == ["6-9", "few"]  # a single small part could be derived from the rest
    assert shown(6, 2, 2) == ["5-8", "few", "few"]  # the other four are a few, too
    assert shown(9, 6, 3) == ["9", "5-8", "few"]  # the last large part, not the smallest ...
    assert shown(6, 9, 3) == ["6", "8-11", "few"]  # which would reveal that it is the smallest
    assert shown(5, 1) == ["0-6", "0-6"]
    assert (standalone(0), standalone(3), standalone(7)) == (Cell(0, 0), FEW, Cell(7, 7))


def fillings(parts: int, total: int) -> Iterator[tuple[int, ...]]:
    """All ways to divide ``total`` into ``parts`` parts."""
    if parts == 1:
        yield (total,)
    else:
        yield from ((first, *rest) for first in range(total + 1) for rest in fillings(parts - 1, total - first))


@pytest.mark.parametrize(("parts", "most"), [(2, 40), (3, 30), (4, 24), (5, 18), (6, 14)])
def test_no_hidden_count_can_be_derived(parts: int, most: int) -> None:
    """Each hidden part differs among the tables that are published alike with the same known sum.

    So it cannot be derived even by readers who know the rules, let alone by those who try every table that fits.
    """
    for total in range(MIN_PUBLISHED, most + 1):
        alike: dict[tuple[Cell, ...], list[tuple[int, ...]]] = {}
        for table in fillings(parts, total):
            alike.setdefault(cells(table), []).append(table)
        for published, tables in alike.items():
            for cell, column in zip(published, zip(*tables, strict=True), strict=True):
                assert len(set(column)) > 1 or cell.known == column[0], (published, tables)


@pytest.mark.parametrize(("parts", "total"), [(2, 10), (3, 14), (4, 16), (5, 12)])
def test_published_counts_are_true_and_never_small(parts: int, total: int) -> None:
    for table in fillings(parts, total):
        for count, cell in zip(table, cells(table), strict=True):
            assert cell.least <= count <= cell.most
            assert cell.known is None or not 0 < count < MIN_PUBLISHED
            assert not cell.is_few or 0 < count < MIN_PUBLISHED
        hidden = [count for count, cell in zip(table, cells(table), strict=True) if cell.known is None]
        assert not hidden or sum(hidden) >= MIN_PUBLISHED
