"""A class in tables: each learner once, each play once, and nothing of a small group."""

from __future__ import annotations

from cohort_plays import answer, read_play
from roleplay.cohort.audit import Band
from roleplay.cohort.plays import Doubt
from roleplay.cohort.suppression import FEW, MANY, Cell
from roleplay.cohort.tables import class_spread

FREE = {"a": 0.0, "b": 3.0, "c": 1.0}


def exact(*counts: int) -> tuple[Cell, ...]:
    return tuple(Cell(count, count) for count in counts)


def test_each_learner_counts_once_by_the_first_play() -> None:
    first = [read_play(n, [answer("one", "a", FREE)], percents={"main.hear": 90.0}) for n in range(6)]
    again = [read_play(n, [answer("one", "b", FREE)], percents={"main.hear": 10.0}, began=1.0) for n in range(6)]
    spread = class_spread([*again, *first])
    assert (spread.learners, spread.plays) == (6, 12)
    (scene,) = spread.scenes
    assert scene.criteria[0].levels == exact(0, 0, 0, 6)
    assert scene.criteria[0].median == 90
    assert scene.criteria[1].not_assessed == Cell(6, 6)
    assert [line.said for line in scene.decisions[0].lines] == list(exact(6, 0, 0))
    assert [(pair.before.percents["main.hear"], pair.after.percents["main.hear"]) for pair in scene.pairs] == [
        (90.0, 10.0)
    ] * 6


def test_of_a_scene_that_few_played_nothing_is_told() -> None:
    plays = [read_play(n, [answer("one", "a", FREE)], percents={"main": 50.0}, poor={"dodge": True}) for n in range(4)]
    spread = class_spread(plays)
    assert (spread.learners, spread.scenes, spread.small, spread.criteria, spread.poor) == (4, (), ("small",), (), ())
    other = [read_play(n, percents={"main.hear": 50.0}, scene="other") for n in range(5)]
    spread = class_spread([*plays, *other])
    assert [scene.scene for scene in spread.scenes] == ["other"]
    # over all scenes only what may be told of one: the four would be known by subtraction
    assert spread.poor == ()


def test_who_did_not_come_to_a_decision_is_a_cell_of_it() -> None:
    """Of seven five came there: two went another way, and that is nobody's business."""
    here = [read_play(n, [answer("one", "a", FREE), answer("two", "a", FREE)]) for n in range(5)]
    away = [read_play(10 + n, [answer("one", "b", FREE)]) for n in range(2)]
    one, two = class_spread([*here, *away]).scenes[0].decisions
    assert one.learners == Cell(7, 7)
    assert [line.said for line in one.lines] == [MANY, FEW, *exact(0)]
    assert one.free == (MANY, FEW)
    assert two.learners == MANY
    assert [line.said for line in two.lines] == [MANY, *exact(0, 0)]
    assert two.free == (MANY, Cell(0, 0))


def test_what_was_lost_is_rounded_so_that_nobody_can_be_picked_out() -> None:
    plays = [read_play(n, [answer("one", "b" if n == 0 else "a", FREE)]) for n in range(10)]
    decision = class_spread(plays).scenes[0].decisions[0]
    assert decision.lost == Band(0, 1)  # 3 / 10
    assert decision.split is not True
    divided = [read_play(n, [answer("one", "b" if n < 3 else "a", FREE)]) for n in range(10)]
    # who said the dear line was 3 of 10: beside "divided" that would be known
    assert class_spread(divided).scenes[0].decisions[0].split is None
    half = [read_play(n, [answer("one", "b" if n < 5 else "a", FREE)]) for n in range(10)]
    decision = class_spread(half).scenes[0].decisions[0]
    assert (decision.split, decision.lost) == (True, Band(1.5, 1.5))


def test_versions_of_a_decision_stand_apart_and_the_same_one_together() -> None:
    old = [read_play(n, [answer("one", "a", FREE), answer("two", "a", FREE, digest="old")], text="1") for n in range(6)]
    new = [read_play(10 + n, [answer("one", "a", FREE), answer("two", "b", FREE)], text="2") for n in range(5)]
    scene = class_spread([*old, *new]).scenes[0]
    assert scene.texts == 2
    assert [(each.place.node, each.place.digest, each.learners.known) for each in scene.decisions] == [
        ("one", "d", 11),
        ("two", "old", 6),
        ("two", "d", 5),
    ]
    scene = class_spread([*old, *new[:4], read_play(20, [answer("one", "a", FREE)])]).scenes[0]
    assert scene.untold == 1


def test_plays_in_doubt_do_not_count_nor_does_what_followed_on_them() -> None:
    plays = [read_play(n, [answer("one", "a", FREE)], percents={"main": 50.0}) for n in range(5)]
    doubtful = [read_play(9, doubt=Doubt.TOO_FAST), read_play(9, [answer("one", "b", FREE)], began=1.0)]
    spread = class_spread([*plays, *doubtful])
    assert spread.doubtful == {Doubt.TOO_FAST: 1}
    assert spread.scenes[0].decisions[0].learners == Cell(5, 5)
    assert (spread.learners, spread.plays) == (6, 6)


def test_poor_moves_by_who_had_an_occasion() -> None:
    plays = [read_play(n, poor={"dodge": n < 7, "shout": n == 0}) for n in range(12)]
    plays += [read_play(20 + n, poor={"dodge": False}) for n in range(3)]
    dodge, shout = class_spread(plays).poor
    assert (dodge.move, dodge.learners, dodge.made, dodge.avoided) == ("dodge", Cell(15, 15), *exact(7, 8))
    # fifteen in all, twelve had an occasion for shouting: that three had none is a count of three
    assert (shout.move, shout.learners, shout.made, shout.avoided) == ("shout", MANY, FEW, MANY)


def test_levels_over_all_scenes_are_of_each_learners_mean() -> None:
    plays = [read_play(n, percents={"main.hear": 100.0}, criteria=["main.hear"]) for n in range(5)]
    plays += [read_play(n, percents={"main.hear": 0.0}, criteria=["main.hear"], scene="other") for n in range(5)]
    spread = class_spread(plays)
    assert spread.criteria[0].levels == exact(0, 5, 0, 0)  # 50 per cent
    assert [scene.scene for scene in spread.scenes] == ["other", "small"]


def test_two_texts_of_a_rubric_are_two_measures() -> None:
    plays = [read_play(n, percents={"main.hear": 40.0}, criteria=["main.hear"]) for n in range(5)]
    later = [read_play(n, percents={"main.hear": 90.0}, criteria=["main.hear"], rubric="r2", began=1) for n in range(5)]
    scene = class_spread([*plays, *later]).scenes[0]
    assert (scene.pairs, scene.changed) == ((), 5)
    new = [read_play(10 + n, percents={"main.hear": 9.0}, criteria=["main.hear"], rubric="r2") for n in range(5)]
    scene = class_spread([*plays, *new]).scenes[0]
    assert [(each.rubric, each.learners) for each in scene.criteria] == [("r1", 5), ("r2", 5)]
