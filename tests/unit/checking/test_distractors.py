"""RP312, RP313: whether there is a plausible distractor, and how many lines make a critical move."""

from __future__ import annotations

from typing import Any

import pytest

from builders import SHARED, Data, SharedTexts, choice, node, rubric, shared, story_scene
from roleplay.checking.distractors import check_distractors

from .line_scenes import path_of, subject, words


def codes_and_paths(data: Data, files: SharedTexts = SHARED) -> list[tuple[str, str]]:
    """(code, path) of every finding; checks that it can be worded."""
    checked = subject(data, files)
    findings = list(check_distractors(checked))
    assert all(words(finding) for finding in findings)
    return [(finding.code, path_of(finding, checked)) for finding in findings]


def decision(*moves: list[Any], **more: Any) -> Data:
    """A scene with one decision whose lines make these moves, the best first."""
    lines = [choice(name, "end" if name == "a" else "lost", made) for name, made in zip("abcdefg", moves, strict=False)]
    return story_scene(nodes={"one": node(*lines)}, **more)


PLAIN = ["listen", "act_now"]


@pytest.mark.parametrize(
    ("moves", "reported"),
    [
        pytest.param([["cut_in"], ["dodge"]], True, id="two points off each"),
        pytest.param([["cut_in"], ["shout"]], True, id="a red line"),
        pytest.param([["cut_in"], ["name_it", "dodge"]], True, id="a good move beside it"),
        pytest.param([["cut_in"], ["name_it"]], False, id="a good second"),
        pytest.param([["cut_in"], ["name_it", "listen"]], False, id="as good on all criteria but one"),
        pytest.param([["cut_in"], [{"when": {"turn": "> 5"}, "move": "dodge"}]], False, id="only in some states"),
        pytest.param([PLAIN, ["dodge"]], False, id="two best lines"),
        pytest.param([["cut_in"]], False, id="two lines"),
    ],
)
def test_a_decision_without_a_plausible_distractor(moves: list[list[Any]], reported: bool) -> None:
    assert codes_and_paths(decision(PLAIN, *moves)) == ([("RP312", "nodes.one")] if reported else [])


@pytest.mark.parametrize(("points", "reported"), [(-1, []), (-2, [("RP312", "nodes.one")])])
def test_a_move_that_costs_one_point_is_mild(points: int, reported: list[tuple[str, str]]) -> None:
    files = shared(rubrics=[rubric("main", {"hear": {"listen": 2, "cut_in": -2, "dodge": points}})])
    assert codes_and_paths(decision(["listen"], ["cut_in"], ["dodge"]), files) == reported


def test_a_criterion_that_is_not_due_costs_no_points() -> None:
    data = decision(PLAIN, ["cut_in"], ["dodge"])
    data["nodes"]["one"]["assess"] = ["main.act"]
    assert codes_and_paths(data) == []  # interrupting does no harm if hearing is not due


def test_a_distractor_in_one_state_is_enough_for_a_node() -> None:
    data = decision(PLAIN, ["cut_in"], ["dodge"], ["name_it"])
    data["nodes"]["one"]["choices"][3]["when"] = {"anger": "< 10"}
    data["nodes"] = {"zero": node(choice("x", "one", effects={"anger": -60}), choice("y", "one")), **data["nodes"]}
    assert codes_and_paths({**data, "start": "zero"}) == []
    del data["nodes"]["one"]["choices"][3]
    assert codes_and_paths({**data, "start": "zero"}) == [("RP312", "nodes.one")]


def test_a_third_line_with_a_critical_move_is_reported_and_all_are_named() -> None:
    lines = [
        choice("a", "end", PLAIN),
        choice("quiet", "lost", ["name_it"]),
        *(choice(c, "lost", ["shout", "listen"]) for c in "bcd"),
    ]
    data = story_scene(nodes={"one": node(*lines[:4])})
    assert codes_and_paths(data) == []
    data = story_scene(nodes={"one": node(*lines)})
    assert codes_and_paths(data) == [("RP313", "nodes.one.choices.4.moves")]
    (finding,) = check_distractors(subject(data))
    assert "`one/b`, `one/c`, `one/d`" in finding.message("en")


def test_a_tutorial_may_be_easy() -> None:
    assert codes_and_paths(decision(PLAIN, ["shout"], ["shout", "dodge"], ["shout", "cut_in"], tutorial=True)) == []
