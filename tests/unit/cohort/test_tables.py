"""A class in tables: each learner once, each play once, and nothing of a small group."""

from __future__ import annotations

import pytest

from cohort_plays import answer, read_play
from roleplay.cohort.bands import Band
from roleplay.cohort.plays import Doubt, LineRange
from roleplay.cohort.suppression import Cell
from roleplay.cohort.tables import class_spread

FREE = {"a": 0.0, "b": 3.0, "c": 1.0}
NONE, FIVE, TEN = Cell(0, 4), Cell(5, 9), Cell(10, 12)


def test_each_learner_counts_once_by_the_first_play() -> None:
    first = [read_play(n, [answer("one", "a", FREE)], percents={"main.hear": 90.0}) for n in range(12)]
    again = [read_play(n, [answer("one", "b", FREE)], percents={"main.hear": 10.0}, began=1.0) for n in range(12)]
    spread = class_spread([*again, *first])
    assert (spread.learners, spread.plays) == (12, 24)
    (scene,) = spread.scenes
    assert scene.criteria[0].levels == (NONE, NONE, NONE, TEN)
    assert scene.criteria[0].median == (2, 3)  # by the steps
    assert scene.criteria[1].not_assessed == TEN
    assert scene.criteria[1].median is None
    assert len(scene.pairs) == 12
    assert {(pair.before.percents["main.hear"], pair.after.percents["main.hear"]) for pair in scene.pairs} == {(90, 10)}


def test_of_a_small_group_nothing_is_told_and_of_fewer_than_ten_not_how_they_divide() -> None:
    plays = [read_play(n, [answer("one", "a", FREE)], percents={"main": 50.0}, poor={"dodge": True}) for n in range(4)]
    spread = class_spread(plays)
    assert (spread.learners, spread.scenes, spread.small, spread.criteria, spread.poor) == (4, (), ("small",), (), ())
    more = [*plays, *(read_play(n, [answer("one", "b", FREE)], percents={"main": 9.0}) for n in range(4, 9))]
    (scene,) = class_spread(more).scenes
    assert (scene.learners, scene.passed, scene.criteria, scene.decisions, scene.pairs) == (9, None, (), (), ())
    assert class_spread(more).poor == ()


@pytest.mark.parametrize("counts", [(2, 2, 8), (1, 4, 7), (4, 1, 7), (3, 3, 6)])
def test_what_is_told_depends_on_the_steps_alone(counts: tuple[int, int, int]) -> None:
    """All these classes have one page: what it leaves out tells nothing either."""
    said = [line for line, count in zip("bca", counts, strict=True) for _ in range(count)]
    plays = [read_play(n, [answer("one", line, FREE)]) for n, line in enumerate(said)]
    (decision,) = class_spread(plays).scenes[0].decisions
    # of twelve in three parts the steps are of six
    assert [line.said for line in decision.lines] == [Cell(6, 11), Cell(0, 5), Cell(0, 5)]
    assert decision.lost == Band(1 / 12, 16 / 12)
    assert decision.free == (Cell(6, 11), Cell(0, 6))


def test_what_a_line_costs_is_told_of_the_scene_whoever_met_it() -> None:
    costs = (LineRange("a", 0, 7), LineRange("b", 2, 12))
    own = answer("one", "a", {"a": 0.0, "b": 2.0})
    own = own._replace(state=own.state._replace(lines=costs))
    (decision,) = class_spread([read_play(n, [own]) for n in range(12)]).scenes[0].decisions
    assert tuple(line.cost for line in decision.lines) == costs


def test_who_did_not_come_to_a_decision_is_told_as_a_step() -> None:
    here = [read_play(n, [answer("one", "a", FREE), answer("two", "a", FREE)]) for n in range(9)]
    away = [read_play(10 + n, [answer("one", "b", FREE), answer("three", "a", FREE)]) for n in range(3)]
    one, two = class_spread([*here, *away]).scenes[0].decisions
    assert one.learners == Cell(12, 12)
    assert two.learners == Cell(6, 11)  # of the third nothing is told


def test_versions_of_a_decision_stand_apart_and_the_same_one_together() -> None:
    old = [read_play(n, [answer("one", "a", FREE), answer("two", "a", FREE, digest="old")], text="1") for n in range(6)]
    new = [read_play(10 + n, [answer("one", "a", FREE), answer("two", "b", FREE)], text="2") for n in range(5)]
    scene = class_spread([*old, *new]).scenes[0]
    assert scene.texts == 2
    assert [(each.place.node, each.place.digest) for each in scene.decisions] == [
        ("one", "d"),
        ("two", "d"),
        ("two", "old"),
    ]


def test_plays_in_doubt_do_not_count_nor_does_what_followed_on_them() -> None:
    plays = [read_play(n, [answer("one", "a", FREE)], percents={"main": 50.0}) for n in range(10)]
    again = [read_play(n, percents={"main": 60.0}, began=2.0) for n in range(10)]
    doubtful = [read_play(99, percents={"main": 1.0}, doubt=Doubt.TOO_FAST)]
    doubtful += [read_play(99, [answer("one", "b", FREE)], percents={"main": 50.0}, began=at) for at in (1.0, 2.0)]
    spread = class_spread([*plays, *again, *doubtful])
    assert spread.doubtful == {Doubt.TOO_FAST: 1}
    (scene,) = spread.scenes
    assert (scene.learners, scene.plays, len(scene.pairs)) == (10, 20, 10)  # no pair of whose first play is left out


def test_poor_moves_by_who_had_an_occasion() -> None:
    plays = [read_play(n, poor={"dodge": n < 7, "shout": n == 0}) for n in range(12)]
    (dodge,) = class_spread(plays).poor
    assert (dodge.move, dodge.learners, dodge.made, dodge.avoided) == ("dodge", TEN, FIVE, FIVE)


def test_levels_over_all_scenes_are_of_each_learners_mean() -> None:
    plays = [read_play(n, percents={"main.hear": 100.0}, criteria=["main.hear"]) for n in range(10)]
    plays += [read_play(n, percents={"main.hear": 0.0}, criteria=["main.hear"], scene="other") for n in range(10)]
    spread = class_spread(plays)
    assert spread.criteria[0].median == (1, 1)  # 50 per cent
    assert [scene.scene for scene in spread.scenes] == ["other", "small"]


def test_two_texts_of_a_rubric_are_two_measures() -> None:
    plays = [read_play(n, percents={"main.hear": 40.0}, criteria=["main.hear"]) for n in range(10)]
    later = [
        read_play(n, percents={"main.hear": 90.0}, criteria=["main.hear"], rubric="r2", began=1) for n in range(10)
    ]
    scene = class_spread([*plays, *later]).scenes[0]
    assert (scene.pairs, scene.changed) == ((), Cell(10, 14))
    new = [read_play(10 + n, percents={"main.hear": 9.0}, criteria=["main.hear"], rubric="r2") for n in range(10)]
    scene = class_spread([*plays, *new]).scenes[0]
    assert [(each.rubric, each.learners) for each in scene.criteria] == [("r1", 10), ("r2", 10)]
