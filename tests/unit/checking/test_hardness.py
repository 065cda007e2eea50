"""RP312, RP313: whether there is a good second, and how many lines cross a red line."""

from __future__ import annotations

from typing import Any

import pytest

from builders import SHARED, Data, SharedTexts, choice, node, rubric, shared, story_scene
from roleplay.checking.hardness import check_hardness

from .line_scenes import path_of, subject, words


def found(data: Data, files: SharedTexts = SHARED) -> list[tuple[str, str]]:
    """(code, path) of every finding; its words can be said."""
    checked = subject(data, files)
    findings = list(check_hardness(checked))
    assert all(words(finding) for finding in findings)
    return [(finding.code, path_of(finding, checked)) for finding in findings]


def decision(*moves: list[Any], **more: Any) -> Data:
    """A scene of one decision whose lines make these moves, the best first."""
    lines = [choice(name, "end" if name == "a" else "lost", made) for name, made in zip("abcdefg", moves, strict=False)]
    return story_scene(nodes={"one": node(*lines)}, **more)


PLAIN = ["listen", "act_now"]


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        pytest.param([["cut_in"], ["dodge"]], True, id="two points off each"),
        pytest.param([["cut_in"], ["shout"]], True, id="a red line"),
        pytest.param([["cut_in"], ["name_it", "dodge"]], True, id="a good move beside it"),
        pytest.param([["cut_in"], ["name_it"]], False, id="a good second"),
        pytest.param([["cut_in"], ["name_it", "listen"]], False, id="one that is as good but for the other criterion"),
        pytest.param([["cut_in"], [{"when": {"turn": "> 5"}, "move": "dodge"}]], False, id="only in some states"),
        pytest.param([PLAIN, ["dodge"]], False, id="two best lines"),
        pytest.param([["cut_in"]], False, id="two lines"),
    ],
)
def test_a_decision_without_a_good_second(moves: list[list[Any]], told: bool) -> None:
    assert found(decision(PLAIN, *moves)) == ([("RP312", "nodes.one")] if told else [])


@pytest.mark.parametrize(("points", "told"), [(-1, []), (-2, [("RP312", "nodes.one")])])
def test_a_move_that_takes_one_point_is_a_mild_one(points: int, told: list[tuple[str, str]]) -> None:
    files = shared(rubrics=[rubric("main", {"hear": {"listen": 2, "cut_in": -2, "dodge": points}})])
    assert found(decision(["listen"], ["cut_in"], ["dodge"]), files) == told


def test_what_is_not_due_takes_no_points() -> None:
    data = decision(PLAIN, ["cut_in"], ["dodge"])
    data["nodes"]["one"]["assess"] = ["main.act"]
    assert found(data) == []  # to interrupt is no fault where hearing is not due


def test_a_node_with_a_good_second_in_some_state_has_one() -> None:
    data = decision(PLAIN, ["cut_in"], ["dodge"], ["name_it"])
    data["nodes"]["one"]["choices"][3]["when"] = {"anger": "< 10"}
    data["nodes"] = {"zero": node(choice("x", "one", effects={"anger": -60}), choice("y", "one")), **data["nodes"]}
    assert found({**data, "start": "zero"}) == []
    del data["nodes"]["one"]["choices"][3]
    assert found({**data, "start": "zero"}) == [("RP312", "nodes.one")]


def test_a_third_line_that_crosses_a_red_line_is_told_and_all_are_named() -> None:
    lines = [
        choice("a", "end", PLAIN),
        choice("quiet", "lost", ["name_it"]),
        *(choice(c, "lost", ["shout", "listen"]) for c in "bcd"),
    ]
    data = story_scene(nodes={"one": node(*lines[:4])})
    assert found(data) == []
    data = story_scene(nodes={"one": node(*lines)})
    assert found(data) == [("RP313", "nodes.one.choices.4.moves")]
    (finding,) = check_hardness(subject(data))
    assert "`one/b`, `one/c`, `one/d`" in finding.message("en")


def test_a_tutorial_may_be_easy() -> None:
    assert found(decision(PLAIN, ["shout"], ["shout", "dodge"], ["shout", "cut_in"], tutorial=True)) == []
