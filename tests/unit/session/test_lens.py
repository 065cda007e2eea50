"""An attempt viewed through another rubric: its criteria and costs are that rubric's, its gates the scene's."""

from __future__ import annotations

from builders import bundle, choice, node, rubric, shared, story_scene
from roleplay.session import Attempt, Decision, Setup
from roleplay.session.lens import lenses, may_be_at_stake
from roleplay.session.review import coaching, debrief, foresee

MAIN = rubric("main", {"hear": {"listen": 2, "shout": -2}}, critical=["cut_in"])
SIDE = rubric("side", {"tone": {"name_it": 2, "shout": -1}}, critical=["dodge"])
BLIND = rubric("blind", {"other": {"act_now": 2}})
NODES = {
    "one": node(choice("hears", "two", ["listen"]), choice("names", "two", ["name_it", "dodge"])),
    "two": node(
        choice("hears", "end", ["listen"]), choice("names", "end", ["name_it"]), choice("cuts", "end", ["cut_in"])
    ),
}
SCENE = bundle(
    story_scene(nodes=NODES, rubrics=["main"], pass_={"main": 50, "endings": ["end"]}),
    shared(rubrics=[MAIN, SIDE, BLIND]),
)


def played(*choices: str) -> Attempt:
    return Attempt(SCENE, Setup(), None, [Decision(name, "en") for name in choices])


def through_lens(attempt: Attempt, name: str) -> Attempt:
    return attempt.through(SCENE.rubrics[name])


def test_only_rubrics_with_something_at_stake_are_lenses() -> None:
    assert [r.id for r in lenses(played("hears", "names"), SCENE.rubrics.values())] == ["side"]
    assert lenses(played(), SCENE.rubrics.values()) == ()
    story = played().story
    assert [name for name in SCENE.rubrics if may_be_at_stake(story, SCENE.rubrics[name])] == ["main", "side"]


def test_criteria_costs_and_better_lines_are_those_of_the_lens() -> None:
    attempt = played("hears", "names")
    own, seen = debrief(attempt), debrief(through_lens(attempt, "side"))
    assert [turn.cost for turn in own.turns] == [0, 2]
    assert [turn.cost for turn in seen.turns] == [2, 0]
    assert (own.costliest, seen.costliest) == (2, 1)
    assert [r.rubric.id for r in seen.card.rubrics] == ["side"]
    assert {ref for turn in seen.turns for ref, _ in turn.evidence} == {"side.tone"}
    assert all(set(effect.points) <= {"side.tone"} for turn in seen.turns for effect in turn.moves)
    assert [turn.best and turn.best.id for turn in seen.turns] == ["names", None]


def test_passing_is_still_decided_by_the_scenes_rubrics() -> None:
    for choices in (("hears", "hears"), ("names", "names"), ("hears", "cuts")):
        attempt = played(*choices)
        assert debrief(through_lens(attempt, "side")).card.gates == attempt.scorecard().gates


def test_crossings_that_fail_the_attempt_come_before_those_of_the_lens() -> None:
    card = through_lens(played("names", "cuts"), "side").scorecard()
    assert [(crossing.move, crossing.turn) for crossing in card.critical] == [("cut_in", 2), ("dodge", 1)]
    assert [gate.ref for gate in card.gates if gate.kind == "critical"] == ["cut_in"]


def test_the_scenes_own_rubrics_break_ties_of_the_lens() -> None:
    attempt = through_lens(played("names", "cuts"), "side")
    blind = attempt.through(SCENE.rubrics["blind"])
    values = foresee(blind)
    assert values is not None
    assert values.best_line(blind.states[0]) == ("hears", "hears"), "and never the critical line"


def test_the_story_is_explored_once_for_all_rubrics() -> None:
    attempt = played("hears", "names")
    values = foresee(attempt)
    other = foresee(through_lens(attempt, "side"), values)
    assert values is not None
    assert other is not None
    assert other.graph is values.graph


def test_coaching_is_the_debriefs_turn_without_later_consequences() -> None:
    attempt = played("hears", "names")
    coached, debriefed = coaching(attempt), debrief(attempt, foresee(attempt)).turns[-1]
    assert (coached.moves, coached.evidence) == (debriefed.moves, debriefed.evidence)
