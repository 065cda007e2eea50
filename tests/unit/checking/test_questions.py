"""RP416: questions about somebody, or about words, that only some plays encounter."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, choice, node, scene, yaml
from roleplay.checking.questions import check_questions
from roleplay.checking.subject import Subject
from roleplay.reading.loader import load

NODES = {
    "one": node(choice("good", "two"), choice("bad", "lost", ["cut_in"])),
    "two": node(choice("good", "end", ["act_now"]), choice("bad", "lost", ["dodge"]), speaker="bob"),
}
CAST = {name: {"name": name.title(), "persona": "base"} for name in ("ann", "bob")}


@pytest.mark.parametrize(
    ("question", "changes", "reported"),
    [
        ("What of {bob}?", {}, True),
        ("What of Bob?", {}, True),
        ("What of {ann}?", {}, False),
        ("What of him?", {}, False),
        ({"when": {"visits.two": ">= 1"}, "text": "What of {bob}?"}, {}, False),
        ("What of {bob}?", {"summary": "Ann and Bob."}, False),
        ("What of {bob}?", {"brief": {**scene()["brief"], "papers": [{"title": "Log", "text": "9:40 Bob"}]}}, False),
        ("What of {bob}?", {"nodes": {**NODES, "one": node(choice("good", "two"), choice("bad", "two"))}}, False),
    ],
)
def test_a_question_about_somebody_whom_not_every_walk_meets(
    question: Any, changes: dict[str, Any], reported: bool
) -> None:
    data = scene(**{"nodes": NODES, "cast": CAST, "discussion": ["Why?", question], **changes})
    findings = list(check_questions(Subject(bundle(data), load(yaml(data).encode(), "small.yaml").document)))
    assert [(finding.code, finding.details["name"]) for finding in findings] == ([("RP416", "bob")] if reported else [])


@pytest.mark.parametrize(
    ("scene_of_one", "reported"),
    [
        pytest.param("{bob} walks past.", False, id="every play reads it"),
        pytest.param([{"when": {"anger": ">= 60"}, "text": "{bob} walks past."}], False, id="so does this one"),
        pytest.param([{"when": {"anger": "< 60"}, "text": "{bob} walks past."}], True, id="no play that loses does"),
    ],
)
def test_somebody_named_by_a_direction_is_known_where_it_is_shown(scene_of_one: Any, reported: bool) -> None:
    nodes = {**NODES, "one": {**NODES["one"], "scene": scene_of_one}}
    data = scene(nodes=nodes, cast=CAST, discussion=["What of {bob}?"])
    findings = list(check_questions(Subject(bundle(data), load(yaml(data).encode(), "small.yaml").document)))
    assert [finding.code for finding in findings] == (["RP416"] if reported else [])


#: Every play sees the line on offer at "one"; only some see its answer, "two" or a given ending.
TALK = {
    "one": node(
        choice("good", "two", say="I will ring you at nine", reply="Nine it is then"),
        choice("bad", "lost", ["cut_in"]),
    ),
    "two": node(
        choice("good", "end", ["act_now"], say="The board is yours to ask"),
        choice("bad", "end", ["dodge"]),
        says=[
            {"when": {"anger": "< 10"}, "text": "Nobody asked the board"},
            {"text": {"en": "Who banged the table?", "zh": "谁拍的桌子？"}},
        ],
    ),
}


@pytest.mark.parametrize(
    ("question", "reported"),
    [
        ("Why “who banged the table”?", "who banged the table"),
        ('Why "Who banged the table?"', "Who banged the table?"),
        ({"en": "Why?", "zh": "“谁拍的桌子”说的是什么？"}, "谁拍的桌子"),
        ("Who said 「the board is yours」?", "the board is yours"),
        ("And “Nine it is”?", "Nine it is"),
        ("And “it is over”?", ""),  # every ending says so
        ("And “I will ring you”?", ""),  # on offer to all
        ("And “nobody asked the board”?", ""),  # occurs nowhere in the scene
        ("And “at 9”?", ""),  # too short
        ("What of who banged the table?", ""),  # no quotation
        ("Your “situation” or theirs?", ""),  # from the briefing
        ({"when": {"visits.two": ">= 1"}, "text": "Why “who banged the table”?"}, ""),
        ({"when": {"visits.one": ">= 1"}, "text": "Why “who banged the table”?"}, "who banged the table"),
        ({"when": {"chose.one": "good"}, "text": "Why “who banged the table”?"}, ""),
        ({"when": {"chose.one": "bad"}, "text": "Why “who banged the table”?"}, "who banged the table"),
        ({"when": {"not": {"chose.one": "bad"}}, "text": "Why “who banged the table”?"}, ""),
        ({"when": {"any": [{"chose.one": "bad"}, {"turn": "= 9"}]}, "text": "And “Nine it is”?"}, "Nine it is"),
        ({"when": {"anger": ">= 0"}, "text": "And “Nine it is”?"}, "Nine it is"),
        ({"when": {"anger": "> 99"}, "text": "And “Nine it is”?"}, ""),
        ({"when": {"visits.one": ">= 2"}, "text": "And “Nine it is”?"}, ""),  # the number of visits is not tracked
    ],
)
def test_a_question_that_quotes_what_not_every_walk_has_heard(question: Any, reported: str) -> None:
    data = scene(nodes=TALK, discussion=[question])
    findings = list(check_questions(Subject(bundle(data), load(yaml(data).encode(), "small.yaml").document)))
    assert [(finding.code, finding.details["name"]) for finding in findings] == (
        [("RP416", reported)] if reported else []
    )
