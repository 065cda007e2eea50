"""The debrief: what each line did and cost, the better line available, and the goal."""

from __future__ import annotations

import pytest

from builders import MOVES, Data, bundle, choice, ending, meter, move, node, rubric, shared, story_scene
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, Decision, Setup
from roleplay.session.review import Debrief, Turn, coaching, debrief, foresee

LAW = rubric(
    "main",
    {"hear": {"listen": 2, "name_it": 1, "cut_in": -2}, "act": {"act_now": 2, "dodge": -2, "cut_in": 2}},
    weights={"act": 3},
)
FILES = shared(rubrics=[LAW, rubric("side", {"tone": {"name_it": 2, "shout": -3}})])


def scene_of(nodes: dict[str, Data], *rubrics: str) -> Bundle:
    meters = {"anger": meter(60), "trust": meter(20, "high", shown=False)}
    return bundle(story_scene(nodes=nodes, rubrics=[*(rubrics or ("main",))], meters=meters), FILES)


LINES = {
    "h": node(
        choice("best", "a", ["listen"]), choice("half", "a", ["name_it"]), choice("worst", "a", ["cut_in", "dodge"]),
        assess=["main.hear"], says="Hear me.",
    ),
    "a": node(choice("act", "end", ["act_now"]), choice("dodge", "end", ["dodge", "name_it"]), says="Do it."),
}  # fmt: skip


def debrief_of(*decisions: str | Decision, nodes: dict[str, Data] = LINES, rubrics: tuple[str, ...] = ()) -> Debrief:
    said_lines = [item if isinstance(item, Decision) else Decision(item, "en") for item in decisions]
    return debrief(Attempt(scene_of(nodes, *rubrics), Setup(), None, said_lines))


def moves(turn: Turn) -> list[tuple[str, dict[str, int], bool]]:
    return [(effect.move.id, dict(effect.points), effect.good) for effect in turn.moves]


def test_a_turn_has_what_was_heard_and_said_and_its_effect() -> None:
    (turn, _) = debrief_of(Decision("half", "zh", "my words", sure=2, guess=3), "act").turns
    assert (turn.number, turn.node, turn.speaker, turn.heard.get("en")) == (1, "h", "ann", "Hear me.")
    assert (turn.choice.id, turn.own_words, turn.sure, turn.guess) == ("half", "my words", 2, 3)
    assert moves(turn) == [("name_it", {"main.hear": 1}, True)]
    assert [(ref, item.points, item.worst, item.best) for ref, item in turn.evidence] == [("main.hear", 1, -2, 2)]
    assert turn.meters == {"anger": 30, "trust": 20}, "after the line, including hidden meters"


def test_a_move_shows_points_only_on_criteria_at_stake() -> None:
    (turn,) = debrief_of("worst").turns
    assert moves(turn) == [("cut_in", {"main.hear": -2}, False), ("dodge", {}, False)]


def test_a_move_without_points_is_good_or_poor_by_its_kind() -> None:
    (_, turn) = debrief_of("best", "dodge").turns
    assert moves(turn) == [("dodge", {"main.act": -2}, False), ("name_it", {"main.hear": 1}, True)]
    (turn,) = debrief_of("a", nodes={"h": node(choice("a", moves=["listen", "shout"]))}).turns
    assert moves(turn) == [("listen", {}, True), ("shout", {}, False)]


def test_a_line_costs_its_distance_from_the_best_and_the_better_line_is_shown() -> None:
    (hear, act) = debrief_of("half", "dodge").turns
    assert (hear.cost, hear.best and hear.best.id) == (1, "best")
    assert [effect.move.id for effect in hear.best_moves] == ["listen"]
    # on Act, with weight 3, 4 points less; on Hear 1 point more
    assert (act.cost, act.best and act.best.id) == (3 * 4 - 1, "act")


def test_a_best_line_costs_nothing_and_has_no_better_line() -> None:
    review = debrief_of("best", "act")
    assert [(turn.best, turn.best_moves) for turn in review.turns] == [(None, ()), (None, ())]
    assert review.turns[0].cost == 0
    assert (review.costliest, review.goal) == (None, None)


def test_the_costliest_decision_is_the_first_of_those_that_cost_most() -> None:
    assert debrief_of("half", "dodge").costliest == 2
    assert debrief_of("worst", "act").costliest == 1
    nodes = {**LINES, "h": node(*LINES["h"]["choices"], choice("again", "h", ["cut_in"]), assess=["main.hear"])}
    assert debrief_of("again", "again", "best", nodes=nodes).costliest == 1


def test_the_best_available_line_costs_nothing_when_criteria_conflict() -> None:
    # at first no line is best on both criteria, so being best on neither is no fault
    nodes = {
        "h": node(choice("hear", "h2", ["listen"]), choice("act", "h2", ["act_now"])),
        "h2": node(choice("act", "end", ["act_now"]), choice("soft", "end", ["name_it", "act_now"])),
    }
    review = debrief_of("act", "act", nodes=nodes)
    assert review.turns[0].best is None
    assert (review.turns[0].cost, review.turns[1].cost) == (0, 1)
    assert review.costliest == 2
    assert review.goal is not None
    assert (review.goal.turn, review.goal.instead.id) == (2, "name_it")


def test_a_better_line_on_another_rubric_is_shown_although_nothing_was_lost() -> None:
    nodes = {
        "h": node(choice("plain", "end", ["listen"]), choice("kind", "end", ["listen", "name_it", "cut_in", "name_it"]))
    }
    nodes = {"h": node(choice("plain", "end", ["act_now"]), choice("rude", "end", ["act_now", "shout"]))}
    review = debrief_of("rude", nodes=nodes, rubrics=("main", "side"))
    assert (review.turns[0].cost, review.turns[0].best and review.turns[0].best.id) == (0, "plain")
    assert review.costliest is None


def test_the_line_that_keeps_the_best_ending_is_the_better_line_shown_there() -> None:
    # plain and kind are equal on the leading rubric; kind does more on the other, so it is the better line
    nodes = {
        "h": node(
            choice("plain", "end", ["listen"]), choice("kind", "end", ["listen", "name_it"]),
            choice("gone", "lost", ["cut_in"]), assess=["main.hear", "side.tone"],
        )
    }  # fmt: skip
    main_rubric = rubric("main", {"hear": {"listen": 2, "cut_in": -2}})
    files = shared(rubrics=[main_rubric, rubric("side", {"tone": {"name_it": 2}})])
    endings = {"end": ending(), "lost": ending("failure")}
    scene = story_scene(nodes=nodes, endings=endings, rubrics=["main", "side"], meters={"anger": meter(60)})
    attempt = Attempt(bundle(scene, files), Setup(), None, [Decision("gone", "en")])
    review = debrief(attempt, foresee(attempt))
    (turn,) = review.turns
    assert (review.no_return, turn.best and turn.best.id, review.saving_line and review.saving_line.id) == (
        1,
        "kind",
        "kind",
    )


# -- the goal ----------------------------------------------------------------------


def goal_of(review: Debrief) -> tuple[int, str, str] | None:
    goal = review.goal
    return None if goal is None else (goal.turn, goal.avoid.id if goal.avoid else "", goal.instead.id)


def test_a_goal_replaces_the_poor_move() -> None:
    assert goal_of(debrief_of("best", "dodge")) == (2, "dodge", "listen"), (
        "from the vocabulary, not from the better line"
    )
    assert goal_of(debrief_of("worst", "act")) == (1, "cut_in", "listen"), "of two in one line, the harmful one"


@pytest.mark.parametrize(
    ("instead", "poor_moves", "goal"),
    [
        (["name_it", "act_now"], ["dodge"], "act_now"),  # what the better line makes
        (["name_it", "listen"], ["dodge"], "name_it"),  # it makes neither of them
        (["name_it", "listen"], ["dodge", "name_it"], "listen"),  # one was made
        (["name_it"], ["dodge", "name_it"], "act_now"),  # all were made: what earned most
        ([], ["dodge"], "act_now"),
    ],
)
def test_a_goal_prefers_the_remedy_made_by_the_better_line(
    instead: list[str], poor_moves: list[str], goal: str
) -> None:
    vocabulary = {**MOVES, "moves": {**MOVES["moves"], "dodge": move("poor", instead=instead)}}
    files = shared(moves=vocabulary, rubrics=[LAW])
    nodes = {"a": node(choice("act", "end", ["act_now"]), choice("dodge", "end", poor_moves), says="Do it.")}
    scene = story_scene(nodes=nodes, rubrics=["main"], meters={"anger": meter(60)})
    review = debrief(Attempt(bundle(scene, files), Setup(), None, [Decision("dodge", "en")]))
    assert goal_of(review) == (1, "dodge", goal)


def test_a_goal_is_not_based_on_turns_whose_better_line_makes_another_remedy() -> None:
    def turn(to: str, *better: str) -> Data:
        return node(choice("best", to, better), choice("bad", to, ["cut_in"]), assess=["main.hear"])

    vocabulary = {**MOVES, "moves": {**MOVES["moves"], "cut_in": move("poor", instead=["listen", "name_it"])}}
    nodes = {
        "one": turn("two", "listen"),
        "two": turn("three", "act_now", "name_it"),
        "three": turn("four", "listen"),
        "four": turn("end", "act_now"),
    }
    main_rubric = rubric("main", {"hear": {"listen": 2, "act_now": 1, "name_it": 1, "cut_in": -2}})
    scene = story_scene(nodes=nodes, rubrics=["main"], meters={"anger": meter(60)})
    attempt = Attempt(bundle(scene, shared(moves=vocabulary, rubrics=[main_rubric])), Setup(), None, [])
    goal = debrief(attempt.after(("bad", "bad", "bad", "bad"))).goal
    assert goal is not None
    assert (goal.avoid and goal.avoid.id, goal.instead.id, goal.turns) == ("cut_in", "listen", (1, 3))


def test_a_repeated_move_outweighs_a_single_costlier_one() -> None:
    nodes = {
        "one": node(choice("best", "two", ["act_now"]), choice("bad", "two", ["shout", "listen"])),
        **{
            name: node(choice("best", to, ["listen"]), choice("bad", to, ["cut_in", "act_now"]), assess=["main.hear"])
            for name, to in (("two", "three"), ("three", "end"))
        },
    }
    review = debrief_of("bad", "bad", "bad", nodes=nodes)
    assert [turn.cost for turn in review.turns] == [4, 4, 4]
    assert goal_of(review) == (2, "cut_in", "listen")
    assert goal_of(debrief_of("bad", "best", "best", nodes=nodes)) == (1, "shout", "act_now")


def test_a_goal_may_have_nothing_to_avoid() -> None:
    goal = debrief_of("half", "act").goal
    assert goal is not None
    assert (goal.turn, goal.avoid, goal.instead.id) == (1, None, "listen")


def test_a_goal_never_asks_for_a_poor_move() -> None:
    nodes = {"h": node(choice("bad", "end", ["act_now", "act_now"]), choice("less-bad", "end", ["cut_in", "act_now"]))}
    main_rubric = rubric("main", {"act": {"cut_in": 2}})
    scene = story_scene(nodes=nodes, rubrics=["main"], meters={"anger": meter(60)})
    review = debrief(Attempt(bundle(scene, shared(rubrics=[main_rubric])), Setup(), None, [Decision("bad", "en")]))
    assert (review.costliest, review.goal) == (1, None)


# -- the whole ------------------------------------------------------------------------


def test_a_debrief_has_the_ending_the_curves_and_the_help_used() -> None:
    attempt = Attempt(scene_of(LINES), Setup(), None, [Decision("best", "en")])
    attempt.hint()
    attempt.take_back()
    for name in ("worst", "act"):
        attempt.say(Decision(name, "en"))
    review = debrief(attempt)
    assert review.ending is not None
    assert (review.ending.id, review.taken_back, review.hints) == ("end", 1, 1)
    assert [(curve.id, values) for curve, values in review.curves] == [("anger", (60, 80, 80))]
    assert review.card == attempt.scorecard()
    assert [turn.choice.id for turn in review.turns] == ["worst", "act"]


def test_an_attempt_that_has_hardly_begun_can_be_debriefed() -> None:
    review = debrief_of()
    assert (review.ending, review.turns, review.costliest, review.goal) == (None, (), None, None)
    assert [values for _, values in review.curves] == [(60,)]


def test_coaching_debriefs_the_last_decision() -> None:
    attempt = Attempt(scene_of(LINES), Setup(), None, [Decision("half", "en"), Decision("dodge", "en")])
    assert coaching(attempt) == debrief(attempt).turns[-1]


@pytest.mark.parametrize("outcome", ["success", "partial", "failure"])
def test_the_ending_depends_on_the_story_not_on_the_score(outcome: str) -> None:
    scene = bundle(story_scene(nodes=LINES, endings={"end": ending(outcome), "lost": ending("failure")}), FILES)
    review = debrief(Attempt(scene, Setup(), None, [Decision("worst", "en"), Decision("dodge", "en")]))
    assert review.ending is not None
    assert review.ending.outcome == outcome


def test_a_goal_is_not_a_move_the_learner_already_makes() -> None:
    nodes = {
        "one": node(choice("heard", "two", ["listen"]), choice("not", "two", ["act_now"]), assess=["main.hear"]),
        "two": node(
            choice("both", "end", ["listen", "name_it"]), choice("none", "end", ["act_now"]), assess=["main.hear"]
        ),
    }
    assert goal_of(debrief_of("heard", "none", nodes=nodes)) == (2, "", "name_it")
    assert goal_of(debrief_of("not", "none", nodes=nodes)) == (2, "", "listen"), (
        "nothing was done yet, so the one that earns most"
    )


def test_a_step_taken_early_where_it_was_not_assessed_is_not_late() -> None:
    steps = rubric("main", {"hear": {"listen": 2}, "act": {"act_now": 2}}, order=["hear", "act"])

    def missteps(first: list[str]) -> object:
        nodes = {
            "one": node(choice("best", "two", ["listen"]), choice("off", "two", first), assess=["main.hear"]),
            "two": node(choice("best", "three", ["act_now"]), choice("off", "three", ["name_it"]), assess=["main.act"]),
            "three": node(choice("best", "end", ["listen"]), choice("off", "end", ["name_it"]), assess=["main.hear"]),
        }
        nodes["zero"] = node(choice("on", "one", first), choice("off", "one", ["name_it"]), assess=["main.act"])
        scene = story_scene(nodes={"zero": nodes.pop("zero"), **nodes}, rubrics=["main"])
        attempt = Attempt(bundle(scene, shared(rubrics=[steps])), Setup(), None, [])
        review = debrief(attempt.after(("on", "off", "best", "best")), foresee(attempt))
        return review.missteps.get("main", ())

    assert missteps(["name_it"]), "listening came after acting"
    assert missteps(["listen"]) == (), "it came first, where it was not assessed"
