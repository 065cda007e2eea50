"""Attempts in, counts out."""

from __future__ import annotations

from builders import bundle, changed, choice, node, story_scene, yaml
from roleplay.engine import compile_story
from roleplay.mapping.coverage import attempt_path, coverage

from .drawn_scenes import leads, path_of_attempt

SCENE = leads(one=["two", "lost"], two=["end", "one"])


def test_passages_choices_and_transitions_are_counted() -> None:
    attempts = [
        path_of_attempt(SCENE, ("one", "c0"), ("two", "c1"), ("one", "c0"), ("two", "c0"), ending="end"),
        path_of_attempt(SCENE, ("one", "c1"), ending="lost"),
    ]
    counts = coverage(bundle(SCENE).scenario, attempts)
    assert (counts.attempts, counts.outdated) == (2, 0)
    assert counts.passages == {"one": 3, "two": 2, "end": 1, "lost": 1}
    assert counts.choices == {("one", "c0"): 2, ("two", "c1"): 1, ("two", "c0"): 1, ("one", "c1"): 1}
    assert counts.transitions["one", "c0", "two"] == 2
    assert counts.transitions["one", "c1", "lost"] == 1


def test_an_unfinished_attempt_counts_the_node_where_it_stopped() -> None:
    counts = coverage(bundle(SCENE).scenario, [path_of_attempt(SCENE, ("one", "c0")), path_of_attempt(SCENE)])
    assert counts.passages == {"one": 2, "two": 1}
    assert not counts.outdated


def test_decisions_are_replayed_from_the_seed() -> None:
    data = story_scene(
        nodes={"one": node(choice("a", [{"when": {"cause": "x"}, "to": "end"}, {"to": "lost"}]))},
        deal={"cause": ["x", "y"]},
    )
    seeds = {path_of_attempt(data, ("one", "a"), seed=seed).passages[-1] for seed in range(20)}
    assert seeds == {"end", "lost"}


def test_an_outdated_attempt_counts_by_ids_that_still_exist() -> None:
    story = compile_story(bundle(SCENE))
    attempts = [
        attempt_path(story, 0, [("gone", "c0"), ("two", "c0")], "end"),  # starts at a node that no longer exists
        attempt_path(story, 0, [("one", "gone"), ("two", "c0")], "end"),  # a choice that no longer exists
        attempt_path(story, 0, [("one", "c0"), ("two", "c0")], "elsewhere"),  # an ending that no longer exists
        attempt_path(story, 0, [("one", "c1"), ("two", "c0")], None),  # led elsewhere
    ]
    counts = coverage(bundle(SCENE).scenario, attempts)
    assert (counts.attempts, counts.outdated) == (4, 4)
    assert counts.passages == {"two": 4, "one": 3, "end": 2}
    assert counts.choices == {("two", "c0"): 4, ("one", "c0"): 1, ("one", "c1"): 1}
    assert all(transition[2] in ("two", "end") for transition in counts.transitions)


def test_a_choice_with_a_new_condition_makes_an_attempt_outdated() -> None:
    before = story_scene(nodes={"one": node(choice("a", "end"), choice("b", "lost"))})
    after = yaml(before).replace('"goto": "end"', '"goto": "end", "when": {"trust": ">= 90"}')
    story = compile_story(bundle(changed(after, '"id": "small"', '"id": "small"')))
    assert not path_of_attempt(before, ("one", "a"), ending="end").outdated
    assert attempt_path(story, 0, [("one", "a")], "end").outdated


def test_nothing_played() -> None:
    counts = coverage(bundle(SCENE).scenario, [])
    assert (counts.attempts, counts.passages, counts.choices, counts.transitions) == (0, {}, {}, {})
