"""RP311, RP417: meters that lie at their end, and words that do not follow them."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, choice, meter, node, story_scene
from roleplay.checking.readings import MAX_SPAN, check_readings

from .line_scenes import path_of, subject, words


def found(data: Data) -> list[tuple[str, str]]:
    """(code, path) of every finding; its words can be said."""
    checked = subject(data)
    findings = list(check_readings(checked))
    assert all(words(finding) for finding in findings)
    return [(finding.code, path_of(finding, checked)) for finding in findings]


# -- RP417 ---------------------------------------------------------------------------


def parted(width: int, says: Any = "Well?", **changes: Any) -> Data:
    """Two lines that part the anger of a node by ``width``, from 10 on; the node says ``says``."""
    nodes = {
        "one": node(
            choice("calm", "two", ["dodge"]),
            choice("cross", "two", ["dodge"], effects={"anger": width}),
            choice("x", "two", ["dodge"], to="ann"),
        ),
        "two": node(choice("a", "end"), choice("b", "lost", ["cut_in"]), says=says),
    }
    return story_scene(nodes=nodes, **{"meters": {"anger": meter(10)}, **changes})


def test_the_same_words_over_more_than_the_span_are_told_with_both_readings_and_ways() -> None:
    assert found(parted(MAX_SPAN)) == []
    assert found(parted(MAX_SPAN + 1)) == [("RP417", "nodes.two.says")]
    (finding,) = check_readings(subject(parted(MAX_SPAN + 1)))
    assert "at 10 (calm) and at 71 (cross)" in finding.message("en")


def test_a_state_that_stands_for_others_speaks_for_their_readings_too() -> None:
    data = parted(MAX_SPAN + 1)  # nothing ever asks for anger, so the graph has one state of "two"
    assert len(subject(data).graph.at["two"]) == 1
    assert found(data) == [("RP417", "nodes.two.says")]


def test_two_variants_that_follow_the_meter_are_two_kinds_of_words() -> None:
    variants = [{"when": {"anger": ">= 50"}, "text": "Well!"}, {"text": "Well?"}]
    assert found(parted(80, variants)) == []


def test_it_points_at_the_variant_that_is_said_over_the_widest_span() -> None:
    variants = [{"when": {"anger": ">= 90"}, "text": "Well!"}, {"text": "Well?"}]
    data = parted(79, variants)
    assert found(data) == [("RP417", "nodes.two.says.1")]


def test_a_meter_that_nobody_sees_is_nobody_s_reading() -> None:
    assert found(parted(80, meters={"anger": meter(10, shown=False)})) == []


@pytest.mark.parametrize(("persona", "told"), [("cold", []), ("base", [("RP417", "nodes.two.says")])])
def test_only_a_meter_that_moves_this_person_counts(persona: str, told: list[tuple[str, str]]) -> None:
    """Bob is moved by trust; of those who speak, "base" is and "cold" is not."""
    cast = {"ann": {"name": "Ann", "persona": persona}, "bob": {"name": "Bob", "persona": "base"}}
    data = parted(80, meters={"trust": meter(10, "high")}, cast=cast)
    data["nodes"]["one"]["choices"][1]["effects"] = {"trust": 80}
    assert found(data) == told


# -- RP311 ---------------------------------------------------------------------------


def long(start: int, *lines: str, **changes: Any) -> Data:
    """A story of one decision after another; the best line makes the moves ``lines``, beside a poor one."""
    nodes = {}
    for index, move in enumerate(lines):
        then = f"n{index + 1}" if index + 1 < len(lines) else "end"
        nodes[f"n{index}"] = node(choice("a", then, [move]), choice("b", then, ["cut_in"]))
    return story_scene(nodes=nodes, **{"meters": {"anger": meter(start)}, **changes})


def ends(data: Data) -> list[tuple[str, str]]:
    return [(code, path) for code, path in found(data) if code == "RP311"]


def test_a_meter_at_its_end_in_more_than_half_of_the_best_line_is_told() -> None:
    assert ends(long(30, *["listen"] * 5)) == []  # 30 20 10 0 0: two of five
    assert ends(long(20, *["listen"] * 5)) == [("RP311", "meters.anger")]  # 20 10 0 0 0
    finding = next(f for f in check_readings(subject(long(20, *["listen"] * 5))) if f.code == "RP311")
    assert "`anger` reads 0 in 3 of 5 decisions, first in the one numbered 3:" in finding.message("en")


def test_half_is_not_more_than_half() -> None:
    assert ends(long(30, *["listen"] * 6)) == []


def test_a_short_scene_is_over_before_anything_lies_at_its_end() -> None:
    assert ends(long(0, *["listen"] * 4)) == []


def test_a_meter_that_nobody_sees_may_lie_where_it_will() -> None:
    assert ends(long(20, *["listen"] * 5, meters={"anger": meter(20, shown=False)})) == []
