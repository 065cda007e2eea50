"""RP211: a single finding about the cause if a meter that nothing moves is tested for another value."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, choice, meter, node, story_scene, yaml
from roleplay.checking.scene import check_subject
from roleplay.checking.subject import Subject
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.loader import load


def findings_in(start: int = 50, **line: Any) -> list[Diagnostic]:
    """The findings if a goto, an ending and a walk require `hope` to be at least 60."""
    goto = [{"when": {"hope": ">= 60"}, "to": "end"}, {"to": "lost"}]
    data = story_scene(
        nodes={
            "one": node(choice("a", "two", **line), choice("b", "two")),
            "two": node(choice("c", goto), choice("d", "lost")),
        },
        meters={"anger": meter(), "hope": meter(start, "high")},
        walks={"ideal": {"choices": ["a", "c"], "ending": "end"}},
    )
    text = yaml(data)
    return check_subject(Subject(bundle(text), load(text.encode(), "small.yaml").document))[0]


FOLLOWS = {"RP205", "RP207", "RP305", "RP309"}


def test_a_meter_that_nothing_moves_is_the_only_finding() -> None:
    findings = [finding for finding in findings_in() if finding.code in {"RP211", *FOLLOWS}]
    (finding,) = findings
    assert finding.code == "RP211"
    assert "moves the meter `hope`: it stays at 50, which does not fit 1 of the conditions" in finding.message("en")
    assert "`base`" in finding.help("en")
    assert "`hope`" in finding.message("zh")
    assert "effects: {hope: ..}" in finding.help("zh")


@pytest.mark.parametrize(("start", "effects"), [(50, {"hope": 5}), (70, {}), (50, {"hope": 10})])
def test_a_meter_that_is_moved_or_need_not_move_is_not_reported(start: int, effects: dict[str, int]) -> None:
    codes = {finding.code for finding in findings_in(start, **({"effects": effects} if effects else {}))}
    assert "RP211" not in codes
    assert bool(codes & {"RP205", "RP207", "RP309"}) is (effects == {"hope": 5})
