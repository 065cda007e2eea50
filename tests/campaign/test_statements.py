"""Statements about plays of the shipped scenes obey the rules of xAPI, and Ralph's models accept them."""

from __future__ import annotations

import json

import pytest

from campaign_size import LONG, short_or_long
from ralph_store import count_valid, needs_ralph
from random_statements import random_statements
from roleplay.presenting.xapi.names import language_tag
from roleplay.presenting.xapi.rules import broken_rules
from roleplay.reading.library import Library
from roleplay.workspace.workspace import shipped_library

SCENES = sorted(path.stem for path in (shipped_library() / "scenarios").glob("*.yaml"))
#: A long scene with three rubrics, the tutorial, and the last scene of the folder; all scenes in the long form.
SAMPLE = SCENES if LONG else ["angry-customer", "first-steps", SCENES[-1]]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([shipped_library()])


@pytest.mark.parametrize("scene", SAMPLE)
def test_statements_of_a_shipped_scene_keep_the_rules(scene: str, library: Library) -> None:
    bundle = library.bundle(scene)
    exported = list(random_statements(bundle, short_or_long(5, 100)))
    assert broken_rules(exported) == []
    tags = {language_tag(code) for code in bundle.scenario.languages}
    for statement in exported:
        definition = statement["object"]["definition"]
        maps = [definition["name"], definition["description"]]
        maps += [choice["description"] for choice in definition.get("choices", ())]
        assert all(texts.keys() == tags for texts in maps)


@needs_ralph
def test_ralphs_models_accept_them(library: Library) -> None:
    lines = [
        json.dumps(each) for scene in SAMPLE for each in random_statements(library.bundle(scene), short_or_long(2, 3))
    ]
    assert count_valid(lines) == len(lines) > 50
