"""The best continuation of an attempt from a turn: what of it was seen, and where nothing was better."""

from __future__ import annotations

from builders import bundle, choice, ending, node, story_scene
from roleplay.engine import step
from roleplay.session import Attempt, Decision, Setup
from roleplay.session.best_line import BestLine, best_line
from roleplay.session.review import foresee

#: A poor first line leads to a detour; the best path goes through `deep`, reachable only by the good first line.
NODES = {
    "first": node(choice("good", "deep", ["listen"]), choice("poor", "low", ["shout"])),
    "deep": node(choice("mend", "last", ["listen"]), choice("leave", "end", ["shout"])),
    "low": node(choice("turn", "last", ["listen"]), choice("slam", "bad", ["shout"])),
    "last": node(choice("close", "end", ["listen"]), choice("snap", "bad", ["shout"])),
}


def played(*choices: str) -> Attempt:
    scene = story_scene(nodes=NODES, endings={"end": ending("success"), "bad": ending("failure")})
    return Attempt(bundle(scene), Setup(), None, [Decision(name, "en") for name in choices])


def from_turn(attempt: Attempt, turn: int) -> BestLine:
    values = foresee(attempt)
    assert values is not None
    return best_line(attempt, values, turn)


def steps(line: BestLine) -> list[tuple[int, str, bool, bool]]:
    return [(step.turn, step.choice.id, step.said is not None, step.seen) for step in line.steps]


def test_the_best_line_starts_at_the_given_turn() -> None:
    attempt = played("poor", "slam")
    line = from_turn(attempt, 2)
    assert steps(line) == [(2, "turn", False, True), (3, "close", False, False)]
    assert (line.unseen, line.already, line.ending_seen) == (1, False, False)
    assert line.ending is not None
    assert line.ending.id == "end"


def test_lines_in_unreached_parts_are_marked_as_unseen() -> None:
    line = from_turn(played("poor", "turn", "snap"), 1)
    assert steps(line) == [(1, "good", False, True), (2, "mend", False, False), (3, "close", False, True)]


def test_the_learners_own_line_is_used_if_as_good() -> None:
    line = from_turn(played("good", "mend", "snap"), 1)
    assert steps(line) == [(1, "good", True, True), (2, "mend", True, True), (3, "close", False, True)]


def test_the_learners_own_line_is_also_used_on_another_path() -> None:
    nodes = NODES | {"last": node(choice("close", "end", ["listen"]), choice("part", "end", ["listen"]))}
    scene = story_scene(nodes=nodes, endings={"end": ending("success"), "bad": ending("failure")})
    attempt = Attempt(bundle(scene), Setup(), None, [Decision(name, "en") for name in ("poor", "turn", "part")])
    assert steps(from_turn(attempt, 1))[-1] == (3, "part", True, True)
    assert steps(from_turn(played("poor", "turn", "snap"), 1))[-1] == (3, "close", False, True), "it was worse"


def test_it_reports_that_nothing_was_better() -> None:
    assert from_turn(played("good", "mend", "close"), 1).already
    assert from_turn(played("poor", "turn", "close"), 2).already
    assert not from_turn(played("poor", "turn", "close"), 1).already
    assert not from_turn(played("good"), 1).already, "it is not over"


def test_the_best_line_can_be_walked_and_loses_nothing() -> None:
    for choices in (("poor", "slam"), ("good", "leave"), ("poor", "turn", "snap")):
        attempt = played(*choices)
        values = foresee(attempt)
        assert values is not None
        for turn in range(1, attempt.turn + 1):
            state = attempt.states[turn - 1]
            line = best_line(attempt, values, turn)
            for best_step in line.steps:
                assert values.regret(state, best_step.choice.id) == 0
                state = step(state, best_step.choice.id)
            assert state.passage.ending == line.ending


def test_a_line_never_offered_is_unseen_although_its_node_was_visited() -> None:
    nodes = {"hub": node(choice("ask", "hub", ["listen"], set=["told"]), choice("leave", "bad", ["shout"]),
                         choice("use", "end", ["listen"], when={"told": True}))}  # fmt: skip
    scene = story_scene(nodes=nodes, flags=["told"], endings={"end": ending("success"), "bad": ending("failure")})
    attempt = Attempt(bundle(scene), Setup(), None, [Decision("leave", "en")])
    assert steps(from_turn(attempt, 1))[-1] == (2, "use", False, False)
