"""What certainly follows from a published table."""

from __future__ import annotations

from random import Random

from roleplay.cohort.bands import Band, free_bounds, is_split, loss_bounds, reveals_hidden
from roleplay.cohort.plays import LineRange
from roleplay.cohort.suppression import Cell, subgroup

FREE, DEAR = LineRange("a", 0, 0), LineRange("b", 8, 8)


def test_the_mean_loss_has_bounds() -> None:
    table = [Cell(6, 9), Cell(1, 4)]
    assert loss_bounds([FREE, DEAR], table, Cell(10, 10)) == Band(0.8, 3.2)
    assert loss_bounds([FREE, DEAR], [Cell(5, 5), Cell(5, 5)], Cell(10, 10)) == Band(4, 4)
    assert loss_bounds([FREE, DEAR], [Cell(0, 8), Cell(0, 8)], Cell(8, 8)) is None  # for a table that is not published
    assert loss_bounds([FREE, FREE], table, Cell(10, 10)) is None
    assert loss_bounds([FREE, LineRange("b", None, None)], table, Cell(10, 10)) is None
    assert free_bounds([FREE, DEAR], table, Cell(10, 10)) == (Cell(6, 9), Cell(1, 4))
    assert is_split((Cell(15, 19), Cell(15, 19)), Cell(40, 44)) is True
    assert is_split((Cell(10, 14), Cell(25, 29)), Cell(40, 44)) is False


def test_a_mean_can_reveal_a_hidden_count() -> None:
    few, none = Cell(1, 4), Cell(0, 0)
    table = [few, none, few, none, none, none]
    # one of five at level 2 has at least 55, so a mean of 15 can only come from four at level 0 and one there
    assert reveals_hidden(table, 5, 15) is True
    assert reveals_hidden(table, 5, 68) is True  # one and four
    assert reveals_hidden(table, 5, 40) is False  # two and three, or three and two
    assert reveals_hidden([Cell(2, 2), none, Cell(3, 3), none, none, none], 5, 40) is False  # nothing is hidden
    # all who were assessed have full marks: their number stays open
    assert reveals_hidden([none, none, none, Cell(5, 6), few, few], 8, 100) is False
    # one of three or more at level 3, or two of more, has this mean: so the number not assessed stays open too
    assert reveals_hidden([few, none, none, few, few, none], 7, 30) is False


def test_true_values_lie_within_the_published_bounds() -> None:
    chance = Random(5)
    for _ in range(200):
        parts, total = chance.randint(2, 4), chance.randint(10, 30)
        counts = [0] * parts
        for _ in range(chance.randint(5, total)):
            counts[chance.randrange(parts)] += 1
        met = sum(counts)
        learners, published = subgroup(counts, total)
        costs = [LineRange(str(n), cost, cost + chance.choice([0, 3])) for n, cost in enumerate([0, 2, 5, 9][:parts])]
        paid = [chance.choice([cost.least or 0, cost.most or 0]) for cost in costs]
        band = loss_bounds(costs, published, learners)
        mean = sum(count * each for count, each in zip(counts, paid, strict=True)) / met
        assert band is None or band.least - 1e-9 <= mean <= band.most + 1e-9
        free = free_bounds(costs, published, learners)
        assert free is not None
        took = sum(count for count, each in zip(counts, paid, strict=True) if not each)
        assert all(cell.least <= count <= cell.most for cell, count in zip(free, (took, met - took), strict=True))
