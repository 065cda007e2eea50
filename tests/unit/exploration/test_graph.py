"""Graphs of small stories, checked by hand: merged states, routes, probabilities, loops, the limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

import builders
from builders import Data, bundle, meter, node, story_scene
from roleplay.engine import Story, compile_story
from roleplay.exploration import Chances, Graph, NotConverged, Route, explore
from roleplay.exploration.needs import cuts, needs_of
from roleplay.exploration.paths import NEVER, gained, greatest_values, least_cost_values, meter_extreme, packed, steps
from unit.engine.stories import CAST, FILES


def story_of(nodes: Mapping[str, Any], **changes: Any) -> Story:
    return compile_story(bundle(story_scene(nodes=nodes, cast=CAST, **changes), FILES))


def graph_of(nodes: Mapping[str, Any], **changes: Any) -> Graph:
    return explore(story_of(nodes, **changes))


def choice(id: str, goto: Any = "end", moves: Iterable[Any] = ("dodge",), **more: Any) -> Data:
    """A choice with a move that nobody reacts to."""
    return builders.choice(id, goto, moves, **more)


STEP = {"up": {"anger": 10}, "down": {"anger": -10}}
METERS = {"anger": meter(50), "trust": meter(20, "high")}


def ladder(rungs: int, last: Any) -> dict[str, Any]:
    """Nodes in a row, each with a line that raises the anger and one that lowers it."""
    names = [f"n{n}" for n in range(rungs)]
    nodes = {
        name: node(*(choice(direction_of, then, ["dodge"], effects=by) for direction_of, by in STEP.items()))
        for name, then in zip(names, [*names[1:], "last"], strict=True)
    }
    return {**nodes, "last": last}


# -- merged states -----------------------------------------------------------------------


def test_values_that_nothing_reads_any_more_create_no_states() -> None:
    graph = graph_of(ladder(6, node(choice("a"), choice("b", "lost"))), meters=METERS)
    assert len(graph) == 7 + 2  # one state per node, two endings: no condition ever tests a meter
    assert not graph.cut


def test_only_values_that_a_later_condition_distinguishes_are_kept_apart() -> None:
    last = node(choice("a"), choice("b", "lost", when={"anger": ">= 50"}))
    graph = graph_of(ladder(2, last), meters=METERS)
    # at the last node, 70 and 50 are one state and 30 is another; before it, by which of these can follow
    assert len(graph.at["last"]) == 2
    assert [len(graph.at[f"n{n}"]) for n in range(2)] == [1, 2]


def test_merged_states_behave_the_same() -> None:
    last = node(choice("a"), choice("b", "lost", when={"anger": ">= 50"}))
    graph = graph_of(ladder(2, last), meters=METERS)
    for number in graph.at["last"]:
        assert ("b" in graph.available[number]) == (graph.states[number].meter("anger") >= 50)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(40, 100, {40, 101}), (0, 19, {20}), (30, 60, {30, 61}), (0, 100, {101}), (1, 1_000_000, {1}), (-9, -1, set())],
)
def test_an_interval_has_a_cut_at_either_end(low: int, high: int, expected: set[int]) -> None:
    assert {bit for bit in range(120) if cuts(low, high) >> bit & 1} == expected


def test_a_cut_is_shifted_back_by_the_change_of_the_meter() -> None:
    story = story_of(ladder(1, node(choice("a"), choice("b", "lost", when={"anger": ">= 50"}))), meters=METERS)
    needs = needs_of(story)
    assert needs[story.passages["last"]].meters[0] == 1 << 50
    assert needs[story.passages["n0"]].meters[0] == 1 << 40 | 1 << 60


def test_values_read_only_by_a_direction_or_an_ending_text_are_needed_there() -> None:
    variants = [{"when": {"anger": ">= 55"}, "text": "x"}]
    last = node(choice("a"), choice("b", "lost"), scene=variants)
    ends = {"end": builders.ending(text=[*variants, {"text": "y"}]), "lost": builders.ending("failure")}
    graph = graph_of(ladder(1, last), meters=METERS, endings=ends)
    assert [len(graph.at[name]) for name in ("last", "end", "lost")] == [2, 2, 1]
    assert len(graph_of(ladder(1, last), meters=METERS).at["end"]) == 1
    bare = ladder(1, node(choice("a"), choice("b", "lost")))
    assert len(graph_of({**bare, "last": {**bare["last"], "scene": variants}}, meters=METERS).at["last"]) == 2


def test_every_sum_of_conditional_moves_shifts_a_cut_back() -> None:
    moves = [{"when": {"told": True}, "move": "listen"}, {"when": {"trust": "> 50"}, "move": "name_it"}]
    last = node(choice("a"), choice("b", "lost", when={"anger": ">= 50"}))
    story = story_of({"one": node(choice("on", "last", moves)), "last": last}, meters=METERS, flags=["told"])
    assert needs_of(story)[story.passages["one"]].meters[0] == sum(1 << 50 + by for by in (0, 10, 30, 40))


def test_a_flag_that_is_set_later_need_not_be_known_before() -> None:
    last = node(choice("a"), choice("b", "lost", when={"told": True}))
    nodes = {"one": node(choice("say", "last", set=["told"]), choice("not", "last", clear=["told"])), "last": last}
    story = story_of(nodes, flags=["told"])
    needs = needs_of(story)
    assert (needs[story.passages["one"]].flags, needs[story.passages["last"]].flags) == (0, 1)


# -- deals, routes, chances ----------------------------------------------------------------


DEALT = {
    "one": node(choice("a", "two"), choice("b", "two")),
    "two": node(choice("x", [{"when": {"cause": "p"}, "to": "end"}, {"to": "lost"}]), choice("y", "lost")),
}


def test_every_deal_is_explored_with_its_probability() -> None:
    graph = graph_of(DEALT, deal={"cause": ["p", "q", "r"]})
    assert len(graph.at["two"]) == 3
    assert sum(graph.starts.values()) == pytest.approx(1)
    assert graph.route_to("end") == Route({"cause": "p"}, ("a", "x"))
    assert str(graph.route_to("end")) == "cause = p; a → x"
    assert Chances(graph).of("end") == pytest.approx(1 / 6)


def test_chances_of_choices_and_passages() -> None:
    chances = Chances(graph_of(DEALT, deal={"cause": ["p", "q"]}))
    assert chances.choices["one", "a"] == pytest.approx(0.5)
    assert chances.choices["two", "y"] == pytest.approx(0.5)
    assert chances.of("one") == 1
    assert chances.of("two") == pytest.approx(1)
    assert chances.flow.length == pytest.approx(2)


def test_a_dead_choice_is_missing_and_an_unreachable_passage_has_no_route() -> None:
    nodes = {
        "one": node(choice("a"), choice("never", "two", when={"anger": "> 60"})),
        "two": node(choice("b"), choice("c", "lost")),
    }
    graph = graph_of(nodes, meters=METERS)
    assert ("one", "never") not in graph.first_states
    assert graph.first_states["one", "a"] == 0
    assert (graph.route_to("two"), graph.at["two"], Chances(graph).of("two")) == (None, [], 0)


# -- loops and the limit -------------------------------------------------------------------


def test_a_loop_is_finite_and_its_chance_is_that_of_ever_getting_there() -> None:
    nodes = {
        "one": node(choice("again", "one"), choice("aside", "two"), choice("on")),
        "two": node(choice("back", "one")),
    }
    graph = graph_of(nodes)
    chances = Chances(graph)
    assert len(graph) == 3
    assert all(graph.can_end)
    assert chances.of("end") == pytest.approx(1)
    assert chances.of("two") == pytest.approx(0.5)  # again, aside or on: aside is as likely as on
    assert chances.choices["one", "aside"] == pytest.approx(1)  # but on average a play goes aside once
    assert chances.flow.endless == 0


def test_a_loop_without_an_exit_is_recognised() -> None:
    nodes = {"one": node(choice("in", "trap"), choice("on")), "trap": node(choice("round", "trap"))}
    graph = graph_of(nodes)
    assert [graph.states[n].passage.id for n, finite in enumerate(graph.can_end) if not finite] == ["trap"]
    assert Chances(graph).flow.endless == pytest.approx(0.5)


def test_loops_that_keep_a_play_for_too_long_do_not_converge(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graph_of({"one": node(choice("again", "one"), choice("and", "one"), choice("on"))})
    assert Chances(graph).of("end") == pytest.approx(1)
    monkeypatch.setattr("roleplay.exploration.chance.WORK_LIMIT", 20)
    with pytest.raises(NotConverged):
        Chances(graph)


def test_a_once_choice_ends_the_loop() -> None:
    nodes = {"one": node(choice("again", "one", once=True), choice("on"))}
    graph = graph_of(nodes)
    assert [graph.available[n] for n in graph.at["one"]] == [("again", "on"), ("on",)]


def test_counting_turns_and_visits_is_finite() -> None:
    nodes = {
        "one": node(
            choice("again", "one"), choice("late", "end", when={"turn": ">= 3"}),
            choice("often", "lost", when={"visits.one": ">= 5"}),
        )
    }  # fmt: skip
    graph = graph_of(nodes)
    assert not graph.cut
    assert len(graph.at["one"]) == 5  # one after the other until five visits; then nothing is new
    assert graph.route_to("lost") == Route({}, ("again",) * 4 + ("often",))


def test_nothing_is_claimed_beyond_the_limit() -> None:
    story = story_of(ladder(6, node(choice("a"), choice("b", "lost", when={"anger": "= 50"}))), meters=METERS)
    full_graph = explore(story)
    cut = explore(story, 5)
    assert cut.cut
    assert 5 < len(cut) < len(full_graph)
    assert len(cut.available) == len(cut.after) == len(cut)
    assert explore(story, len(full_graph)).cut is False


# -- extremes of a meter ---------------------------------------------------------------------


def test_the_extreme_of_a_meter_is_found_although_its_states_are_merged() -> None:
    graph = graph_of(ladder(3, node(choice("a"), choice("b", "lost", when={"anger": ">= 90"}))), meters=METERS)
    assert meter_extreme(graph, 0, "last", highest=True) == (80, Route({}, ("up", "up", "up")))
    assert meter_extreme(graph, 0, "last", highest=False) == (20, Route({}, ("down", "down", "down")))


def test_going_round_a_loop_can_raise_the_extreme() -> None:
    nodes = {
        "one": node(choice("more", "one", effects={"anger": 20}), choice("on", "two")),
        "two": node(choice("a"), choice("b", "lost", when={"anger": ">= 100"})),
    }
    value, route = meter_extreme(graph_of(nodes, meters=METERS), 0, "two", highest=True) or (0, None)
    assert (value, route) == (100, Route({}, ("more", "more", "more", "on")))


@pytest.mark.parametrize("gain", [1, 3])
def test_a_cycle_that_gains_has_no_greatest_value_and_is_detected_quickly(gain: int) -> None:
    size = 3000  # that many rounds over that many states would take minutes
    after = [(n + 1, size) if n + 1 < size else (0, size) for n in range(size)] + [()]
    gains = [(packed(gain if n == 7 else 0), packed(0)) for n in range(size)] + [()]
    assert greatest_values(after, gains, [NEVER] * size + [0]) is None


def test_a_cycle_that_gains_nothing_is_left_by_the_shortest_path() -> None:
    after = [(1, 3), (2, 3), (0, 3), ()]
    gains = [(packed(0), packed(0)), (packed(2), packed(0)), (packed(-2), packed(1)), ()]
    values = greatest_values(after, gains, [NEVER] * 3 + [0])
    assert values is not None
    assert [(gained(value), steps(value)) for value in values] == [(3, 3), (3, 2), (1, 1), (0, 0)]


def test_very_many_decisions_end_the_exploration_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time depends on decisions: a scene with few states and many lines is not explored for ever."""
    monkeypatch.setattr("roleplay.exploration.graph.DECISION_LIMIT", 0)
    lines = [f"line{n}" for n in range(9)]
    story = story_of(
        {f"n{n}": node(*(choice(name, f"n{n + 1}") for name in lines)) for n in range(3)}
        | {
            "n3": node(choice("a")),
        }
    )
    full_graph = explore(story)
    assert (len(full_graph), full_graph.cut) == (5, False)
    cut = explore(story, len(full_graph))
    assert cut.cut
    assert len(cut) < len(full_graph)


def test_with_equal_costs_per_state_least_cost_values_are_the_greatest() -> None:
    after = [(1, 2), (3, 0), (4, 1), (4,), (), ()]  # a loop, a longer branch, an unreachable state
    costs = [packed(cost) for cost in (0, -1, -1, 0, 0, 0)]
    gains = [(cost,) * len(row) for cost, row in zip(costs, after, strict=True)]
    ends = [NEVER] * 4 + [0, NEVER]
    assert least_cost_values(after, costs, ends) == greatest_values(after, gains, ends)
    assert least_cost_values(after, costs, [NEVER] * 6) == [NEVER] * 6
