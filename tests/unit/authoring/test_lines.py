"""The lines of a template under any rubric: best, in between or worst on everything due; never critical."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roleplay.authoring.lines import is_assessed, steps_of
from roleplay.scene.model import Criterion, Move, MoveKind, Rubric
from roleplay.scene.text import Text
from strategies import Dice, quick

WORD = Text.of("x")
GOOD, POOR = [f"good_{n}" for n in range(8)], [f"poor_{n}" for n in range(8)]
MOVES = {
    name: Move(id=name, name=WORD, about=WORD, kind=MoveKind.GOOD if name in GOOD else MoveKind.POOR)
    for name in (*GOOD, *POOR)
}


def rubric(*points: dict[str, int], critical: tuple[str, ...] = (), minimum: int = 2) -> Rubric:
    criteria = tuple(
        Criterion(
            id=f"c{n}", name=WORD, about=WORD, weight=1.0, points=criterion_points, levels=(WORD, WORD, WORD, WORD)
        )
        for n, criterion_points in enumerate(points)
    )
    return Rubric(
        id="sample",
        name=WORD,
        about=WORD,
        source=WORD,
        order=(),
        criteria=criteria,
        critical=frozenset(critical),
        minimum=minimum,
    )


def total(sample: Rubric, ref: str, moves: tuple[str, ...]) -> int:
    points = next(criterion.points for criterion in sample.criteria if ref == f"sample.{criterion.id}")
    return max(-3, min(3, sum(points.get(move, 0) for move in moves)))


def test_four_criteria_are_each_due_twice_in_four_steps_in_order() -> None:
    sample = rubric(*({f"good_{n}": 2, f"poor_{n}": -2} for n in range(4)))
    steps = steps_of(sample, MOVES, 4)
    assert [step.due for step in steps] == [
        ("sample.c0", "sample.c1"),
        ("sample.c1", "sample.c2"),
        ("sample.c2", "sample.c3"),
        ("sample.c3", "sample.c0"),
    ]
    assert steps[0].moves == {
        "well": ("good_0", "good_1"),
        "half": ("good_0", "poor_1"),
        "miss": ("poor_0", "poor_1"),
    }
    assert steps[1].moves["half"] == ("poor_1", "good_2")
    assert is_assessed(sample, steps)
    assert not is_assessed(sample._replace(minimum=3), steps)


def test_equal_moves_are_used_in_turn() -> None:
    sample = rubric({"good_0": 2, "good_1": 2, "good_2": 1, "poor_0": -3, "poor_1": -3})
    steps = steps_of(sample, MOVES, 3)
    assert [step.moves["well"] for step in steps] == [("good_0",), ("good_1",), ("good_0",)]
    assert [step.moves["miss"] for step in steps] == [("poor_0",), ("poor_1",), ("poor_0",)]
    assert [step.moves["half"] for step in steps] == [("good_3",)] * 3


def test_moves_that_harm_elsewhere_or_are_critical_are_not_used() -> None:
    sample = rubric(
        {"good_0": 3, "good_1": 2, "poor_0": -3, "poor_1": -2}, {"good_0": -1, "good_2": 1, "poor_2": -1},
        critical=("poor_0",),
    )  # fmt: skip
    (step, *_) = steps_of(sample, MOVES, 2)
    assert step.moves == {"well": ("good_1", "good_2"), "half": ("good_1", "poor_2"), "miss": ("poor_1", "poor_2")}


def test_a_one_sided_criterion_gets_a_move_without_points_for_the_other_side() -> None:
    (step, *_) = steps_of(rubric({"good_0": 2}, {"poor_1": -1}), MOVES, 2)
    assert step.moves == {"well": ("good_0", "good_1"), "half": ("good_0", "poor_1"), "miss": ("poor_0", "poor_1")}


@st.composite
def sample_rubrics(draw: st.DrawFn) -> Rubric:
    """Good moves never cost, poor ones never earn; some moves count on several criteria, some are critical."""
    dice = Dice(draw)
    points: list[dict[str, int]] = []
    for _ in range(dice.number(1, 8)):
        good = {dice.pick(GOOD): dice.number(1, 3) for _ in range(dice.number(1, 3))}
        poor = {dice.pick(POOR[:6]): -dice.number(1, 3) for _ in range(dice.number(1, 3))}
        points.append({**good, **poor})
    critical = tuple(dice.some(POOR, 0, 1))
    return rubric(*points, critical=critical, minimum=dice.number(1, 3))


@quick
@given(sample_rubrics(), st.integers(1, 9))
def test_under_any_rubric_well_is_best_and_miss_is_worst(sample: Rubric, count: int) -> None:
    for step in steps_of(sample, MOVES, count):
        assert 1 <= len(step.due) <= 3
        for ref in step.due:
            well, half, miss = (total(sample, ref, step.moves[kind]) for kind in ("well", "half", "miss"))
            assert miss <= half <= well
        assert all(set(moves).isdisjoint(sample.critical) and moves for moves in step.moves.values())


@quick
@given(sample_rubrics(), st.integers(1, 9))
def test_every_criterion_is_due_in_a_complete_walk(sample: Rubric, count: int) -> None:
    due = [ref for step in steps_of(sample, MOVES, count) for ref in step.due]
    criteria = [f"sample.{criterion.id}" for criterion in sample.criteria]
    if len(criteria) <= count:
        assert set(due) == set(criteria)
        assert min(map(due.count, criteria)) >= min(2, count)
