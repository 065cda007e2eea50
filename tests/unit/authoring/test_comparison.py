"""The effect of an edit on a scene: all differences, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders import bundle, choice, node, scene, yaml
from roleplay.authoring.comparison import Comparison, EditKind, SceneVersion, as_data, compare
from roleplay.reading.loader import load


@pytest.fixture(autouse=True)
def fewer_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checker's statistics do not matter here, so its simulated players play less."""
    monkeypatch.setattr("roleplay.simulation.simulate.RUNS", 100)


def version(**changes: Any) -> SceneVersion:
    data = scene(**changes)
    return SceneVersion(bundle(data), load(yaml(data).encode(), "small.yaml").document)


def edit(**changes: Any) -> Comparison:
    return compare(version(), version(**changes))


NODES = scene()["nodes"]


def test_a_scene_does_not_differ_from_itself() -> None:
    comparison = edit()
    assert comparison.same
    assert as_data(comparison)["same"] is True


def test_lines_added_removed_and_changed_are_listed() -> None:
    good = {**NODES["one"]["choices"][0], "say": "Other words", "moves": ["name_it"]}
    one = node(good, choice("new", "two"))
    comparison = edit(nodes={**NODES, "one": one})
    assert [(line.choice, line.change, line.parts) for line in comparison.lines] == [
        ("good", EditKind.CHANGED, ("say", "moves")),
        ("new", EditKind.ADDED, ()),
        ("bad", EditKind.REMOVED, ()),
    ]
    assert [seam.key.choice for seam in comparison.seams_added] == ["good", "new"]
    assert [seam.key.choice for seam in comparison.seams_removed] == ["good", "bad"]


def test_seams_that_read_differently_are_listed_although_no_line_changed() -> None:
    comparison = edit(nodes={**NODES, "two": {**NODES["two"], "says": "And now?"}})
    assert (comparison.lines, comparison.chances, comparison.best) == ((), (), None)
    assert {seam.key.target for seam in comparison.seams_added} >= {"two"}


def test_seams_that_only_another_cast_hears_are_compared_too() -> None:
    def words(to_touchy: str) -> dict[str, Any]:
        says = [{"when": {"persona.ann": "hot"}, "text": to_touchy}, {"text": "Well?"}]
        two = {**NODES["two"], "says": says}
        return {"nodes": {**NODES, "two": two}, "personas": {"ann": ["base", "hot"]}}

    comparison = compare(version(**words("What now?")), version(**words("And now?")))
    assert {seam.key.target for seam in comparison.seams_added} >= {"two"}


def test_probabilities_passages_and_the_worst_walk_are_compared() -> None:
    two = node(*NODES["two"]["choices"], choice("third", "gone", ["dodge"]))
    endings = {**scene()["endings"], "gone": {**scene()["endings"]["lost"], "title": "Gone"}}
    comparison = edit(nodes={**NODES, "two": two}, endings=endings)
    assert comparison.places == (("gone", EditKind.ADDED),)
    chances = {item.ending: (item.before, item.after) for item in comparison.chances}
    assert chances["gone"][0] is None
    assert [round(value or 0, 3) for value in (*chances["end"], chances["gone"][1])] == [0.5, 0.333, 0.333]
    assert comparison.best is None, "the best walk is unchanged"


def test_the_best_and_the_worst_walk_and_their_endings_are_compared() -> None:
    first, second = NODES["two"]["choices"]
    comparison = edit(
        nodes={**NODES, "two": node({**first, "goto": "lost"}, second, choice("third", "end", ["act_now"]))}
    )
    assert comparison.best is not None
    assert [end and (end.choices, end.ending) for end in comparison.best] == [
        (("good", "good"), "end"),
        (("good", "third"), "end"),
    ]
    worst = version().extremes[1]
    assert worst is not None
    assert (worst.choices, worst.ending) == (("bad", "bad"), "lost")


def test_the_range_of_a_meter_at_an_ending_is_compared() -> None:
    calmer = {**NODES["one"]["choices"][0], "effects": {"anger": -30}}
    comparison = edit(nodes={**NODES, "one": node(calmer, NODES["one"]["choices"][1])})
    at_end = next(item for item in comparison.readings if (item.meter, item.ending) == ("anger", "end"))
    assert at_end.before is not None
    assert at_end.after is not None
    assert at_end.after[0] < at_end.before[0]
    assert at_end.after[1] == at_end.before[1], "nothing changed on the other line"


def test_new_findings_of_all_checks_are_listed() -> None:
    walk = {"ideal": {"choices": ["good", "good"], "ending": "end", "main": ">= 95"}}
    two = node(choice("good", "lost", ["act_now"]), NODES["two"]["choices"][1])
    comparison = compare(version(walks=walk), version(walks=walk, nodes={**NODES, "two": two}))
    added_codes = [finding.code for finding in comparison.findings_added]
    assert "RP309" in added_codes, "the walk leads elsewhere"
    assert "RP305" in added_codes, "no accepted ending can be reached"
    assert compare(version(walks=walk), version(walks=walk, title="Another")).findings_added == ()


def test_the_json_form_always_has_the_same_keys() -> None:
    other = as_data(edit(nodes={**NODES, "one": node(choice("new", "two"), choice("bad", "two", ["cut_in"]))}))
    assert json.loads(json.dumps(other)).keys() == as_data(edit()).keys()
