"""RP420, RP421: people and quotations introduced on only some ways."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, choice, ending, node, story_scene
from roleplay.checking.recollections import check_recollections

from .line_scenes import path_of, subject, words


def codes_and_paths(data: Data) -> list[tuple[str, str]]:
    """(code, path) of every finding; its words can be said."""
    checked = subject(data)
    findings = list(check_recollections(checked))
    assert all(words(finding) for finding in findings)
    return [(finding.code, path_of(finding, checked)) for finding in findings]


CAST = {name: {"name": name.title(), "persona": "base"} for name in ("ann", "bob")}


def forked(left: Data, right: Data, meet: Data, **changes: Any) -> Data:
    """From "fork" either to "left" or to "right", and from both to "meet"."""
    nodes = {
        "fork": node(choice("l", "left"), choice("r", "right", ["cut_in"])),
        "left": left,
        "right": right,
        "meet": meet,
    }
    return story_scene(nodes=nodes, **{"cast": CAST, **changes})


def leading_to(goto: str, **more: Any) -> Data:
    """A node with two lines that lead to ``goto``; ``more`` changes the node, or its first line."""
    of_line = {key: more.pop(key) for key in ("say", "reply", "to") if key in more}
    return node(choice("a", goto, **of_line), choice("b", goto, ["dodge"]), **more)


NAMING = [
    pytest.param({"says": "Ask Bob."}, "nodes.meet.says", id="said"),
    pytest.param({"scene": "{bob} comes in."}, "nodes.meet.scene", id="told"),
    pytest.param({"say": "What of Bob?"}, "nodes.meet.choices.0.say", id="on offer"),
    pytest.param({"reply": "Not Bob."}, "nodes.meet.choices.0.reply", id="answered"),
]


@pytest.mark.parametrize(("more", "path"), NAMING)
def test_somebody_introduced_on_only_one_path_is_reported(more: dict[str, Any], path: str) -> None:
    meet = leading_to("end", **more)
    met = leading_to("meet", speaker="bob")
    assert codes_and_paths(forked(met, leading_to("meet"), meet)) == [("RP420", path)]
    assert codes_and_paths(forked(met, met, meet)) == []
    assert codes_and_paths(forked(leading_to("meet"), leading_to("meet"), meet)) == []  # a first mention on every way


def test_a_direction_or_an_ending_is_reported_only_where_it_comes_up() -> None:
    met, plain = leading_to("meet", speaker="bob"), leading_to("meet")

    def findings_if(when: Data, *more: Data) -> list[tuple[str, str]]:
        variants = [{"when": when, "text": "{bob} comes in."}]
        ends = {
            "end": ending(text=[{"when": when, "text": "Bob waves."}, *more, {"text": "They go."}]),
            "lost": ending(),
        }
        return codes_and_paths(forked(met, plain, leading_to("end", scene=variants), endings=ends))

    # reported for the direction only: for somebody who has read it, the ending says nothing new
    assert findings_if({"turn": ">= 0"}) == [("RP420", "nodes.meet.scene.0.text")]
    assert findings_if({"visits.left": ">= 1"}) == []
    ends = {"end": ending(text="“say a while ago”, he said."), "lost": ending(text="Bob waves.")}
    meet = node(choice("a", "end"), choice("b", "lost", ["dodge"]))
    reported = codes_and_paths(forked(leading_to("meet", say="I say a while ago."), met, meet, endings=ends))
    assert sorted(reported) == [("RP420", "endings.lost.text"), ("RP421", "endings.end.text")]
    # an ending comes too late to be the source: it is still the learner who is quoted here
    ends = {"end": ending(text="I say a while ago."), "lost": ending()}
    meet = node(choice("a", "end"), choice("b", "lost", ["dodge"]), says="“Say a while ago?”")
    reported = codes_and_paths(forked(leading_to("meet", say="I say a while ago."), met, meet, endings=ends))
    assert reported == [("RP421", "nodes.meet.says")]


@pytest.mark.parametrize(
    "introduction",
    [
        pytest.param({"summary": "Ann and Bob."}, id="summary"),
        pytest.param(
            {"brief": {**dict.fromkeys(("role", "authority", "channel", "goal"), "x"), "situation": "{bob}"}},
            id="brief",
        ),
    ],
)
def test_anybody_named_by_the_briefing_is_known(introduction: dict[str, Any]) -> None:
    data = forked(leading_to("meet", speaker="bob"), leading_to("meet"), leading_to("end", says="Ask Bob."))
    assert codes_and_paths({**data, **introduction}) == []


@pytest.mark.parametrize(
    "right",
    [
        pytest.param({"says": "Bob!"}, id="said"),
        pytest.param({"say": "Bob!"}, id="on offer"),
        pytest.param({"reply": "Bob!"}, id="answered on one line, not on the other"),
    ],
)
def test_a_name_heard_once_is_known(right: dict[str, Any]) -> None:
    data = forked(leading_to("meet", speaker="bob"), leading_to("meet", **right), leading_to("end", says="Ask Bob."))
    assert codes_and_paths(data) == ([("RP420", "nodes.meet.says")] if "reply" in right else [])


def test_anybody_spoken_to_is_known() -> None:
    right = node(choice("a", "meet", to="bob"), choice("b", "meet", ["dodge"], to="bob"))
    assert codes_and_paths(forked(leading_to("meet", speaker="bob"), right, leading_to("end", says="Ask Bob."))) == []


def test_a_loop_back_to_the_same_node_is_not_another_introduction() -> None:
    meet = node(choice("a", "end"), choice("again", "meet", ["cut_in"]), says="Ask Bob.")
    data = forked(leading_to("meet"), leading_to("meet"), meet)
    data["nodes"]["meet"]["choices"].append(choice("him", "him", ["dodge"]))
    data["nodes"]["him"] = leading_to("end", speaker="bob")
    assert codes_and_paths(data) == []


def test_a_variant_that_tests_which_path_was_taken_is_fine() -> None:
    says = [{"when": {"visits.left": ">= 1"}, "text": "Ask Bob."}, {"text": "Ask somebody."}]
    assert (
        codes_and_paths(forked(leading_to("meet", speaker="bob"), leading_to("meet"), leading_to("end", says=says)))
        == []
    )


SAID = "Nine o'clock it is"


@pytest.mark.parametrize(
    ("left", "meet", "reported"),
    [
        pytest.param({"says": SAID}, {"say": f'You said "{SAID}"?'}, "nodes.meet.choices.0.say", id="their words"),
        pytest.param({"say": SAID}, {"says": f'"{SAID}", was it?'}, "nodes.meet.says", id="the learner's words"),
        pytest.param({"say": SAID}, {"reply": f'"{SAID}"!'}, "nodes.meet.choices.0.reply", id="in an answer"),
        pytest.param({"says": SAID}, {"says": f'I said "{SAID}".'}, "", id="one's own words"),
        pytest.param({"says": "Nine"}, {"say": f'You said "{SAID}"?'}, "", id="nobody says them"),
        pytest.param({"says": "Nine"}, {"say": 'You said "nine"?'}, "", id="too short"),
        pytest.param({"says": SAID}, {"say": f"You said {SAID}?"}, "", id="no quotation"),
        pytest.param({"says": SAID}, {"say": f'"{SAID}"?', "says": f"Again: {SAID.lower()}!"}, "", id="just said"),
    ],
)
def test_a_quotation_heard_on_only_one_path_is_reported(
    left: dict[str, Any], meet: dict[str, Any], reported: str
) -> None:
    data = forked(leading_to("meet", **left), leading_to("meet"), leading_to("end", **meet))
    assert codes_and_paths(data) == ([("RP421", reported)] if reported else [])


def test_a_quotation_heard_on_every_path_is_fine() -> None:
    both = leading_to("meet", says=SAID)
    assert codes_and_paths(forked(both, both, leading_to("end", say=f'You said "{SAID}"?'))) == []
    assert (
        codes_and_paths(forked(both, leading_to("meet"), leading_to("end", say=f'You said "{SAID}"?'), summary=SAID))
        == []
    )


def test_the_shortest_route_without_the_introduction_is_shown() -> None:
    data = forked(leading_to("meet", speaker="bob"), leading_to("meet"), leading_to("end", says="Ask Bob."))
    (finding,) = check_recollections(subject(data))
    assert finding.message("en").endswith(": r → a")
