"""Costs, points and steps in words, in every case that can occur."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, choice, ending, node, rubric, shared, story_scene
from roleplay.presenting.facts.debrief import DebriefFacts, debrief_facts, foresight
from roleplay.session import Attempt, Decision, Setup
from roleplay.text.quotes import excerpt, inline_quote
from talk_scene import words

EN = words("en")
MAIN = rubric(
    "main",
    {"hear": {"listen": 2, "name_it": 2, "cut_in": -2}, "act": {"act_now": 2}},
    order=["hear", "act"],
)
SIDE = rubric("side", {"tone": {"shout": -3, "act_now": -1}}, critical=["shout"])
FILES = shared(rubrics=[MAIN, SIDE])
NOTHING = ["dodge"]
ENDINGS = {"end": ending("success"), "half": ending("partial"), "bad": ending("failure")}


def facts_of(nodes: dict[str, Any], *choices: str, exact: bool = True) -> DebriefFacts:
    scene = story_scene(nodes=nodes, rubrics=["main", "side"], endings=ENDINGS)
    attempt = Attempt(bundle(scene, FILES), Setup(), None, [Decision(name, "en") for name in choices])
    return debrief_facts(attempt, EN, foresight(attempt) if exact else None)


LAST = node(choice("act", "end", ["act_now"]), choice("dodge", "bad", ["dodge"]))


def test_a_cost_is_split_into_the_line_and_what_it_led_to() -> None:
    nodes = {"one": node(choice("good", "last", ["listen"]), choice("poor", "low", NOTHING)), "last": LAST,
             "low": node(choice("act", "half", ["act_now"]), choice("dodge", "bad", ["dodge"]))}  # fmt: skip
    first, second = facts_of(nodes, "poor", "dodge").turns
    assert (first.cost, first.cost_detail) == (7, EN("turn.cost_split", here="2", later="5"))
    assert (second.cost, second.cost_detail) == (7, EN("turn.cost_split", here="2", later="5"))
    assert facts_of(nodes, "poor", "dodge", exact=False).turns[0].cost_detail == ""


def test_a_good_line_may_lead_to_a_loss_and_a_poor_one_may_be_made_up_for() -> None:
    nodes = {"one": node(choice("trap", "bad", ["listen"]), choice("on", "last", ["name_it"]),
                         choice("off", "last", NOTHING)),
             "last": LAST}  # fmt: skip
    (turn,) = facts_of(nodes, "trap").turns
    assert (turn.cost, turn.cost_detail) == (10, EN("turn.cost_later", rubric="main"))
    nodes = {"one": node(choice("a", "half", ["listen"]), choice("b", "end", ["cut_in"]), choice("c", "end", NOTHING))}
    first = facts_of(nodes, "b").turns[0]
    assert (first.cost, first.cost_detail) == (2, EN("turn.cost_made_up", here="4", later="2"))


def test_a_line_below_the_best_that_cost_nothing_says_both() -> None:
    nodes = {"one": node(choice("best", "two", ["listen"]), choice("none", "last", NOTHING)), "last": LAST,
             "two": node(choice("x", "last", ["cut_in"]), choice("y", "bad", ["listen"]))}  # fmt: skip
    first = facts_of(nodes, "none", "act").turns[0]
    assert (first.cost, first.quiet, first.cost_text) == (0, False, "-2 here, cost 0")
    assert first.cost_detail == EN("turn.cost_nothing_better", here="2")


def test_losses_on_other_rubrics_are_reported_and_the_turn_is_not_quiet() -> None:
    nodes = {"one": node(choice("rude", "end", ["listen", "act_now"]), choice("kind"), choice("no", "end", NOTHING))}
    nodes["one"]["assess"] = ["main.hear", "side.tone"]
    facts = facts_of(nodes, "rude")
    (turn,) = facts.turns
    assert (turn.cost, turn.quiet, turn.better_label) == (0, False, "Better on single criteria")
    assert turn.cost_detail == EN("turn.short_detail", rubric="main", short="tone 1")
    assert facts.headline == (EN("lens.headline_clear", rubric="main"),)


def test_tied_costliest_turns_name_each_other() -> None:
    nodes = {"one": node(choice("a", "two", ["listen"]), choice("b", "two", NOTHING)),
             "two": node(choice("a", "end", ["listen"]), choice("b", "end", NOTHING))}  # fmt: skip
    facts = facts_of(nodes, "b", "b")
    assert [turn.costliest_text for turn in facts.turns] == ["the costliest, with turn 2", "the costliest, with turn 1"]
    assert facts.headline[0].startswith("The costliest were turns 1 and 2: each cost 2 points on main")


def test_a_better_line_that_is_worse_elsewhere_says_so() -> None:
    nodes = {"one": node(choice("a", "end", ["listen"]), choice("b", "end", ["act_now", "name_it"]))}
    (turn,) = facts_of(nodes, "a").turns
    assert turn.coach.gives_up == EN("coach.gives_up", points="tone 1")


def test_points_of_several_moves_are_shown_with_their_sum() -> None:
    say = [["listen", "cut_in"], ["listen", "name_it"], ["listen", "name_it", "cut_in"], NOTHING]
    nodes = {
        f"n{n}": node(choice("said", f"n{n + 1}" if n < 3 else "end", moves), choice("other", "end", ["listen"]),
                      choice("poor", "end", ["cut_in"]))
        for n, moves in enumerate(say)
    }  # fmt: skip
    hear = facts_of(nodes, *["said"] * 4).rubrics[0].criteria[0]
    assert [line.text.partition(", ")[2] for line in hear.evidence] == [
        "a move +2, a move -2 = 0", "a move +2, a move +2; counted as +3", "a move +2, a move +2, a move -2 = +2",
    ]  # fmt: skip
    assert hear.notes == ("At stake, but no points earned: turns 1 and 4.",), (
        "in turn 1 nothing is left of what was earned"
    )


def test_if_more_was_lost_than_earned_both_are_reported() -> None:
    nodes = {f"n{n}": node(choice("good", f"n{n + 1}" if n < 2 else "end", ["listen"]),
                           choice("poor", f"n{n + 1}" if n < 2 else "end", ["cut_in"]))
             for n in range(3)}  # fmt: skip
    hear = facts_of(nodes, "good", "poor", "poor").rubrics[0].criteria[0]
    assert (hear.score, hear.notes[1:]) == ("0%", ("2 earned, 4 taken away: nothing left.",))
    assert len(facts_of(nodes, "good", "good", "poor").rubrics[0].criteria[0].notes) == 1


def test_points_earned_and_lost_in_one_line_are_reported_as_cancelled() -> None:
    nodes = {f"n{n}": node(choice("both", f"n{n + 1}" if n < 1 else "end", ["listen", "cut_in"]),
                           choice("good", f"n{n + 1}" if n < 1 else "end", ["listen"]))
             for n in range(2)}  # fmt: skip
    hear = facts_of(nodes, "both", "both").rubrics[0].criteria[0]
    assert (hear.score, hear.notes) == (
        "0%", ("At stake, but no points earned: turns 1 and 2.", "4 earned, 4 taken away: nothing left."),
    )  # fmt: skip


def test_a_criterion_that_was_only_kept_clear_has_no_percentage_and_no_level() -> None:
    nodes = {"one": node(choice("calm", "two", ["listen"]), choice("loud", "two", ["shout"])),
             "two": node(choice("calm", "end", ["listen"]), choice("loud", "end", ["shout"]))}  # fmt: skip
    facts = facts_of(nodes, "calm", "loud")
    side = facts.rubrics[1]
    assert (side.score, side.criteria[0].level_word, side.criteria[0].share) == ("no harm done in 1 of 2", "", None)
    assert [point.text for turn in facts.turns for point in turn.coach.points if "tone" in point.text] == [
        "tone: no harm done", "tone -3, with no points available",
    ]  # fmt: skip
    assert facts.headline[0] == "You crossed a red line in turn 2 (a move). That fails the attempt."
    assert [(gate.held, gate.text) for gate in facts.ending.gates if gate.is_red_line] == [
        (False, "No red line crossed. One was, in turn 2 (a move)"),
    ]  # fmt: skip
    assert [gate.text for gate in facts_of(nodes, "calm", "calm").ending.gates if gate.is_red_line] == [
        "No red line crossed"
    ]


def test_harm_offset_by_the_same_line_does_not_count_as_kept_clear() -> None:
    side = rubric("side", {"tone": {"name_it": 2, "shout": -2}})
    nodes = {"one": node(choice("both", "two", ["name_it", "shout"]), choice("loud", "two", ["shout"])),
             "two": node(choice("calm", "end", ["listen"]), choice("loud", "end", ["shout"]))}  # fmt: skip
    scene = story_scene(nodes=nodes, rubrics=["main", "side"], endings=ENDINGS)
    decisions = [Decision("both", "en"), Decision("calm", "en")]
    attempt = Attempt(bundle(scene, shared(rubrics=[MAIN, side])), Setup(), None, decisions)
    facts = debrief_facts(attempt, EN, None)
    assert [point.text for turn in facts.turns for point in turn.coach.points if "tone" in point.text] == [
        "tone 0, good and harm cancel out", "tone: no harm done",
    ]  # fmt: skip


def test_a_step_that_came_too_early_is_named() -> None:
    both = [choice("hear", "two", ["listen"]), choice("act", "two", ["act_now"])]
    nodes = {"one": node(*both), "two": node(choice("hear", "end", ["listen"]), choice("act", "end", ["act_now"]))}
    facts = facts_of(nodes, "act", "hear")
    assert facts.rubrics[0].order == (
        "“act” (turn 1) came before “hear” (turn 2). “hear” is meant to come before it and was already due in turn 1.",
    )
    assert facts_of(nodes, "hear", "act").rubrics[0].order == ()


def test_a_step_that_could_not_have_come_sooner_is_not_called_due() -> None:
    nodes = {"one": node(choice("act", "low", ["act_now"]), choice("wait", "two", NOTHING)),
             "low": node(choice("hear", "half", ["listen"]), choice("dodge", "bad", NOTHING)),
             "two": node(choice("hear", "last", ["listen"]), choice("dodge", "bad", NOTHING)),
             "last": LAST}  # fmt: skip
    assert facts_of(nodes, "act", "hear").rubrics[0].order == (
        "“act” (turn 1) came before “hear” (turn 2). “hear” is meant to come before it.",
    )


@pytest.mark.parametrize(
    ("taken", "late"),
    [
        (["name", "act", "hear"], [("“name” (turn 1) and “act” (turn 2)", "hear", "them")]),
        (["act", "name", "hear"],
         [("“act” (turn 1) and “name” (turn 2)", "hear", "them"), ("“act” (turn 1)", "name", "it")]),
        (["hear", "act", "name"], [("“act” (turn 2)", "name", "it")]),
        (["hear", "name", "act"], []),
    ],
)  # fmt: skip
def test_a_late_step_names_all_steps_that_came_before_it(taken: list[str], late: list[tuple[str, str, str]]) -> None:
    lines = {"hear": "listen", "name": "name_it", "act": "act_now"}
    steps = rubric("main", {step: {move: 2} for step, move in lines.items()}, order=list(lines))
    nodes = {
        f"n{n}": node(*(choice(step, f"n{n + 1}" if n < 2 else "end", [move]) for step, move in lines.items()))
        for n in range(3)
    }
    scene = story_scene(nodes=nodes, rubrics=["main"], endings=ENDINGS)
    attempt = Attempt(bundle(scene, shared(rubrics=[steps])), Setup(), None, [Decision(step, "en") for step in taken])
    assert debrief_facts(attempt, EN, foresight(attempt)).rubrics[0].order == tuple(
        f"{ahead} came before “{step}” (turn {taken.index(step) + 1})."
        f" “{step}” is meant to come before {them} and was already due in turn 1."
        for ahead, step, them in late
    )


def test_a_goal_names_the_turns_whose_better_line_does_what_it_says() -> None:
    def turn(to: str, better: str) -> dict[str, Any]:
        return node(choice("best", to, [better]), choice("bad", to, ["cut_in"]), assess=["main.hear"])

    main_rubric = rubric("main", {"hear": {"listen": 1, "name_it": 2, "cut_in": -2}})
    scene = story_scene(nodes={"one": turn("two", "name_it"), "two": turn("end", "listen")}, rubrics=["main"],
                        endings=ENDINGS)  # fmt: skip
    attempt = Attempt(bundle(scene, shared(rubrics=[main_rubric])), Setup(), None, [Decision("bad", "en")] * 2)
    facts = debrief_facts(attempt, EN, foresight(attempt))
    assert facts.goal_title == "One goal for next time (from turn 2)"


@pytest.mark.parametrize(
    ("text", "cut", "quoted"),
    [("I trust you two, no doubt.", "I trust you…", "I trust you two, no doubt"), ("短句。", "短句。", "短句"),
     ("Really...", "Really...", "Really..."), ("一句很长很长很长的话。", "一句很长很长很…", "一句很长很长很长的话")],
)  # fmt: skip
def test_a_quotation_is_cut_between_words_and_has_no_full_stop_of_its_own(text: str, cut: str, quoted: str) -> None:
    assert (excerpt(text, 15), inline_quote(text)) == (cut, quoted)


def test_criteria_of_the_same_name_are_distinguished_by_their_rubrics() -> None:
    files = shared(rubrics=[MAIN, rubric("side", {"hear": {"listen": 1}, "tone": {"shout": -3}})])
    scene = story_scene(nodes={"one": LAST | node(choice("good", "end", ["listen"]), choice("dodge", "bad", NOTHING))},
                        rubrics=["main", "side"], endings=ENDINGS)  # fmt: skip
    (turn,) = debrief_facts(Attempt(bundle(scene, files), Setup(), None, [Decision("good", "en")]), EN, None).turns
    assert [move.points for move in turn.coach.moves] == ["main · hear +2, side · hear +1"]


def test_through_another_rubric_a_better_line_only_scores_higher_and_has_no_reason() -> None:
    other = rubric("other", {"tone": {"name_it": 2, "shout": -2}})
    nodes = {"one": node(choice("good", "end", ["listen"]), choice("named", "end", ["name_it"]))}
    scene = story_scene(nodes=nodes, rubrics=["main"], endings=ENDINGS)
    attempt = Attempt(bundle(scene, shared(rubrics=[MAIN, other])), Setup(), None, [Decision("good", "en")])
    turn = debrief_facts(attempt.through(attempt.bundle.rubrics["other"]), EN, None).turns[0]
    assert (turn.better_label, turn.coach.better_why) == ("Worth more by other alone", "")
    assert turn.coach.why == "because of good"
