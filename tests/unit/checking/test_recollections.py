"""RP420, RP421: people and words that only some ways have brought."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, choice, ending, node, story_scene
from roleplay.checking.recollections import check_recollections

from .line_scenes import path_of, subject, words


def found(data: Data) -> list[tuple[str, str]]:
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


def to(goto: str, **more: Any) -> Data:
    """A node that leads on by two lines, the first of which is of ``more``."""
    of_line = {key: more.pop(key) for key in ("say", "reply", "to") if key in more}
    return node(choice("a", goto, **of_line), choice("b", goto, ["dodge"]), **more)


NAMING = [
    pytest.param({"says": "Ask Bob."}, "nodes.meet.says", id="said"),
    pytest.param({"scene": "{bob} comes in."}, "nodes.meet.scene", id="told"),
    pytest.param({"say": "What of Bob?"}, "nodes.meet.choices.0.say", id="on offer"),
    pytest.param({"reply": "Not Bob."}, "nodes.meet.choices.0.reply", id="answered"),
]


@pytest.mark.parametrize(("more", "path"), NAMING)
def test_somebody_whom_only_one_way_has_met(more: dict[str, Any], path: str) -> None:
    meet = to("end", **more)
    met = to("meet", speaker="bob")
    assert found(forked(met, to("meet"), meet)) == [("RP420", path)]
    assert found(forked(met, met, meet)) == []
    assert found(forked(to("meet"), to("meet"), meet)) == []  # a first mention on every way


def test_a_direction_or_an_end_is_told_of_only_where_it_comes_up() -> None:
    met, plain = to("meet", speaker="bob"), to("meet")

    def of(when: Data, *more: Data) -> list[tuple[str, str]]:
        there = [{"when": when, "text": "{bob} comes in."}]
        ends = {
            "end": ending(text=[{"when": when, "text": "Bob waves."}, *more, {"text": "They go."}]),
            "lost": ending(),
        }
        return found(forked(met, plain, to("end", scene=there), endings=ends))

    # here it is told of the direction, and to whoever has read that the end says nothing new
    assert of({"turn": ">= 0"}) == [("RP420", "nodes.meet.scene.0.text")]
    assert of({"visits.left": ">= 1"}) == []
    ends = {"end": ending(text="“say a while ago”, he said."), "lost": ending(text="Bob waves.")}
    meet = node(choice("a", "end"), choice("b", "lost", ["dodge"]))
    told = found(forked(to("meet", say="I say a while ago."), met, meet, endings=ends))
    assert sorted(told) == [("RP420", "endings.lost.text"), ("RP421", "endings.end.text")]
    # whatever an ending says has not been said before it: somebody still quotes the learner here
    ends = {"end": ending(text="I say a while ago."), "lost": ending()}
    meet = node(choice("a", "end"), choice("b", "lost", ["dodge"]), says="“Say a while ago?”")
    told = found(forked(to("meet", say="I say a while ago."), met, meet, endings=ends))
    assert told == [("RP421", "nodes.meet.says")]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"summary": "Ann and Bob."}, id="summary"),
        pytest.param(
            {"brief": {**dict.fromkeys(("role", "authority", "channel", "goal"), "x"), "situation": "{bob}"}},
            id="brief",
        ),
    ],
)
def test_whom_the_briefing_names_is_known_to_all(known: dict[str, Any]) -> None:
    data = forked(to("meet", speaker="bob"), to("meet"), to("end", says="Ask Bob."))
    assert found({**data, **known}) == []


@pytest.mark.parametrize(
    "right",
    [
        pytest.param({"says": "Bob!"}, id="said"),
        pytest.param({"say": "Bob!"}, id="on offer"),
        pytest.param({"reply": "Bob!"}, id="answered on one line, not on the other"),
    ],
)
def test_a_name_once_heard_is_known(right: dict[str, Any]) -> None:
    data = forked(to("meet", speaker="bob"), to("meet", **right), to("end", says="Ask Bob."))
    assert found(data) == ([("RP420", "nodes.meet.says")] if "reply" in right else [])


def test_whoever_is_spoken_to_is_met() -> None:
    right = node(choice("a", "meet", to="bob"), choice("b", "meet", ["dodge"], to="bob"))
    assert found(forked(to("meet", speaker="bob"), right, to("end", says="Ask Bob."))) == []


def test_a_node_that_comes_round_to_itself_has_not_met_him_elsewhere() -> None:
    meet = node(choice("a", "end"), choice("again", "meet", ["cut_in"]), says="Ask Bob.")
    data = forked(to("meet"), to("meet"), meet)
    data["nodes"]["meet"]["choices"].append(choice("him", "him", ["dodge"]))
    data["nodes"]["him"] = to("end", speaker="bob")
    assert found(data) == []


def test_a_variant_that_asks_which_way_it_was_is_in_order() -> None:
    says = [{"when": {"visits.left": ">= 1"}, "text": "Ask Bob."}, {"text": "Ask somebody."}]
    assert found(forked(to("meet", speaker="bob"), to("meet"), to("end", says=says))) == []


SAID = "Nine o'clock it is"


@pytest.mark.parametrize(
    ("left", "meet", "told"),
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
def test_words_that_only_one_way_has_heard(left: dict[str, Any], meet: dict[str, Any], told: str) -> None:
    data = forked(to("meet", **left), to("meet"), to("end", **meet))
    assert found(data) == ([("RP421", told)] if told else [])


def test_words_that_every_way_has_heard_may_be_quoted() -> None:
    both = to("meet", says=SAID)
    assert found(forked(both, both, to("end", say=f'You said "{SAID}"?'))) == []
    assert found(forked(both, to("meet"), to("end", say=f'You said "{SAID}"?'), summary=SAID)) == []


def test_the_shortest_way_that_lacks_it_is_shown() -> None:
    data = forked(to("meet", speaker="bob"), to("meet"), to("end", says="Ask Bob."))
    (finding,) = check_recollections(subject(data))
    assert finding.message("en").endswith(": r → a")
