"""RP311, RP417: meters at an end of their scale, and words that do not follow a meter."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, choice, meter, node, story_scene
from roleplay.checking.meter_values import MAX_SPAN, check_meter_values

from .line_scenes import path_of, subject, words


def codes_and_paths(data: Data) -> list[tuple[str, str]]:
    """(code, path) of every finding; checks that it can be worded."""
    checked = subject(data)
    findings = list(check_meter_values(checked))
    assert all(words(finding) for finding in findings)
    return [(finding.code, path_of(finding, checked)) for finding in findings]


# -- RP417 ---------------------------------------------------------------------------


def spread(width: int, says: Any = "Well?", **changes: Any) -> Data:
    """Two lines after which anger at the next node is 10 or ``width`` more; that node says ``says``."""
    nodes = {
        "one": node(
            choice("calm", "two", ["dodge"]),
            choice("cross", "two", ["dodge"], effects={"anger": width}),
            choice("x", "two", ["dodge"], to="ann"),
        ),
        "two": node(choice("a", "end"), choice("b", "lost", ["cut_in"]), says=says),
    }
    return story_scene(nodes=nodes, **{"meters": {"anger": meter(10)}, **changes})


def test_the_same_words_over_too_wide_a_span_are_reported_with_both_values_and_routes() -> None:
    assert codes_and_paths(spread(MAX_SPAN)) == []
    assert codes_and_paths(spread(MAX_SPAN + 1)) == [("RP417", "nodes.two.says")]
    (finding,) = check_meter_values(subject(spread(MAX_SPAN + 1)))
    assert "at 10 (calm) and at 71 (cross)" in finding.message("en")


def test_a_merged_state_covers_the_values_of_all_it_represents() -> None:
    data = spread(MAX_SPAN + 1)  # nothing tests anger, so the graph has a single state of "two"
    assert len(subject(data).graph.at["two"]) == 1
    assert codes_and_paths(data) == [("RP417", "nodes.two.says")]


def test_two_variants_that_follow_the_meter_have_separate_spans() -> None:
    variants = [{"when": {"anger": ">= 50"}, "text": "Well!"}, {"text": "Well?"}]
    assert codes_and_paths(spread(80, variants)) == []


def test_the_finding_is_at_the_variant_with_the_widest_span() -> None:
    variants = [{"when": {"anger": ">= 90"}, "text": "Well!"}, {"text": "Well?"}]
    data = spread(79, variants)
    assert codes_and_paths(data) == [("RP417", "nodes.two.says.1")]


def test_a_hidden_meter_is_not_compared_with_the_words() -> None:
    assert codes_and_paths(spread(80, meters={"anger": meter(10, shown=False)})) == []


@pytest.mark.parametrize(("persona", "reported"), [("cold", []), ("base", [("RP417", "nodes.two.says")])])
def test_only_a_meter_that_the_speaker_reacts_with_counts(persona: str, reported: list[tuple[str, str]]) -> None:
    """Bob reacts with trust; Ann, who speaks, does as "base" and does not as "cold"."""
    cast = {"ann": {"name": "Ann", "persona": persona}, "bob": {"name": "Bob", "persona": "base"}}
    data = spread(80, meters={"trust": meter(10, "high")}, cast=cast)
    data["nodes"]["one"]["choices"][1]["effects"] = {"trust": 80}
    assert codes_and_paths(data) == reported


# -- RP311 ---------------------------------------------------------------------------


def best_line_story(start: int, *lines: str, **changes: Any) -> Data:
    """A story of consecutive decisions; each best line makes the next move of ``lines``, the other a poor one."""
    nodes = {}
    for index, move in enumerate(lines):
        then = f"n{index + 1}" if index + 1 < len(lines) else "end"
        nodes[f"n{index}"] = node(choice("a", then, [move]), choice("b", then, ["cut_in"]))
    return story_scene(nodes=nodes, **{"meters": {"anger": meter(start)}, **changes})


def codes_and_paths_at_end(data: Data) -> list[tuple[str, str]]:
    return [(code, path) for code, path in codes_and_paths(data) if code == "RP311"]


def test_a_meter_at_its_end_in_more_than_half_of_the_best_line_is_reported() -> None:
    assert codes_and_paths_at_end(best_line_story(30, *["listen"] * 5)) == []  # 30 20 10 0 0: two of five
    assert codes_and_paths_at_end(best_line_story(20, *["listen"] * 5)) == [("RP311", "meters.anger")]  # 20 10 0 0 0
    finding = next(f for f in check_meter_values(subject(best_line_story(20, *["listen"] * 5))) if f.code == "RP311")
    assert "`anger` is at 0 in 3 of 5 decisions, first in decision 3:" in finding.message("en")


def test_a_meter_at_its_end_in_exactly_half_is_fine() -> None:
    assert codes_and_paths_at_end(best_line_story(30, *["listen"] * 6)) == []


def test_a_short_scene_is_not_checked_for_meters_at_their_end() -> None:
    assert codes_and_paths_at_end(best_line_story(0, *["listen"] * 4)) == []


def test_a_hidden_meter_may_be_at_its_end() -> None:
    assert codes_and_paths_at_end(best_line_story(20, *["listen"] * 5, meters={"anger": meter(20, shown=False)})) == []
