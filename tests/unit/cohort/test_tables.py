"""A class in tables: each learner and each play counts once, and nothing is published about small groups."""

from __future__ import annotations

import pytest

from cohort_plays import answer, read_play
from roleplay.cohort.bands import Band
from roleplay.cohort.plays import Doubt, LineRange
from roleplay.cohort.suppression import Cell
from roleplay.cohort.tables import CriterionSpread, class_spread

FREE = {"a": 0.0, "b": 3.0, "c": 1.0}
NONE, FEW, ALL = Cell(0, 0), Cell(1, 4), Cell(12, 12)


def test_each_learner_counts_once_with_the_first_play() -> None:
    first = [read_play(n, [answer("one", "a", FREE)], percents={"main.hear": 90.0}) for n in range(12)]
    again = [read_play(n, [answer("one", "b", FREE)], percents={"main.hear": 10.0}, began=1.0) for n in range(12)]
    spread = class_spread([*again, *first])
    assert (spread.learners, spread.plays) == (12, 24)
    (scene,) = spread.scenes
    assert scene.criteria[0].levels == (NONE, NONE, NONE, ALL)
    assert scene.criteria[0].mean == 90
    assert scene.criteria[1].not_assessed == ALL
    assert scene.criteria[1].mean is None
    assert len(scene.pairs) == 12
    assert {(pair.before.percents["main.hear"], pair.after.percents["main.hear"]) for pair in scene.pairs} == {(90, 10)}


def test_nothing_is_published_about_fewer_than_five_learners() -> None:
    plays = [read_play(n, [answer("one", "a", FREE)], percents={"main": 50.0}, poor={"dodge": True}) for n in range(4)]
    spread = class_spread(plays)
    assert (spread.learners, spread.scenes, spread.unpublished_scenes, spread.criteria, spread.poor_moves) == (
        4,
        (),
        ("small",),
        (),
        (),
    )
    (scene,) = class_spread([*plays, plays[0]._replace(play=plays[0].play._replace(id="5", learner="5"))]).scenes
    (decision,) = scene.decisions
    assert (scene.learners, scene.passed, scene.pairs) == (5, (NONE, Cell(5, 5), NONE), ())
    assert [line.said for line in decision.lines] == [Cell(5, 5), NONE, NONE]
    assert (decision.lost, decision.free) == (Band(0, 0), (Cell(5, 5), NONE))


@pytest.mark.parametrize("counts", [(2, 1, 9), (1, 2, 9), (1, 1, 10), (2, 2, 8), (1, 3, 8)])
def test_everything_published_follows_from_the_published_counts(counts: tuple[int, int, int]) -> None:
    """All these classes have the same page: publishing the mean loss would distinguish them."""
    lines_said = [line for line, count in zip("bca", counts, strict=True) for _ in range(count)]
    plays = [read_play(n, [answer("one", line, FREE)]) for n, line in enumerate(lines_said)]
    (decision,) = class_spread(plays).scenes[0].decisions
    assert [line.said for line in decision.lines] == [Cell(5, 10), FEW, FEW]
    assert decision.lost == Band(4 / 12, 15 / 12)
    assert decision.free == (Cell(5, 10), Cell(2, 7))


@pytest.mark.parametrize("everybody", range(5, 21))
def test_a_decision_reached_by_one_line_does_not_reveal_how_many_said_it(everybody: int) -> None:
    """By exhaustive search: knowing that all who said the one line came there does not reveal a small count."""
    lines, alike = {"a": 0.0, "b": 3.0}, dict[object, list[int]]()
    for count in range(everybody + 1):
        plays_there = [read_play(n, [answer("one", "a", lines), answer("there", "a", lines)]) for n in range(count)]
        others = range(count, everybody)
        elsewhere = [read_play(n, [answer("one", "b", lines), answer("elsewhere", "a", lines)]) for n in others]
        scene = class_spread([*plays_there, *elsewhere]).scenes[0]
        published = tuple((each.place, each.learners, each.lines) for each in scene.decisions)
        alike.setdefault(published, []).append(count)
    for counts in alike.values():
        for number in (counts[0], everybody - counts[0]):
            assert len(counts) > 1 or number == 0 or number >= 5


def test_the_published_cost_of_a_line_does_not_depend_on_who_met_it() -> None:
    costs = (LineRange("a", 0, 7), LineRange("b", 2, 12))
    own = answer("one", "a", {"a": 0.0, "b": 2.0})
    own = own._replace(state=own.state._replace(lines=costs))
    (decision,) = class_spread([read_play(n, [own]) for n in range(12)]).scenes[0].decisions
    assert tuple(line.cost for line in decision.lines) == costs


def test_those_who_did_not_reach_a_decision_are_a_part_of_its_table() -> None:
    here = [read_play(n, [answer("one", "a", FREE), answer("two", "a", FREE)]) for n in range(9)]
    away = [read_play(10 + n, [answer("one", "b", FREE), answer("three", "a", FREE)]) for n in range(3)]
    one, two = class_spread([*here, *away]).scenes[0].decisions
    assert one.learners == Cell(12, 12)
    assert two.learners == Cell(8, 11)  # nothing is published about the third
    more = [read_play(20 + n, [answer("one", "b", FREE), answer("three", "a", FREE)]) for n in range(3)]
    one, three, two = class_spread([*here, *away, *more]).scenes[0].decisions
    assert (two.learners, three.learners) == (Cell(9, 9), Cell(6, 6))


def test_different_versions_of_a_decision_are_separate_and_equal_ones_merged() -> None:
    old = [read_play(n, [answer("one", "a", FREE), answer("two", "a", FREE, digest="old")], text="1") for n in range(6)]
    new = [read_play(10 + n, [answer("one", "a", FREE), answer("two", "b", FREE)], text="2") for n in range(5)]
    scene = class_spread([*old, *new]).scenes[0]
    assert scene.texts == 2
    assert [(each.place.node, each.place.digest) for each in scene.decisions] == [
        ("one", "d"),
        ("two", "d"),
        ("two", "old"),
    ]


def test_doubtful_plays_and_those_after_them_do_not_count() -> None:
    plays = [read_play(n, [answer("one", "a", FREE)], percents={"main": 50.0}) for n in range(10)]
    again = [read_play(n, percents={"main": 60.0}, began=2.0) for n in range(10)]
    doubtful = [read_play(99, percents={"main": 1.0}, doubt=Doubt.TOO_FAST)]
    doubtful += [read_play(99, [answer("one", "b", FREE)], percents={"main": 50.0}, began=at) for at in (1.0, 2.0)]
    spread = class_spread([*plays, *again, *doubtful])
    assert spread.doubtful == {Doubt.TOO_FAST: FEW}
    (scene,) = spread.scenes
    assert (scene.learners, scene.plays, len(scene.pairs)) == (10, 20, 10)  # no pair if the first play is left out


def test_poor_moves_count_learners_who_had_the_opportunity() -> None:
    moves = {"dodge": 7, "shout": 1, "whisper": 0, "blame": 12, "grumble": 8}
    plays = [read_play(n, poor={move: n < count for move, count in moves.items()}) for n in range(12)]
    plays = [play._replace(poor={**play.poor, **({"rare": True} if n < 4 else {})}) for n, play in enumerate(plays)]
    poor = class_spread(plays).poor_moves
    # largest share first, as far as published; nothing about what only four could do
    assert [(each.move, each.learners.known, each.made) for each in poor] == [
        ("blame", 12, ALL),
        ("grumble", 12, Cell(8, 11)),
        ("dodge", 12, Cell(7, 7)),
        ("shout", 12, FEW),
        ("whisper", 12, NONE),
    ]


def test_the_order_of_poor_moves_reveals_no_hidden_count() -> None:
    orders = set()
    for first in range(1, 5):
        for second in range(1, 5):
            plays = [read_play(n, poor={"a": n < first, "b": n < second}) for n in range(12)]
            orders.add(tuple(each.move for each in class_spread(plays).poor_moves))
    assert orders == {("a", "b")}


def test_levels_over_all_scenes_use_each_learners_mean() -> None:
    plays = [read_play(n, percents={"main.hear": 100.0}, criteria=["main.hear"]) for n in range(10)]
    plays += [read_play(n, percents={"main.hear": 0.0}, criteria=["main.hear"], scene="other") for n in range(10)]
    spread = class_spread(plays)
    assert spread.criteria[0].mean == 50
    assert [scene.scene for scene in spread.scenes] == ["other", "small"]


def test_two_versions_of_a_rubric_are_two_measures() -> None:
    plays = [read_play(n, percents={"main.hear": 40.0}, criteria=["main.hear"]) for n in range(10)]
    later = [
        read_play(n, percents={"main.hear": 90.0}, criteria=["main.hear"], rubric="r2", began=1) for n in range(10)
    ]
    scene = class_spread([*plays, *later]).scenes[0]
    assert (scene.pairs, scene.changed) == ((), Cell(10, 10))
    new = [read_play(10 + n, percents={"main.hear": 9.0}, criteria=["main.hear"], rubric="r2") for n in range(10)]
    scene = class_spread([*plays, *new]).scenes[0]
    assert [(each.rubric, each.learners) for each in scene.criteria] == [("r1", 10), ("r2", 10)]


def test_a_mean_is_withheld_next_to_one_of_nearly_the_same_learners() -> None:
    """Means of ten learners and of the eight who played again would together reveal the other two."""

    def criteria(again: int) -> list[tuple[str, int | None]]:
        names = ["main.hear", "other.ask"]
        published = dict.fromkeys(names, 40.0)
        plays = [read_play(n, percents=published, criteria=names) for n in range(10)]
        plays += [read_play(n, percents=published, criteria=names, began=1.0) for n in range(again)]
        spread = class_spread(plays)
        assert spread.criteria == spread.scenes[0].criteria  # over all scenes as well
        return [(each.ref, each.mean) for each in spread.scenes[0].criteria]

    assert criteria(8) == [("main.hear", None), ("other.ask", 40)]  # the other rubric has no before and after
    for again in (0, 4, 5, 10):
        assert criteria(again) == [("main.hear", 40), ("other.ask", 40)]


def test_a_mean_that_would_reveal_a_hidden_count_is_withheld() -> None:
    def criterion(*percents: float) -> CriterionSpread:
        plays = [read_play(n, percents={"main.hear": each}, criteria=["main.hear"]) for n, each in enumerate(percents)]
        return class_spread(plays).scenes[0].criteria[0]

    assert criterion(10, 10, 60, 60, 60) == criterion(24, 24, 24, 65, 65)  # the mean reveals neither count
    assert criterion(10, 10, 60, 60, 60).mean == 40
    low = criterion(4, 4, 4, 4, 60)
    assert (low.mean, low.mean_reveals_cell, low.levels[2]) == (None, True, FEW)
    assert criterion(4, 4, 4, 4, 4).mean == 4  # if all are alike, nothing is hidden
