"""Scorecards, including each trap that other programs fall into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from builders import Data, bundle, choice, ending, node, rubric, shared, story_scene
from roleplay.engine import Story, compile_story, replay, start
from roleplay.scoring.judge import Judge, Totals
from roleplay.scoring.percent import level, percent, whole_percent
from roleplay.scoring.scorecard import GateKind, Scorecard, scorecard

MAIN = rubric(
    "main",
    {"hear": {"listen": 2, "name_it": 1, "cut_in": -2}, "act": {"act_now": 2, "dodge": -2}},
    weights={"act": 3},
    order=["hear", "act"],
    critical=["shout"],
)
SIDE = rubric("side", {"tone": {"listen": 1, "shout": -3}}, critical=["shout", "dodge"])
FILES = shared(rubrics=[MAIN, SIDE])


def hear_choices(target: str) -> list[Data]:
    """Three lines that differ only on Hear: 2, 1 and -2."""
    return [
        choice("best", target, ["listen"]),
        choice("half", target, ["name_it"]),
        choice("worst", target, ["cut_in"]),
    ]


def act_choices(target: str) -> list[Data]:
    return [choice("act", target, ["act_now"]), choice("dodge", target, ["dodge"])]


LINE = {
    "h1": node(*hear_choices("h2")),
    "h2": node(*hear_choices("a1")),
    "a1": node(*act_choices("a2")),
    "a2": node(*act_choices("end")),
}


def judge_of(nodes: dict[str, Data], *ids: str, **changes: Any) -> Judge:
    loaded = bundle(story_scene(nodes=nodes, **changes), FILES)
    return Judge(compile_story(loaded), [loaded.rubrics[name] for name in ids or ("main",)])


def card(judge: Judge, decisions: Sequence[str]) -> Scorecard:
    story: Story = judge.story
    return scorecard(judge, replay(start(story, 0), decisions), decisions)


# -- scores ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decisions", "hear", "act"),
    [
        (["best", "best", "act", "act"], 1.0, 1.0),
        (["worst", "worst", "dodge", "dodge"], 0.0, 0.0),
        (["best", "worst", "act", "dodge"], 0.0, 0.0),
        (["half", "half", "dodge", "act"], 0.5, 0.0),
        (["best", "half"], 3 / 4, None),
    ],
)
def test_a_score_is_the_share_earned_of_what_was_due(decisions: list[str], hear: float, act: float | None) -> None:
    scores = card(judge_of(LINE), decisions)
    assert (scores.score("main.hear"), scores.score("main.act")) == (hear, act)


def test_partial_credit_counts_and_harm_counts_against_it() -> None:
    judge = judge_of(LINE)
    assert card(judge, ["half", "half"]).score("main.hear") == 1 / 2
    assert card(judge, ["worst", "half"]).score("main.hear") == 0
    assert card(judge, ["worst", "worst"]).score("main.hear") == 0


def test_nothing_done_earns_nothing_however_bad_the_worst_line_was() -> None:
    nodes = {
        "h1": node(*hear_choices("h2"), choice("else", "h2", ["act_now"])),
        "h2": node(*hear_choices("end"), choice("else", "end", ["act_now"])),
    }
    scores = card(judge_of(nodes), ["else", "else"])
    assert scores.score("main.hear") == 0
    assert [(step.criterion, step.turn) for step in scores.rubrics[0].order] == [("hear", None), ("act", 1)]


def tempted(target: str) -> list[Data]:
    """Two lines: one does harm, neither does any good."""
    return [choice("clear", target, ["act_now"]), choice("harm", target, ["cut_in"])]


@pytest.mark.parametrize(
    ("decisions", "score"),
    [(["best", "best", "clear"], 1.0), (["worst", "worst", "clear"], 0.0), (["best", "best", "harm"], 1 / 2)],
)
def test_resisting_a_temptation_earns_nothing_and_yielding_costs_points(decisions: list[str], score: float) -> None:
    nodes = {"h1": LINE["h1"], "h2": node(*hear_choices("t")), "t": node(*tempted("end"))}
    assert card(judge_of(nodes), decisions).score("main.hear") == score


def test_a_criterion_with_only_temptations_is_scored_by_harm_avoided() -> None:
    nodes = {"t1": node(*tempted("t2")), "t2": node(*tempted("end"))}
    judge = judge_of(nodes)
    criteria = [
        card(judge, [one, two]).rubrics[0].criteria[0] for one in ("clear", "harm") for two in ("clear", "harm")
    ]
    assert [criterion.score for criterion in criteria] == [1.0, 0.5, 0.5, 0.0]
    assert all(criterion.only_tempted for criterion in criteria)
    assert not card(judge_of(LINE), ["best", "best"]).rubrics[0].criteria[0].only_tempted


def test_the_mean_is_weighted_and_shown_with_its_parts() -> None:
    rubric = card(judge_of(LINE), ["half", "half", "act", "act"]).rubrics[0]
    assert rubric.score == (1 * 0.5 + 3 * 1.0) / 4
    assert [(criterion.ref, criterion.totals, criterion.level) for criterion in rubric.criteria] == [
        ("main.hear", Totals(earned=2, due=4, kept=0, tempted=0, decisions=2), 1),
        ("main.act", Totals(earned=4, due=4, kept=0, tempted=0, decisions=2), 3),
    ]


def test_a_criterion_at_stake_in_fewer_than_two_decisions_is_not_assessed_nor_in_the_mean() -> None:
    judge = judge_of(LINE)
    scores = card(judge, ["best", "best", "dodge"])
    assert scores.score("main.act") is None
    assert scores.rubrics[0].criteria[1].level is None
    assert scores.rubrics[0].criteria[1].totals.decisions == 1
    assert scores.score("main") == 1.0
    assert card(judge, []).score("main") is None
    assert card(judge, ["best"]).score("main") is None


def test_a_rubric_may_require_more_or_fewer_decisions() -> None:
    for minimum, expected in ((1, [None, 1.0, 1.0]), (2, [None, None, 1.0]), (3, [None, None, None])):
        files = shared(rubrics=[{**MAIN, "minimum": minimum}, SIDE])
        loaded = bundle(story_scene(nodes=LINE), files)
        judge = Judge(compile_story(loaded), [loaded.rubrics["main"]])
        assert [card(judge, ["best"] * n).score("main.hear") for n in range(3)] == expected


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.0, 0), (0.2499, 0), (0.25, 1), (0.5499, 1), (0.55, 2), (11 / 20, 2), (0.7999, 2), (0.8, 3), (1.0, 3)],
)
def test_levels_begin_at_25_55_and_80_percent(score: float, expected: int) -> None:
    assert level(score) == expected


def test_floating_point_noise_changes_no_level_or_percentage() -> None:
    assert level(0.1 + 0.2 + 0.25 - 1e-12) == 2
    assert level(0.8 - 1e-15) == 3
    assert percent(0.7 * 0.1 * 10) == 70
    assert percent(0.55) == 55


def test_a_score_is_shown_as_a_whole_percentage_rounded_down() -> None:
    assert [whole_percent(score) for score in (0.0, 45.9999, 54.99, 100.0)] == [0, 45, 54, 100]
    assert whole_percent(percent(0.29)) == 29  # 28.999999999999996 without rounding


# -- the traps --------------------------------------------------------------------


def test_a_blunder_and_its_perfect_repair_score_below_the_ideal_path() -> None:
    # the longer path has more decisions and more points, and is still worth less
    nodes = {
        "h1": node(choice("best", "h2", ["listen"]), choice("worst", "mend1", ["cut_in"])),
        "mend1": node(*hear_choices("mend2")),
        "mend2": node(*hear_choices("h2")),
        "h2": node(*hear_choices("end")),
    }
    judge = judge_of(nodes)
    ideal = card(judge, ["best", "best"])
    repaired = card(judge, ["worst", "best", "best", "best"])
    assert ideal.score("main.hear") == 1.0
    assert repaired.rubrics[0].criteria[0].totals.due > ideal.rubrics[0].criteria[0].totals.due
    assert repaired.score("main.hear") == 4 / 8


def test_a_short_bad_path_neither_reaches_100_percent_nor_passes() -> None:
    nodes = {
        "h1": node(*hear_choices("h2")[:1], choice("leave", "lost", ["cut_in"])),
        "h2": node(*hear_choices("end")),
    }
    judge = judge_of(nodes, pass_={"main": 0, "endings": ["end"]})
    scores = card(judge, ["leave"])
    assert scores.score("main") is None
    assert not scores.passed
    assert {gate.kind for gate in scores.gates if not gate.held} == {GateKind.THRESHOLD, GateKind.ENDING}


def test_thresholds_on_criteria_reveal_what_the_mean_hides() -> None:
    judge = judge_of(LINE, pass_={"main": 70, "main.hear": 50, "endings": ["end"]})
    scores = card(judge, ["worst", "worst", "act", "act"])
    assert scores.score("main") == 0.75
    assert [(gate.ref, gate.wanted, gate.found, gate.held) for gate in scores.gates] == [
        ("main", 70, 75, True), ("main.hear", 50, 0, False), ("end", None, None, True),
    ]  # fmt: skip
    assert not scores.passed
    assert card(judge, ["half", "half", "act", "act"]).passed


def test_a_threshold_that_is_met_exactly_holds() -> None:
    judge = judge_of(LINE, pass_={"main.hear": 75, "endings": ["end"]})
    assert card(judge, ["best", "half", "act", "act"]).passed
    judge = judge_of(LINE, pass_={"main.hear": 76, "endings": ["end"]})
    assert not card(judge, ["best", "half", "act", "act"]).passed


def test_a_criterion_not_assessed_meets_no_threshold_not_even_zero() -> None:
    nodes = {"h1": node(*hear_choices("a1")), "a1": node(*act_choices("a2")), "a2": node(*act_choices("end"))}
    judge = judge_of(nodes, pass_={"main.hear": 0, "endings": ["end"]})
    scores = card(judge, ["best", "act", "act"])
    assert not scores.passed
    assert (scores.gates[0].found, scores.gates[0].held) == (None, False)


def test_an_unfinished_attempt_never_passes() -> None:
    judge = judge_of(LINE, pass_={"main.hear": 50, "endings": ["end"]})
    for taken in range(4):
        scores = card(judge, ["best", "best", "act", "act"][:taken])
        assert not scores.passed
        assert (scores.gates[-1].kind, scores.gates[-1].ref) == (GateKind.ENDING, "")
    assert card(judge, ["best", "best", "act", "act"]).passed


def test_an_ending_that_is_not_accepted_fails_the_best_of_scores() -> None:
    nodes = {**LINE, "a2": node(*act_choices("other"))}
    judge = judge_of(
        nodes, pass_={"main": 50, "endings": ["end"]}, endings={"end": ending(), "other": ending("partial")}
    )
    scores = card(judge, ["best", "best", "act", "act"])
    assert scores.score("main") == 1.0
    assert not scores.passed
    assert scores.gates[-1].ref == "other"


def test_a_critical_move_fails_an_attempt_whatever_its_score() -> None:
    nodes = {**LINE, "h1": node(choice("best", "h2", ["listen", "shout"]), *hear_choices("h2")[1:])}
    judge = judge_of(nodes, pass_={"main": 50, "endings": ["end"]})
    scores = card(judge, ["best", "best", "act", "act"])
    assert scores.score("main") == 1.0
    assert [(crossed.move, crossed.rubric, crossed.turn) for crossed in scores.critical] == [("shout", "main", 1)]
    first = scores.gates[0]
    assert (first.kind, first.ref, first.held) == (GateKind.CRITICAL, "shout", False)
    assert not scores.passed


def test_a_critical_move_is_listed_per_rubric_and_decision_and_is_one_gate() -> None:
    nodes = {
        "h1": node(choice("a", "h1", ["shout"]), choice("b", "h2", ["dodge"])),
        "h2": node(choice("c", moves=["listen"])),
    }
    scores = card(judge_of(nodes, "main", "side"), ["a", "a", "b", "c"])
    assert [(crossed.move, crossed.rubric, crossed.turn) for crossed in scores.critical] == [
        ("shout", "main", 1), ("shout", "side", 1), ("shout", "main", 2), ("shout", "side", 2), ("dodge", "side", 3),
    ]  # fmt: skip
    assert [gate.ref for gate in scores.gates if gate.kind is GateKind.CRITICAL] == ["shout", "dodge"]


def test_a_conditional_critical_move_fails_only_if_it_is_made() -> None:
    nodes = {
        "h1": node(
            choice("a", "h1", ["dodge", {"when": {"turn": "= 1"}, "move": "shout"}]), choice("b", moves=["listen"])
        )
    }
    judge = judge_of(nodes)
    assert card(judge, ["a"]).critical == ()
    assert [crossed.turn for crossed in card(judge, ["a", "a", "a"]).critical] == [2]


# -- order --------------------------------------------------------------------------


def test_the_order_shows_where_each_step_was_first_met() -> None:
    judge = judge_of(LINE)
    rubric = card(judge, ["worst", "half", "dodge", "act"]).rubrics[0]
    assert [(step.criterion, step.turn) for step in rubric.order] == [("hear", 2), ("act", 4)]
    assert rubric.in_order


def test_a_step_never_met_has_no_turn_and_does_not_break_the_order() -> None:
    rubric = card(judge_of(LINE), ["worst", "worst", "act", "act"]).rubrics[0]
    assert [(step.criterion, step.turn) for step in rubric.order] == [("hear", None), ("act", 3)]
    assert rubric.in_order


def test_steps_met_the_wrong_way_round_are_shown_and_change_no_score() -> None:
    nodes = {"a1": LINE["a1"], "a2": node(*act_choices("h1")), "h1": LINE["h1"], "h2": node(*hear_choices("end"))}
    rubric = card(judge_of(nodes), ["act", "act", "best", "best"]).rubrics[0]
    assert [(step.criterion, step.turn) for step in rubric.order] == [("hear", 3), ("act", 1)]
    assert not rubric.in_order
    assert rubric.score == 1.0


def test_steps_met_in_the_same_decision_are_in_order() -> None:
    both = [choice("both", "h1", ["listen", "act_now"]), choice("neither", "end", ["cut_in", "dodge"])]
    assert card(judge_of({"h1": node(*both)}), ["both"]).rubrics[0].in_order


def test_a_rubric_without_an_order_shows_none() -> None:
    assert card(judge_of(LINE, "side"), ["best", "worst"]).rubrics[0].order == ()


def test_the_score_of_an_unknown_rubric_is_none() -> None:
    scores = card(judge_of(LINE), ["best", "best"])
    assert scores.score("side") is None
    assert scores.score("nothing.at-all") is None
