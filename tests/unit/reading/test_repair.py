"""A text that was played once can be opened again under stricter rules; what affects play is never repaired."""

from __future__ import annotations

from typing import Any

import pytest

import builders
from roleplay.reading.contents import BrokenScene, Source
from roleplay.reading.folders import bundle_of
from roleplay.reading.loader import load
from roleplay.scene.kpi import Kpi
from roleplay.scene.model import Bundle


def bundle_from_record(**changes: Any) -> Bundle:
    """The bundle of a scene rebuilt from a record."""
    shared = [
        *((Source("moves", "moves", "", builders.SHARED.moves),) if isinstance(builders.SHARED.moves, str) else ()),
        *(Source("rubric", text.partition("id: ")[2].partition("\n")[0], "", text) for text in builders.SHARED.rubrics),
    ]
    return bundle_of([Source("scenario", "small", "", builders.yaml(builders.scene(**changes))), *shared])


def test_figures_out_of_range_are_dropped_and_the_others_kept() -> None:
    endings = {"end": builders.ending(kpi={"csat": 9, "nps": 7, "ces": 0})}
    assert bundle_from_record(endings=endings).scenario.endings["end"].kpi == Kpi(nps=7)
    text = builders.yaml(builders.scene(endings=endings))
    assert load(text.encode(), "small.yaml").value is None, "refused for an author"


@pytest.mark.parametrize(
    "changes",
    [
        {"reviewed": "soon", "newcomers": 99, "touchpoint": "nowhere"},
        {"tags": ["x" * 3000, "phone", {"zh": ""}, "Two Words", *["y" * 3000] * 9]},
        {"walks": {"one": {"choices": [], "ending": "end"}, "two": {"ending": "end"}}},
        {"discussion": [{"text": ""}], "source": 7},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_invalid_descriptions_of_a_scene_are_dropped(changes: dict[str, Any]) -> None:
    plain = bundle_from_record(walks={}).scenario
    scenario = bundle_from_record(**({"walks": {}} | changes)).scenario
    assert scenario._replace(tags=plain.tags) == plain
    assert set(scenario.tags) <= {*plain.tags, *bundle_from_record(tags=["phone"]).scenario.tags}


def test_invisible_characters_are_removed_from_texts() -> None:
    spoken_node = builders.node(builders.choice("good", say="Good\u202e day\u200b."))
    scenario = bundle_from_record(nodes={"one": spoken_node}, walks={}).scenario
    assert scenario.nodes["one"].choices[0].say.get("en") == "Good day."


@pytest.mark.parametrize(
    "changes",
    [
        {"difficulty": 9},
        {"start": 5},
        {"nodes": {}},
        {"meters": {"anger": {"start": 101, "better": "low", "name": "x"}}},
        {"endings": {"end": {"title": "x", "text": "y", "outcome": "success", "worth": 4}}},
        {"unheard": 1},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_what_affects_play_is_never_repaired(changes: dict[str, Any]) -> None:
    with pytest.raises(BrokenScene):
        bundle_from_record(**changes)
