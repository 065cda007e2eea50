"""The shape of a scenario: branches, bottlenecks, loops, what is out of reach."""

from __future__ import annotations

from hypothesis import given

from builders import bundle, choice, node, story_scene
from roleplay.mapping.shape import Shape, shape_of
from roleplay.scene.model import Outcome
from strategies import World, thorough, worlds

from .scenes import shape


def those(found: Shape, mark: str) -> set[str]:
    return {name for name, spot in found.spots.items() if getattr(spot, mark)}


def test_a_bottleneck_is_on_every_way() -> None:
    found = shape(one=["two", "three"], two=["four"], three=["four"], four=["five"], five=["end", "lost"])
    assert those(found, "bottleneck") == {"four", "five"}
    assert those(shape(one=["two", "three"], two=["four"], three=["four", "lost"], four=["end"]), "bottleneck") == set()


def test_the_start_and_the_only_ending_are_no_bottlenecks() -> None:
    assert those(shape(one=["end"]), "bottleneck") == set()
    assert shape(one=["end"]).spots["one"].start


def test_a_dead_end_beside_the_way_makes_no_difference_to_bottlenecks() -> None:
    found = shape(one=["two", "trap"], two=["end"], trap=["trap"])
    assert those(found, "bottleneck") == {"two"}
    assert those(found, "ends") == {"one", "two", "end", "lost"}


def test_a_branch_leads_to_several_places() -> None:
    found = shape(one=["two", "two", "lost"], two=["end"])
    assert (found.spots["one"].branches, found.spots["two"].branches, found.spots["end"].branches) == (2, 1, 0)


def test_a_target_under_a_condition_is_a_branch_too() -> None:
    data = story_scene(nodes={"one": node(choice("a", [{"when": {"anger": ">= 3"}, "to": "lost"}, {"to": "end"}]))})
    found = shape_of(bundle(data).scenario)
    assert found.spots["one"].branches == 2
    first, second = found.ways["one", "a"]
    assert (first.to, first.otherwise, first.sure) == ("lost", False, False)
    assert (second.to, second.otherwise, second.sure) == ("end", True, False)


def test_a_loop_and_the_way_back() -> None:
    found = shape(one=["two"], two=["three"], three=["two", "end"])
    assert those(found, "loop") == {"two", "three"}
    assert {(road.source, road.to) for road in found.roads if road.back} == {("three", "two")}
    assert (found.shortest, found.longest) == (3, None)
    assert those(shape(one=["one", "end"]), "loop") == {"one"}


def test_a_loop_out_of_which_no_ending_leads_leaves_a_longest_way() -> None:
    found = shape(one=["two", "trap", "end"], two=["end"], trap=["trap"])
    assert (found.shortest, found.longest) == (1, 2)


def test_no_way_leads_to_an_ending() -> None:
    found = shape(one=["one"], two=["end"])
    assert (found.shortest, found.longest) == (None, None)
    assert those(found, "bottleneck") == set()
    assert those(found, "reached") == {"one"}


def test_what_no_way_leads_to_has_a_rank_and_disturbs_nobody() -> None:
    found = shape(one=["two"], two=["end"], lone=["lone2"], lone2=["two"])
    assert those(found, "reached") == {"one", "two", "end"}
    assert {name: spot.rank for name, spot in found.spots.items() if spot.reached} == {"one": 0, "two": 1, "end": 2}
    assert found.spots["lone"].owner is None
    assert found.spots["lone2"].rank == 1


def test_owner_and_what_lies_ahead() -> None:
    found = shape(one=["two", "three"], two=["four"], three=["four"], four=["end"])
    assert {name: spot.owner for name, spot in found.spots.items() if spot.reached} == {
        "one": None, "two": "one", "three": "one", "four": "one", "end": "four",
    }  # fmt: skip
    assert [found.spots[name].ahead for name in ("one", "two", "four")] == ["four", "four", None]


def test_endings_have_their_outcome() -> None:
    found = shape(one=["end", "lost"])
    assert (found.spots["end"].outcome, found.spots["lost"].outcome) == (Outcome.SUCCESS, Outcome.FAILURE)
    assert found.spots["one"].outcome is None


def test_roads_hold_the_ways_between_the_same_places() -> None:
    found = shape(one=["two", "two", "end"], two=["end"])
    roads = {(road.source, road.to): [way.choice for way in road.ways] for road in found.roads}
    assert roads == {("one", "two"): ["c0", "c1"], ("one", "end"): ["c2"], ("two", "end"): ["c0"]}


@given(worlds())
@thorough
def test_ranks_grow_along_every_way_but_those_back(world: World) -> None:
    found = shape_of(world.bundle.scenario)
    for road in found.roads:
        if found.spots[road.source].reached and not road.back:
            assert found.spots[road.to].rank > found.spots[road.source].rank
