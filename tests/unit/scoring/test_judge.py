"""Lines judged in a decision: points, best and worst, what was due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from builders import Data, bundle, choice, node, rubric, shared, story_scene
from roleplay.engine import State, compile_story, start, step
from roleplay.scoring.judge import Evidence, Judge

MAIN = rubric(
    "main",
    {"hear": {"listen": 2, "name_it": 2, "cut_in": -2}, "act": {"act_now": 2, "dodge": -3, "cut_in": 1}},
    weights={"act": 2},
    order=["hear", "act"],
    critical=["shout"],
)
SIDE = rubric("side", {"tone": {"listen": 1, "shout": -3}})
OVER = rubric("over", {"calm": {"listen": 1, "name_it": 3}})
FILES = shared(rubrics=[MAIN, SIDE, OVER])


def judging(
    *choices: Data, ids: tuple[str, ...] = ("main",), own: tuple[str, ...] = ("main",), **more: Any
) -> tuple[Judge, State]:
    """A judge for one node with these choices, and the state to judge."""
    scene_more = {key: more.pop(key) for key in ("flags", "meters") if key in more}
    nodes = {"one": node(*choices, **more), "two": node(choice("on"))}
    loaded = bundle(story_scene(nodes=nodes, rubrics=list(own), **scene_more), FILES)
    story = compile_story(loaded)
    return Judge(story, [loaded.rubrics[name] for name in ids]), start(story, 0)


def evidence(judge: Judge, state: State, name: str) -> Mapping[str, tuple[int, int, int]]:
    """ref -> points, worst, best."""
    evidence = judge.judge(state)[name].evidence
    return {judge.measures[e.criterion].ref: (e.points, e.worst, e.best) for e in evidence}


GOOD, BAD, NONE = choice("good"), choice("bad", moves=["cut_in"]), choice("none", moves=["dodge"])


def test_points_are_the_sum_over_the_moves_compared_with_best_and_worst() -> None:
    judge, state = judging(GOOD, BAD, choice("both", moves=["listen", "cut_in"]))
    assert evidence(judge, state, "good") == {"main.hear": (2, -2, 2), "main.act": (0, 0, 1)}
    assert evidence(judge, state, "bad") == {"main.hear": (-2, -2, 2), "main.act": (1, 0, 1)}
    assert evidence(judge, state, "both") == {"main.hear": (0, -2, 2), "main.act": (1, 0, 1)}


def test_piling_up_moves_earns_and_loses_at_most_3() -> None:
    judge, state = judging(
        choice("pile", moves=["listen", "name_it", "listen"]),
        choice("worst", moves=["cut_in", "cut_in", "dodge"]),
        choice("best", moves=["listen"]),
    )
    assert evidence(judge, state, "pile")["main.hear"] == (3, -3, 3)
    assert evidence(judge, state, "worst")["main.hear"] == (-3, -3, 3)
    assert evidence(judge, state, "worst")["main.act"] == (-1, -1, 0), "the sum is clamped, not each step of it"


def test_a_criterion_is_not_at_stake_if_the_choices_do_not_differ_on_it() -> None:
    judge, state = judging(choice("a", moves=["listen"]), choice("b", moves=["name_it"]))
    assert evidence(judge, state, "a") == {}
    judge, state = judging(GOOD)
    assert evidence(judge, state, "good") == {}


def test_assess_says_what_is_due() -> None:
    judge, state = judging(GOOD, BAD, assess=["main.hear"])
    assert set(evidence(judge, state, "good")) == {"main.hear"}
    judge, state = judging(GOOD, BAD, assess=["main.hear", "main.act"])
    assert set(evidence(judge, state, "good")) == {"main.hear", "main.act"}
    judge, state = judging(GOOD, BAD, assess=[])
    assert evidence(judge, state, "good") == {}


def test_assess_restricts_only_the_rubrics_that_the_scene_names() -> None:
    shout = choice("shout", moves=["shout", "name_it"])
    judge, state = judging(GOOD, shout, ids=("main", "side", "over"), own=("main", "side"), assess=["main.hear"])
    assert set(evidence(judge, state, "good")) == {"over.calm"}, "hear is equal, tone is not due, calm is laid over"
    judge, state = judging(GOOD, shout, ids=("main", "side", "over"), own=("main", "side"), assess=["side.tone"])
    assert set(evidence(judge, state, "good")) == {"side.tone", "over.calm"}


@pytest.mark.parametrize("more", [{"when": {"anger": "> 90"}}, {"when": {"anger": "> 90"}, "locked": "Not yet"}])
def test_a_choice_that_is_hidden_or_locked_is_neither_best_nor_worst(more: Data) -> None:
    judge, state = judging(NONE, BAD, choice("best", moves=["listen"], **more))
    assert evidence(judge, state, "none")["main.hear"] == (0, -2, 0)
    assert set(judge.judge(state)) == {"none", "bad"}


def test_a_used_once_choice_is_neither_best_nor_worst_any_more() -> None:
    best = choice("best", "one", ["listen"], once=True)
    judge, state = judging(choice("none", "one", ["dodge"]), BAD, best)
    assert evidence(judge, state, "none")["main.hear"] == (0, -2, 2)
    assert evidence(judge, step(state, "best"), "none")["main.hear"] == (0, -2, 0)
    assert evidence(judge, state, "none")["main.hear"] == (0, -2, 2), "and what was judged before stays"


def test_a_conditional_move_counts_only_in_the_states_in_which_it_is_made() -> None:
    line = choice("a", "one", [{"when": {"anger": "< 60"}, "move": "listen"}, "act_now"])
    judge, state = judging(line, choice("cool", "one", ["name_it"]), BAD)
    assert (judge.judge(state)["a"].moves, evidence(judge, state, "a")["main.hear"]) == (("act_now",), (0, -2, 2))
    cooler = step(state, "cool")
    assert judge.judge(cooler)["a"].moves == ("act_now", "listen")
    assert evidence(judge, cooler, "a")["main.hear"] == (2, -2, 2)
    assert evidence(judge, cooler, "cool")["main.hear"] == (2, -2, 2)


def test_a_criterion_is_met_by_positive_points() -> None:
    assert Evidence(0, 1, 3, -1).met
    assert not Evidence(0, 0, 1, -1).met, "leaving it out is not half of it"
    assert not Evidence(0, -1, 2, -1).met
    assert (Evidence(0, 1, 3, -1).lost, Evidence(0, 3, 3, -1).lost) == (2, 0)


def test_an_opportunity_earns_its_points_and_a_temptation_only_costs() -> None:
    assert (Evidence(0, 2, 3, -1).earned, Evidence(0, 0, 3, -1).earned, Evidence(0, -1, 3, -1).earned) == (2, 0, -1)
    assert (Evidence(0, 0, 0, -2).earned, Evidence(0, -2, 0, -2).earned) == (0, -2)
    assert (Evidence(0, -1, -1, -3).earned, Evidence(0, -3, -1, -3).earned) == (0, -2)


def test_the_best_line_is_by_the_leading_rubric_then_the_others_then_the_file() -> None:
    judge, state = judging(
        choice("lead-low", moves=["act_now"]),
        choice("a", moves=["listen", "act_now", "shout"]),
        choice("b", moves=["name_it", "act_now"]),
        choice("c", moves=["listen", "act_now"]),
        choice("d", moves=["listen", "act_now"]),
        ids=("main", "side"),
        own=("main", "side"),
    )
    assert judge.best(state).choice == "c"
    # main leads with hear 2 alone for a to d; on side b has 0, a -2, c and d 1


def test_a_cost_is_the_weighted_points_below_the_best_line_on_the_leading_rubric() -> None:
    judge, state = judging(GOOD, BAD, NONE, choice("act", moves=["act_now"]), ids=("main", "side"))
    # hear counts once, act twice: 2, -2 + 2, -6, and 4 for the best
    assert {name: judge.cost(state, name) for name in judge.judge(state)} == {"good": 2, "bad": 4, "none": 10, "act": 0}
