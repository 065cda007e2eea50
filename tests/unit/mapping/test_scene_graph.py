"""The shape of a scenario: branches, bottlenecks, loops, what is out of reach."""

from __future__ import annotations

from hypothesis import given

from builders import bundle, choice, node, story_scene
from roleplay.mapping.scene_graph import SceneGraph, scene_graph
from roleplay.scene.model import Outcome
from strategies import World, thorough, worlds

from .drawn_scenes import graph


def those(found: SceneGraph, mark: str) -> set[str]:
    return {name for name, vertex in found.vertices.items() if getattr(vertex, mark)}


def test_a_bottleneck_is_on_every_way() -> None:
    found = graph(one=["two", "three"], two=["four"], three=["four"], four=["five"], five=["end", "lost"])
    assert those(found, "bottleneck") == {"four", "five"}
    assert those(graph(one=["two", "three"], two=["four"], three=["four", "lost"], four=["end"]), "bottleneck") == set()


def test_the_start_and_the_only_ending_are_no_bottlenecks() -> None:
    assert those(graph(one=["end"]), "bottleneck") == set()
    assert graph(one=["end"]).vertices["one"].start


def test_a_dead_end_beside_the_way_makes_no_difference_to_bottlenecks() -> None:
    found = graph(one=["two", "trap"], two=["end"], trap=["trap"])
    assert those(found, "bottleneck") == {"two"}
    assert those(found, "can_end") == {"one", "two", "end", "lost"}


def test_a_branch_leads_to_several_places() -> None:
    found = graph(one=["two", "two", "lost"], two=["end"])
    assert (found.vertices["one"].branches, found.vertices["two"].branches, found.vertices["end"].branches) == (2, 1, 0)


def test_a_target_under_a_condition_is_a_branch_too() -> None:
    data = story_scene(nodes={"one": node(choice("a", [{"when": {"anger": ">= 3"}, "to": "lost"}, {"to": "end"}]))})
    found = scene_graph(bundle(data).scenario)
    assert found.vertices["one"].branches == 2
    first, second = found.transitions["one", "a"]
    assert (first.target, first.otherwise, first.sure) == ("lost", False, False)
    assert (second.target, second.otherwise, second.sure) == ("end", True, False)


def test_a_loop_and_the_way_back() -> None:
    found = graph(one=["two"], two=["three"], three=["two", "end"])
    assert those(found, "in_cycle") == {"two", "three"}
    assert {(edge.source, edge.target) for edge in found.edges if edge.back} == {("three", "two")}
    assert (found.shortest, found.longest) == (3, None)
    assert those(graph(one=["one", "end"]), "in_cycle") == {"one"}


def test_a_loop_out_of_which_no_ending_leads_leaves_a_longest_way() -> None:
    found = graph(one=["two", "trap", "end"], two=["end"], trap=["trap"])
    assert (found.shortest, found.longest) == (1, 2)


def test_no_way_leads_to_an_ending() -> None:
    found = graph(one=["one"], two=["end"])
    assert (found.shortest, found.longest) == (None, None)
    assert those(found, "bottleneck") == set()
    assert those(found, "reachable") == {"one"}


def test_what_no_way_leads_to_has_a_rank_and_disturbs_nobody() -> None:
    found = graph(one=["two"], two=["end"], lone=["lone2"], lone2=["two"])
    assert those(found, "reachable") == {"one", "two", "end"}
    assert {name: vertex.rank for name, vertex in found.vertices.items() if vertex.reachable} == {
        "one": 0,
        "two": 1,
        "end": 2,
    }
    assert found.vertices["lone"].dominator is None
    assert found.vertices["lone2"].rank == 1


def test_owner_and_what_lies_ahead() -> None:
    found = graph(one=["two", "three"], two=["four"], three=["four"], four=["end"])
    assert {name: vertex.dominator for name, vertex in found.vertices.items() if vertex.reachable} == {
        "one": None, "two": "one", "three": "one", "four": "one", "end": "four",
    }  # fmt: skip
    assert [found.vertices[name].post_dominator for name in ("one", "two", "four")] == ["four", "four", None]


def test_endings_have_their_outcome() -> None:
    found = graph(one=["end", "lost"])
    assert (found.vertices["end"].outcome, found.vertices["lost"].outcome) == (Outcome.SUCCESS, Outcome.FAILURE)
    assert found.vertices["one"].outcome is None


def test_roads_hold_the_ways_between_the_same_places() -> None:
    found = graph(one=["two", "two", "end"], two=["end"])
    edges = {(edge.source, edge.target): [transition.choice for transition in edge.transitions] for edge in found.edges}
    assert edges == {("one", "two"): ["c0", "c1"], ("one", "end"): ["c2"], ("two", "end"): ["c0"]}


@given(worlds())
@thorough
def test_ranks_grow_along_every_way_but_those_back(world: World) -> None:
    found = scene_graph(world.bundle.scenario)
    for edge in found.edges:
        if found.vertices[edge.source].reachable and not edge.back:
            assert found.vertices[edge.target].rank > found.vertices[edge.source].rank
