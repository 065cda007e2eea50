"""The graph of a scenario: branches, bottlenecks, loops, unreachable nodes."""

from __future__ import annotations

from hypothesis import given

from builders import bundle, choice, node, story_scene
from roleplay.mapping.scene_graph import SceneGraph, scene_graph
from roleplay.scene.model import Outcome
from strategies import World, thorough, worlds

from .drawn_scenes import graph


def vertices_with(scene: SceneGraph, mark: str) -> set[str]:
    return {name for name, vertex in scene.vertices.items() if getattr(vertex, mark)}


def test_a_bottleneck_is_on_every_path() -> None:
    scene = graph(one=["two", "three"], two=["four"], three=["four"], four=["five"], five=["end", "lost"])
    assert vertices_with(scene, "bottleneck") == {"four", "five"}
    assert (
        vertices_with(graph(one=["two", "three"], two=["four"], three=["four", "lost"], four=["end"]), "bottleneck")
        == set()
    )


def test_the_start_and_the_only_ending_are_not_bottlenecks() -> None:
    assert vertices_with(graph(one=["end"]), "bottleneck") == set()
    assert graph(one=["end"]).vertices["one"].start


def test_a_dead_end_does_not_affect_bottlenecks() -> None:
    scene = graph(one=["two", "trap"], two=["end"], trap=["trap"])
    assert vertices_with(scene, "bottleneck") == {"two"}
    assert vertices_with(scene, "can_end") == {"one", "two", "end", "lost"}


def test_a_branch_leads_to_several_passages() -> None:
    scene = graph(one=["two", "two", "lost"], two=["end"])
    assert (scene.vertices["one"].branches, scene.vertices["two"].branches, scene.vertices["end"].branches) == (2, 1, 0)


def test_a_conditional_target_is_a_branch_too() -> None:
    data = story_scene(nodes={"one": node(choice("a", [{"when": {"anger": ">= 3"}, "to": "lost"}, {"to": "end"}]))})
    scene = scene_graph(bundle(data).scenario)
    assert scene.vertices["one"].branches == 2
    first, second = scene.transitions["one", "a"]
    assert (first.target, first.otherwise, first.sure) == ("lost", False, False)
    assert (second.target, second.otherwise, second.sure) == ("end", True, False)


def test_a_loop_and_its_back_edge() -> None:
    scene = graph(one=["two"], two=["three"], three=["two", "end"])
    assert vertices_with(scene, "in_cycle") == {"two", "three"}
    assert {(edge.source, edge.target) for edge in scene.edges if edge.back} == {("three", "two")}
    assert (scene.shortest, scene.longest) == (3, None)
    assert vertices_with(graph(one=["one", "end"]), "in_cycle") == {"one"}


def test_a_loop_without_an_ending_leaves_a_longest_path() -> None:
    scene = graph(one=["two", "trap", "end"], two=["end"], trap=["trap"])
    assert (scene.shortest, scene.longest) == (1, 2)


def test_no_path_leads_to_an_ending() -> None:
    scene = graph(one=["one"], two=["end"])
    assert (scene.shortest, scene.longest) == (None, None)
    assert vertices_with(scene, "bottleneck") == set()
    assert vertices_with(scene, "reachable") == {"one"}


def test_an_unreachable_node_has_a_rank_and_affects_no_other() -> None:
    scene = graph(one=["two"], two=["end"], lone=["lone2"], lone2=["two"])
    assert vertices_with(scene, "reachable") == {"one", "two", "end"}
    assert {name: vertex.rank for name, vertex in scene.vertices.items() if vertex.reachable} == {
        "one": 0,
        "two": 1,
        "end": 2,
    }
    assert scene.vertices["lone"].dominator is None
    assert scene.vertices["lone2"].rank == 1


def test_dominators_and_post_dominators() -> None:
    scene = graph(one=["two", "three"], two=["four"], three=["four"], four=["end"])
    assert {name: vertex.dominator for name, vertex in scene.vertices.items() if vertex.reachable} == {
        "one": None, "two": "one", "three": "one", "four": "one", "end": "four",
    }  # fmt: skip
    assert [scene.vertices[name].post_dominator for name in ("one", "two", "four")] == ["four", "four", None]


def test_endings_have_outcomes() -> None:
    scene = graph(one=["end", "lost"])
    assert (scene.vertices["end"].outcome, scene.vertices["lost"].outcome) == (Outcome.SUCCESS, Outcome.FAILURE)
    assert scene.vertices["one"].outcome is None


def test_edges_group_transitions_with_the_same_ends() -> None:
    scene = graph(one=["two", "two", "end"], two=["end"])
    edges = {(edge.source, edge.target): [transition.choice for transition in edge.transitions] for edge in scene.edges}
    assert edges == {("one", "two"): ["c0", "c1"], ("one", "end"): ["c2"], ("two", "end"): ["c0"]}


@given(worlds())
@thorough
def test_ranks_increase_along_every_edge_except_back_edges(world: World) -> None:
    scene = scene_graph(world.bundle.scenario)
    for edge in scene.edges:
        if scene.vertices[edge.source].reachable and not edge.back:
            assert scene.vertices[edge.target].rank > scene.vertices[edge.source].rank
