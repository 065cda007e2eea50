"""What is told beside hidden counts, held against a reader who tries out everything."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from cohort_plays import answer, read_play
from roleplay.cohort.audit import Audit, Band, LineCost, band_of, free_fits, lost_fits, split_fits
from roleplay.cohort.suppression import FEW, MANY, Cell
from roleplay.cohort.tables import SPLIT, DecisionSpread, class_spread


def fits(cell: Cell, count: int) -> bool:
    return cell.least <= count and (cell.most is None or count <= cell.most)


def lies_in(band: Band, mean: float) -> bool:
    if band.known is not None:
        return abs(mean - band.known) < 1e-9
    return band.least <= mean and (band.most is None or mean < band.most)


def can_be(spread: DecisionSpread, costs: list[float], counts: tuple[int, ...]) -> bool:
    """Whether so many can have said each line, by all that stands on the page; it knows what each line costs."""
    said = sum(counts)
    free = sum(times for times, cost in zip(counts, costs, strict=True) if not cost)
    mean = sum(times * cost for times, cost in zip(counts, costs, strict=True)) / said
    return (
        fits(spread.learners, said)
        and all(fits(line.said, times) for line, times in zip(spread.lines, counts, strict=True))
        and (spread.free is None or (fits(spread.free[0], free) and fits(spread.free[1], said - free)))
        and (spread.lost is None or lies_in(spread.lost, mean))
        and (spread.split is None or spread.split is (SPLIT[0] <= Fraction(free, said) <= SPLIT[1]))
    )


def test_no_small_count_follows_from_all_that_is_told_of_a_decision() -> None:
    chance, small, told = Random(5), 0, 0
    for _ in range(120):
        learners, costs = chance.randint(5, 10), [0.0, *(float(chance.choice([0, 1, 2, 3, 5])) for _ in range(2))]
        lines = {f"l{number}": cost for number, cost in enumerate(costs)}
        picks = chance.choices(range(4), [chance.random() ** 2 for _ in range(4)], k=learners)
        first = answer("a", "x", {"x": 0.0, "y": 1.0})
        plays = [
            read_play(n, [first, *([answer("d", f"l{pick}", lines)] if pick < 3 else [])])
            for n, pick in enumerate(picks)
        ]
        spread = next((d for d in class_spread(plays).scenes[0].decisions if d.place.node == "d"), None)
        if spread is None or not any(costs):
            continue
        counts = tuple(picks.count(number) for number in range(3))
        ways = [way for way in product(range(learners + 1), repeat=3) if 5 <= sum(way) <= learners]
        left = [(*way, learners - sum(way)) for way in ways if can_be(spread, costs, way)]
        assert (*counts, learners - sum(counts)) in left
        for number, count in enumerate((*counts, learners - sum(counts))):
            if 0 < count < 5:
                small += 1
                assert len({way[number] for way in left}) > 1, (counts, spread)
        told += spread.lost is not None
    assert small > 100
    assert told > 50  # and yet something is told


def test_a_fact_that_was_told_counts_for_the_next() -> None:
    costs = [LineCost(0, 0), LineCost(2, 2)]
    audit = Audit((6, 3), (MANY, FEW))  # of nine: 5 and 4, 6 and 3, 7 and 2, 8 and 1
    assert audit.may_tell(lost_fits(costs, Band(0, 1)))  # all of them
    assert audit.may_tell(split_fits(costs, SPLIT, split=True))  # 5 and 4 or 6 and 3
    assert not audit.may_tell(free_fits(costs, Cell(6, 6), FEW))
    assert audit.may_tell(free_fits(costs, MANY, FEW))
    open_ = Audit((6, 0), (Cell(6, 6), Cell(0, 0)))
    assert open_.is_open
    assert open_.may_tell(lambda _: True)


def test_lines_that_cost_something_only_in_some_states_leave_room() -> None:
    costs = [LineCost(0, 3), LineCost(1, 1)]
    assert free_fits(costs, Cell(4, 4), Cell(3, 3))((5, 2))
    assert not free_fits(costs, Cell(6, 6), Cell(1, 1))((5, 2))
    assert lost_fits(costs, Band(2, 4))((5, 2))
    assert not lost_fits(costs, Band(4, 8))((5, 2))


def test_bands() -> None:
    assert [band_of(mean) for mean in (0.0, 0.99, 1.0, 7.9, 8.0, 50.0)] == [
        Band(0, 1),
        Band(0, 1),
        Band(1, 2),
        Band(4, 8),
        Band(8, None),
        Band(8, None),
    ]
