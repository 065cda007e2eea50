"""RP2xx: each with a case that gives it and one that narrowly does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

import builders
from builders import Data, bundle, meter, node, story_scene, yaml
from roleplay.checking.reachability import check_casts, check_reachability
from roleplay.checking.subject import Subject
from roleplay.exploration import LIMIT
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.loader import load
from unit.engine.stories import CAST, FILES, PEOPLE


def choice(id: str, goto: Any = "end", moves: Iterable[Any] = ("dodge",), **more: Any) -> Data:
    """A choice with a move to which nobody reacts."""
    return builders.choice(id, goto, moves, **more)


METERS = {"anger": meter(50), "trust": meter(20, "high")}
END = node(choice("a"), choice("b", "lost"))


def subject_of(nodes: Mapping[str, Any], limit: int = LIMIT, **changes: Any) -> Subject:
    text = yaml(story_scene(nodes=nodes, cast=CAST, **changes))
    return Subject(bundle(text, FILES), load(text.encode(), "small.yaml").document, limit)


def findings_in(nodes: Mapping[str, Any], **changes: Any) -> list[Diagnostic]:
    return check_reachability(subject_of(nodes, **changes))


def codes(nodes: Mapping[str, Any], **changes: Any) -> list[str]:
    return [finding.code for finding in findings_in(nodes, **changes)]


def test_a_valid_story_has_no_findings() -> None:
    assert codes({"one": node(choice("a", "two"), choice("b", "two")), "two": END}) == []


# -- choices -----------------------------------------------------------------------------------


def dead_choice(nodes: Mapping[str, Any], **changes: Any) -> Diagnostic:
    """The finding about the only choice that can never be made; besides, its ending is never reached (RP205)."""
    one, two = findings_in(nodes, **changes)
    assert (one.code, two.code) == ("RP205", "RP202")
    return two


def rungs(**last: Any) -> dict[str, Any]:
    return {
        "one": node(choice("up", "two", effects={"trust": 10}), choice("down", "two", effects={"trust": -10})),
        "two": node(choice("more", "three", effects={"trust": 15}), choice("less", "three")),
        "three": node(choice("a"), choice("b", "lost", **last)),
    }


def test_a_dead_choice_says_what_it_needs_and_the_greatest_value() -> None:
    finding = dead_choice(rungs(when={"trust": ">= 60"}), meters=METERS)
    assert finding.message() == (
        "the choice `b` can never be made: it needs trust >= 60; the most you can have there is 45, by up → more"
    )
    assert "走到这里最高只能到 45，走法是 up → more" in finding.message("zh")
    assert codes(rungs(when={"trust": ">= 45"}), meters=METERS) == []


def test_a_dead_choice_says_the_least_value() -> None:
    finding = dead_choice(rungs(when={"trust": "< 10"}), meters=METERS)
    assert "the least you can have there is 10, by down → less" in finding.message()
    assert codes(rungs(when={"trust": "<= 10"}), meters=METERS) == []


def test_a_value_that_is_skipped_is_described_as_such() -> None:
    finding = dead_choice(rungs(when={"trust": "31..34"}), meters=METERS)
    assert "it needs trust 31..34, which never holds there" in finding.message()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"told": True}, "it needs `told`, but no path there sets it"),
        ({"told": False}, "it needs `told` not to be set, but every path there sets it"),
        ({"cause": "r"}, "it needs cause = r, which never holds there"),
        ({"turn": ">= 5"}, "it needs turn >= 5, which never holds there"),
        ({"visits.one": "> 1"}, "it needs visits to one >= 2, which never holds there"),
        ({"any": [{"trust": "> 90"}, {"turn": "= 0"}]}, "it needs trust >= 91 or turn <= 0, which never holds there"),
        ({"trust": ">= 45", "anger": "< 50"}, "never all at once (trust >= 45, anger <= 49)"),
    ],
)
def test_every_kind_of_condition_has_its_reason(when: dict[str, Any], expected: str) -> None:
    nodes = rungs(when=when)
    nodes["one"]["choices"][1]["effects"]["anger"] = -10
    if when == {"told": False}:
        for line in nodes["one"]["choices"]:
            line["set"] = ["told"]
    # a play that is dealt an r never reaches the third node
    nodes["two"]["choices"] = [
        choice("more", [{"when": {"cause": "r"}, "to": "end"}, {"to": "three"}], effects={"trust": 15}),
        choice("less", [{"when": {"cause": "r"}, "to": "end"}, {"to": "three"}]),
    ]
    assert expected in dead_choice(nodes, meters=METERS, flags=["told"], deal={"cause": ["p", "q", "r"]}).message()


def test_a_choice_that_can_be_said_once_may_be_missing_later() -> None:
    one = node(choice("a", "one", once=True), choice("x", "lost", when={"turn": ">= 1"}), choice("y"))
    assert codes({"one": one}) == []


# -- nodes and endings -------------------------------------------------------------------------


def test_a_node_that_only_a_dead_choice_leads_to() -> None:
    nodes = {"one": node(choice("a"), choice("b", "two", when={"anger": "> 90"})), "two": END}
    findings = findings_in(nodes, meters=METERS)
    assert [finding.code for finding in findings] == ["RP201", "RP205", "RP202"]
    assert "none of the choices that could lead there (one/b) ever does" in findings[0].message()
    assert "two/b" in findings[1].message()


def test_an_ending_behind_a_target_that_never_fits() -> None:
    nodes = {"one": node(choice("a", [{"when": {"anger": "> 90"}, "to": "lost"}, {"to": "end"}]), choice("b"))}
    nodes["one"]["choices"][0]["goto"].insert(1, {"when": {"anger": "< 20"}, "to": "lost"})
    assert codes(nodes, meters=METERS) == ["RP205", "RP207", "RP207"]


# -- no way on ---------------------------------------------------------------------------------


def test_a_state_with_nothing_to_say_is_reported_with_its_route() -> None:
    nodes = {
        "one": node(choice("a", "two", effects={"anger": 40}), choice("b", "two")),
        "two": node(choice("c", when={"anger": "< 80"}), choice("d", "lost", when={"anger": "= 50"})),
    }
    (finding,) = findings_in(nodes, meters=METERS)
    assert (finding.code, finding.details["route"]) == ("RP203", "a")
    assert finding.span.line == 1
    nodes["two"]["choices"][0]["when"] = {"anger": "<= 90"}
    assert codes(nodes, meters=METERS) == []


def test_a_loop_without_a_way_out() -> None:
    trap = {"trap": node(choice("round", "trap"), choice("and", "trap"))}
    findings = findings_in({"one": node(choice("in", "trap"), choice("b"), choice("c", "lost")), **trap})
    (finding,) = findings
    assert (finding.code, finding.details["name"], finding.details["route"]) == ("RP204", "trap", "in")
    out = {"trap": node(choice("round", "trap"), choice("and", "lost", when={"turn": ">= 4"}))}
    assert codes({"one": node(choice("in", "trap"), choice("b")), **out}) == []


# -- alternatives ------------------------------------------------------------------------------


def test_a_target_always_preempted_by_an_earlier_one_is_reported() -> None:
    goto = [{"when": {"anger": ">= 50"}, "to": "end"}, {"when": {"anger": ">= 70"}, "to": "two"}, {"to": "lost"}]
    nodes = {
        "one": node(choice("up", "mid", effects={"anger": 30}), choice("down", "mid", effects={"anger": -10})),
        "mid": node(choice("go", goto), choice("other", "two")),  # 80 or 40
        "two": END,
    }
    (finding,) = findings_in(nodes, meters=METERS)
    assert finding.code == "RP207"
    assert "an earlier alternative holds as well (number 1)" in finding.message()
    goto[0], goto[1] = goto[1], goto[0]
    nodes["mid"]["choices"].append(choice("mild", "mid", once=True, effects={"anger": 10}))  # 50
    assert codes(nodes, meters=METERS) == []


def test_a_target_that_is_sometimes_preempted_is_needed_at_other_times() -> None:
    goto = [{"when": {"anger": ">= 70"}, "to": "end"}, {"when": {"anger": ">= 50"}, "to": "two"}, {"to": "lost"}]
    up = (
        choice("up", "mid", effects={"anger": 30}),
        choice("same", "mid"),
        choice("down", "mid", effects={"anger": -9}),
    )
    nodes = {"one": node(*up), "mid": node(choice("go", goto), choice("other", "two")), "two": END}
    assert codes(nodes, meters=METERS) == []


def test_a_target_is_chosen_before_its_visit_is_counted() -> None:
    goto = [{"when": {"visits.two": "< 1"}, "to": "two"}, {"to": "lost"}]
    nodes = {"one": node(choice("go", goto), choice("other")), "two": node(choice("back", "one"), choice("on"))}
    assert codes(nodes) == []


def test_a_text_that_is_never_said() -> None:
    says = [{"when": {"anger": "> 80"}, "text": "x"}, {"text": "y"}]
    nodes = {"one": node(choice("a", reply=says), choice("b", "lost"), says=says)}
    findings = findings_in(nodes, meters=METERS)
    assert [finding.code for finding in findings] == ["RP208", "RP208"]
    assert "the most you can have there is 50" in findings[0].message()
    assert "it needs anger >= 81, which never holds there" in findings[1].message()
    nodes["one"]["choices"][0]["effects"] = {"anger": 40}
    assert codes(nodes, meters=METERS) == ["RP208"]  # the reply is chosen after the effects


def test_a_move_that_is_never_made() -> None:
    moves = ["dodge", {"when": {"anger": "> 80"}, "move": "listen"}]
    nodes = {"one": node(choice("a", moves=moves), choice("b", "lost"))}
    (finding,) = findings_in(nodes, meters=METERS)
    assert (finding.code, finding.details["name"]) == ("RP209", "listen")
    moves[1] = {"when": {"anger": ">= 50"}, "move": "listen"}
    assert codes({"one": node(choice("a", moves=moves), choice("b", "lost"))}, meters=METERS) == []


def test_an_aliased_alternative_used_by_another_choice_is_not_reported() -> None:
    text = yaml(story_scene(nodes={"one": node(choice("a"), choice("b", "lost"))}, cast=CAST, meters=METERS))
    goto = '[{"when": {"anger": ">= 80"}, "to": "end"}, {"to": "lost"}]'
    shared_list = text.replace('"goto": "end"', f'"effects": {{"anger": 40}}, "goto": &way {goto}')
    shared_list = shared_list.replace('"goto": "lost"', '"goto": *way')
    subject = Subject(bundle(shared_list, FILES), load(shared_list.encode(), "small.yaml").document)
    assert [finding.code for finding in check_reachability(subject)] == []


# -- the limit, and other people ---------------------------------------------------------------


def test_beyond_the_limit_only_explored_states_are_reported() -> None:
    nodes = {"one": node(choice("a", "two", when={"anger": "> 90"}), choice("b", "end")), "two": END}
    assert "RP201" in codes(nodes, meters=METERS)
    findings = check_reachability(subject_of(nodes, limit=0, meters=METERS))
    assert [finding.code for finding in findings] == ["RP206"]
    # the second node was reached but not explored: that no line is known there is not a finding
    row = {"one": node(choice("a", "two"), choice("b", "three")), "two": END, "three": END}
    assert [finding.code for finding in check_reachability(subject_of(row, limit=1))] == ["RP206"]


def test_another_persona_may_leave_nothing_to_say() -> None:
    nodes = {
        "one": node(choice("a", "two", ["listen"]), choice("b", "two", ["name_it"])),
        "two": node(choice("c", when={"anger": "< 45"}), choice("d", "lost", when={"anger": "< 30"})),
    }
    subject = subject_of(nodes, meters=METERS)
    assert check_reachability(subject) == []
    assert len(PEOPLE) == 2
    (finding,) = check_casts(subject)
    assert (finding.code, finding.details["cast"], finding.details["name"]) == ("RP210", "ann as `calm`", "two")
    assert finding.details["route"] == "a"
    nodes["two"]["choices"][0]["when"] = {"anger": "< 50"}
    assert check_casts(subject_of(nodes, meters=METERS)) == []


def crowd(count: int, low: int, **more: Any) -> list[Data]:
    """``count`` lines, available from anger ``low``, ``low + 1``, ... on: all of them from ``low + count - 1`` on."""
    return [choice(f"c{n}", when={"anger": f">= {low + n}"}, **more) for n in range(count)]


@pytest.mark.parametrize(("count", "low", "reported"), [(10, 1, True), (8, 1, False), (25, 43, False), (25, 42, True)])
def test_only_lines_available_together_are_counted(count: int, low: int, reported: bool) -> None:
    """Anger is 50 or, after ``bad``, less; one more line is always available."""
    nodes = {"one": node(choice("good", "two"), choice("bad", "two", effects={"anger": -10})), "two": END}
    nodes["two"] = node(choice("a"), *crowd(count, low))
    findings = [finding for finding in findings_in(nodes, meters=METERS) if finding.code == "RP212"]
    if reported:
        (finding,) = findings
        assert "at `two` 10 lines" in finding.message() or "at `two` 11 lines" in finding.message()
        assert "走到 `two`" in finding.message("zh")
        assert "good" in finding.message()
    else:
        assert not findings


def test_a_line_that_can_be_said_once_counts_until_it_is_said() -> None:
    once = [choice(f"c{n}", "one", once=True) for n in range(9)]
    assert "RP212" in codes({"one": node(choice("a"), *once)})
    assert "RP212" not in codes({"one": node(choice("a"), *once[1:])})
