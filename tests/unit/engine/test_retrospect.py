"""Conditions evaluated over a whole walk."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, check, choice, node, scene
from roleplay.session import Attempt, Decision, Setup

TALK: dict[str, Any] = {
    "nodes": {
        "one": node(choice("stay", "one", set=["told"]), choice("on", "two"), choice("out", "lost", ["cut_in"])),
        "two": node(choice("stay", "end", ["act_now"]), choice("back", "one", ["dodge"])),
    },
    "flags": ["told"],
    "deal": {"cause": ["a", "b"]},
}


def holds_after(when: dict[str, Any], *choices: str) -> bool:
    data = scene(**TALK, discussion=[{"when": when, "text": "Asked?"}])
    attempt = Attempt(bundle(data), Setup(), None, [Decision(name, "en") for name in choices])
    return [text.get("en") for text in attempt.questions()] == ["Asked?"]


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"chose.one": "stay"}, True),
        ({"chose.two": "stay"}, False),
        ({"chose.two": ["stay", "back"]}, True),
        ({"chose.one": "out"}, False),
        ({"not": {"chose.one": "out"}}, True),
        ({"any": [{"chose.one": "out"}, {"chose.two": "back"}]}, True),
        ({"chose.one": "stay", "chose.two": "stay"}, False),
        ({"visits.one": "= 3"}, True),
        ({"visits.two": ">= 2"}, False),
        ({"turn": "= 3", "told": True}, True),
        ({"anger": "<= 100", "trust": ">= 0"}, True),
        ({"cause": ["a", "b"]}, True),
        ({"told": False}, False),
    ],
)
def test_a_question_is_asked_if_its_condition_holds_for_the_walk_played(when: dict[str, Any], holds: bool) -> None:
    assert holds_after(when, "stay", "on", "back") is holds


def test_a_question_without_a_condition_is_always_asked() -> None:
    data = scene(**TALK, discussion=["Why?", {"en": "How?", "zh": "怎么？"}])
    assert [text.get("en") for text in Attempt(bundle(data), Setup()).questions()] == ["Why?", "How?"]


@pytest.mark.parametrize(
    ("when", "code", "suggestion"),
    [
        ({"chose.three": "stay"}, "RP101", None),
        ({"chose.one": "stai"}, "RP111", "stay"),
        ({"chose.one": ["stay", "back"]}, "RP111", None),
        ({"chose.one": True}, "RP013", None),
        ({"chose.one": []}, "RP013", None),
    ],
)
def test_a_choice_that_cannot_have_been_made_is_reported(
    when: dict[str, Any], code: str, suggestion: str | None
) -> None:
    findings = check(scene(**TALK, discussion=[{"when": {"told": True}, "text": "?"}, {"when": when, "text": "?"}]))
    matching = [finding for finding in findings if finding.code == code]
    assert matching
    assert suggestion in (None, matching[0].did_you_mean)


def test_the_story_itself_cannot_test_earlier_choices() -> None:
    nodes = {"one": node(choice("good", "end", when={"chose.one": "good"}), choice("bad", "lost", ["cut_in"]))}
    (finding,) = (finding for finding in check(scene(nodes=nodes)) if finding.code == "RP013")
    assert "`discussion:`" in finding.help("en")
    assert "`discussion:`" in finding.help("zh")
