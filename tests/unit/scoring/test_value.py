"""The cost of decisions, checked by hand: an ideal run, and runs that are increasingly worse."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest

from builders import bundle, choice, ending, meter, node, rubric, shared, story_scene
from roleplay.engine import Story, compile_story, replay, start
from roleplay.exploration import explore
from roleplay.scene.model import Outcome
from roleplay.scoring.judge import Judge
from roleplay.scoring.value import IncompleteExploration, Values

RUBRICS = (
    rubric("main", {"hear": {"listen": 2, "name_it": 1, "cut_in": -2}, "act": {"act_now": 2, "dodge": -2}}),
    rubric("half", {"hear": {"listen": 1}}, weights={"hear": 0.3}),
)
FILES = shared(rubrics=RUBRICS)
ENDINGS = {
    "kept": ending("success"),
    "so-so": ending("partial"),
    "gone": ending("failure"),
    "slammed": ending("failure"),
}


def story_of(nodes: Mapping[str, Any], **changes: Any) -> Story:
    scene = {"endings": ENDINGS, "pass_": {"endings": ["kept"]}, **changes}
    return compile_story(bundle(story_scene(nodes=nodes, **scene), FILES))


def values_of(nodes: Mapping[str, Any], lead: str = "main", **changes: Any) -> Values:
    story = story_of(nodes, rubrics=[lead], **changes)
    return Values(explore(story), Judge(story, [story.bundle.rubrics[lead]]))


def regrets(values: Values, *choices: str) -> list[float]:
    states = replay(start(values.graph.story, 0), choices)
    return [values.regret(state, choice) for state, choice in zip(states, choices, strict=False)]


FIVE = {
    "first": node(
        choice("hear", "second", ["listen"]), choice("half-hear", "second", ["name_it"]),
        choice("interrupt", "repair", ["cut_in"]), choice("hang-up", "slammed", ["cut_in", "dodge"]),
    ),
    "repair": node(choice("sorry", "second", ["listen"]), choice("give-up", "gone", ["name_it"])),
    "second": node(choice("act", "kept", ["act_now"]), choice("later", "so-so", ["dodge"])),
}  # fmt: skip


def test_of_five_runs_the_worse_cost_more() -> None:
    values = values_of(FIVE)
    runs = {
        "ideal": ("hear", "act"),
        "lukewarm": ("half-hear", "act"),
        "blunder and repair": ("interrupt", "sorry", "act"),
        "gives up": ("interrupt", "give-up"),
        "hangs up": ("hang-up",),
    }
    total = {name: sum(regrets(values, *run)) for name, run in runs.items()}
    assert total["ideal"] == 0
    ordered = list(total.values())
    assert all(less < more for less, more in pairwise(ordered)), total


def test_a_blunder_perfectly_repaired_costs_what_the_blunder_cost() -> None:
    assert regrets(values_of(FIVE), "interrupt", "sorry", "act") == [4, 0, 0]


def test_a_best_line_costs_nothing_and_is_found() -> None:
    values = values_of(FIVE)
    first = start(values.graph.story, 0)
    assert values.best_line(first) == ("hear", "act")
    assert sum(regrets(values, *values.best_line(first))) == 0
    assert values.value(first) == 0


def test_the_best_ending_may_need_a_line_that_is_worse_for_the_moment() -> None:
    nodes = {
        "first": node(choice("smooth", "end-so", ["listen"]), choice("blunt", "then", ["name_it"])),
        "end-so": node(choice("a", "so-so", ["act_now"]), choice("b", "so-so", ["dodge"])),
        "then": node(choice("c", "kept", ["act_now"]), choice("d", "gone", ["dodge"])),
    }
    values = values_of(nodes)
    first = start(values.graph.story, 0)
    assert values.best_line(first) == ("blunt", "c")
    assert regrets(values, "smooth", "a") == [4, 0]  # one point better there, five lost on the ending
    assert values.value(first) == -1
    assert [values.best_outcome(state) for state in replay(first, ("smooth", "a"))] == [
        Outcome.SUCCESS, Outcome.PARTIAL, Outcome.PARTIAL,
    ]  # fmt: skip


def test_a_loop_adds_nothing_and_is_avoided() -> None:
    nodes = {
        "first": node(choice("round", "first", ["listen"]), choice("on", "second", ["listen"])),
        "second": node(choice("act", "kept", ["act_now"]), choice("back", "first", ["dodge"])),
    }
    values = values_of(nodes)
    assert values.best_line(start(values.graph.story, 0)) == ("on", "act")
    assert regrets(values, "round", "round", "on", "act") == [0, 0, 0, 0]
    assert regrets(values, "on", "back", "on", "act") == [0, 4, 0, 0]


def test_the_worst_line_loses_most_and_is_none_if_losses_are_unbounded() -> None:
    nodes = {
        "h": node(choice("well", "a", ["listen"]), choice("badly", "a", ["cut_in"])),
        "a": node(choice("act", "kept", ["act_now"]), choice("dodge", "gone", ["dodge"])),
    }
    values = values_of(nodes)
    first = start(values.graph.story, 0)
    assert values.worst_line(first) == ("badly", "dodge")
    nodes["a"]["choices"].append(choice("again", "h", ["dodge"]))
    values = values_of(nodes)
    assert values.worst_line(start(values.graph.story, 0)) is None


def test_weights_and_worths_are_the_decimals_of_the_file() -> None:
    nodes = {"first": node(choice("hear", "kept", ["listen"]), choice("not", "kept", ["dodge"]))}
    assert regrets(values_of(nodes, "half"), "not") == [0.3]
    odd = {**ENDINGS, "kept": ending("success", worth=0.9), "gone": ending("failure", worth=0.2)}
    nodes["first"]["choices"].append(choice("leave", "gone", ["listen"]))
    values = values_of(nodes, "half", endings=odd)
    assert regrets(values, "leave") == [7]
    assert values.best_outcome(start(values.graph.story, 0)) is Outcome.SUCCESS, "by the outcome, whatever it is worth"


def test_a_state_from_which_no_ending_can_be_reached_has_no_value() -> None:
    nodes = {
        "first": node(choice("in", "trap", ["listen"]), choice("on", "kept", ["dodge"])),
        "trap": node(choice("round", "trap", ["listen"])),
    }
    values = values_of(nodes)
    trapped = replay(start(values.graph.story, 0), ("in",))[-1]
    assert (values.value(trapped), values.best_outcome(trapped), values.best_line(trapped)) == (None, None, ())


def test_a_graph_that_was_cut_has_no_values() -> None:
    story = story_of(FIVE)
    with pytest.raises(IncompleteExploration):
        Values(explore(story, 2), Judge(story, [story.bundle.rubrics["main"]]))


def test_values_hold_for_merged_states() -> None:
    nodes = {
        "first": node(choice("a", "second", ["listen"], effects={"anger": 9}), choice("b", "second", ["name_it"])),
        "second": node(choice("act", "kept", ["act_now"]), choice("rest", "gone", ["dodge"], when={"anger": "> 95"})),
    }
    values = values_of(nodes, meters={"anger": meter(40)})
    one, two = (replay(start(values.graph.story, 0), (name,))[-1] for name in "ab")
    assert one.meters != two.meters
    assert values.value(one) == values.value(two)
