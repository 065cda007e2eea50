"""The figures of an explored scene."""

from __future__ import annotations

import pytest
from hypothesis import given

from builders import bundle, choice, node, story_scene
from roleplay.engine import compile_story
from roleplay.exploration import explore
from roleplay.mapping.odds import Odds, odds_of
from strategies import Run, World, quick, runs, thorough, worlds

from .drawn_scenes import leads


def odds(data: object) -> Odds:
    chances = odds_of(explore(compile_story(bundle(data))))  # type: ignore[arg-type]
    assert chances is not None
    return chances


def test_chances_and_lengths() -> None:
    chances = odds(leads(one=["two", "lost"], two=["end", "lost"]))
    assert chances.passages == pytest.approx({"one": 1, "two": 0.5, "end": 0.25, "lost": 0.75})
    assert chances.choices["two", "c0"] == pytest.approx(0.25)
    assert (chances.shortest, chances.longest) == (1, 2)


def test_what_conditions_forbid_is_missing() -> None:
    shut = choice("shut", "lost", when={"trust": ">= 100", "anger": ">= 100"})
    split = choice("split", [{"when": {"trust": ">= 99"}, "to": "lost"}, {"to": "end"}])
    chances = odds(story_scene(nodes={"one": node(shut, split)}))
    assert chances.passages["lost"] == 0
    assert ("one", "shut") not in chances.choices
    assert chances.transitions == {("one", "split", "end")}


def test_with_a_loop_there_is_no_longest_walk() -> None:
    assert (odds(leads(one=["one", "end"])).shortest, odds(leads(one=["one", "end"])).longest) == (1, None)


def test_a_loop_on_some_walks_is_enough() -> None:
    chances = odds(leads(one=["two", "end"], two=["two", "lost"]))
    assert (chances.shortest, chances.longest) == (1, None)


def test_a_loop_without_an_ending_does_not_affect_the_longest_walk() -> None:
    chances = odds(leads(one=["two", "trap"], two=["end"], trap=["trap"]))
    assert (chances.shortest, chances.longest) == (2, 2)


def test_a_scene_not_fully_explored_has_no_odds() -> None:
    story = compile_story(bundle(leads(one=["two"], two=["three"], three=["end"])))
    assert odds_of(explore(story, limit=2)) is None


@given(runs())
@thorough
def test_every_play_is_covered_by_the_odds(run: Run) -> None:
    chances = odds_of(explore(run.world.story))
    assert chances is not None
    for before, after, choice_ in zip(run.states, run.states[1:], run.decisions, strict=False):
        assert (before.passage.id, choice_, after.passage.id) in chances.transitions
        assert chances.choices[before.passage.id, choice_] > 0
    if run.states[-1].over:
        assert chances.shortest is not None
        assert chances.shortest <= len(run.decisions)
        assert chances.longest is None or len(run.decisions) <= chances.longest


@given(worlds())
@quick
def test_the_longest_walk_is_one_that_can_be_walked(world: World) -> None:
    chances = odds_of(explore(world.story))
    if chances is None or chances.longest is None:
        return
    graph = explore(world.story)
    now, ended = set(graph.starts), 0
    for turn in range(1, chances.longest + 2):
        now = {then for number in now for then in graph.after[number]}
        if any(graph.states[number].over for number in now):
            ended = turn
    assert ended == chances.longest
