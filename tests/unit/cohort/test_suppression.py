"""Counts that name nobody, held against whoever tries out every way to fill a table."""

from __future__ import annotations

from itertools import product

from roleplay.cohort.suppression import Cell, alone, cells, step_of, width


def test_what_is_told() -> None:
    assert cells((6, 3, 2)) == (Cell(5, 9), Cell(0, 4), Cell(0, 4))
    # of twelve in three parts steps of five would tell "4, 4, 4": the steps are wider, also where that is not so
    assert cells((4, 4, 4)) == (Cell(0, 5),) * 3
    assert cells((1, 2, 9)) == (Cell(0, 5), Cell(0, 5), Cell(6, 11))
    assert cells((10, 0)) == (Cell(10, 10), Cell(0, 4))
    assert alone(7) == Cell(5, 9)


def test_no_small_count_can_be_worked_out() -> None:
    """By trying everything, beside a sum that is known or itself a step: what each part can be."""
    for total, parts in product(range(5, 17), (2, 3)):
        steps = width(parts, total)
        fillings = [way for way in product(range(total + 1), repeat=parts) if sum(way) == total]
        looks: dict[tuple[Cell, ...], list[tuple[int, ...]]] = {}
        for way in fillings:
            looks.setdefault(cells(way), []).append(way)
        for ways in looks.values():
            for column in zip(*ways, strict=True):
                assert len(set(column)) > 1 or column[0] == 0 or column[0] >= 5
        looks.clear()
        for way in product(range(total + 1), repeat=parts):
            if sum(way) <= total:
                told = (step_of(sum(way), steps, total), *(step_of(count, steps, total) for count in way))
                looks.setdefault(told, []).append(way)
        for ways in looks.values():
            for column in zip(*ways, strict=True):
                assert len(set(column)) > 1 or column[0] == 0 or column[0] >= 5
