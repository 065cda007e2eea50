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
    found = odds_of(explore(compile_story(bundle(data))))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_chances_and_lengths() -> None:
    found = odds(leads(one=["two", "lost"], two=["end", "lost"]))
    assert found.passages == pytest.approx({"one": 1, "two": 0.5, "end": 0.25, "lost": 0.75})
    assert found.choices["two", "c0"] == pytest.approx(0.25)
    assert (found.shortest, found.longest) == (1, 2)


def test_what_conditions_forbid_is_missing() -> None:
    shut = choice("shut", "lost", when={"trust": ">= 100", "anger": ">= 100"})
    split = choice("split", [{"when": {"trust": ">= 99"}, "to": "lost"}, {"to": "end"}])
    found = odds(story_scene(nodes={"one": node(shut, split)}))
    assert found.passages["lost"] == 0
    assert ("one", "shut") not in found.choices
    assert found.transitions == {("one", "split", "end")}


def test_round_and_round_there_is_no_longest() -> None:
    assert (odds(leads(one=["one", "end"])).shortest, odds(leads(one=["one", "end"])).longest) == (1, None)


def test_a_circle_on_some_of_the_ways_is_enough() -> None:
    found = odds(leads(one=["two", "end"], two=["two", "lost"]))
    assert (found.shortest, found.longest) == (1, None)


def test_a_circle_that_never_ends_takes_no_longest_away() -> None:
    found = odds(leads(one=["two", "trap"], two=["end"], trap=["trap"]))
    assert (found.shortest, found.longest) == (2, 2)


def test_nothing_is_said_of_a_scene_that_was_not_explored_to_the_end() -> None:
    story = compile_story(bundle(leads(one=["two"], two=["three"], three=["end"])))
    assert odds_of(explore(story, limit=2)) is None


@given(runs())
@thorough
def test_whatever_is_played_was_foreseen(run: Run) -> None:
    found = odds_of(explore(run.world.story))
    assert found is not None
    for before, after, choice_ in zip(run.states, run.states[1:], run.decisions, strict=False):
        assert (before.passage.id, choice_, after.passage.id) in found.transitions
        assert found.choices[before.passage.id, choice_] > 0
    if run.states[-1].over:
        assert found.shortest is not None
        assert found.shortest <= len(run.decisions)
        assert found.longest is None or len(run.decisions) <= found.longest


@given(worlds())
@quick
def test_the_longest_walk_is_one_that_can_be_walked(world: World) -> None:
    found = odds_of(explore(world.story))
    if found is None or found.longest is None:
        return
    graph = explore(world.story)
    now, ended = set(graph.starts), 0
    for turn in range(1, found.longest + 2):
        now = {then for number in now for then in graph.after[number]}
        if any(graph.states[number].over for number in now):
            ended = turn
    assert ended == found.longest
