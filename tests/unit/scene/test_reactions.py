"""Which personas a scene offers, and for whom."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, choice, meter, node, story_scene
from roleplay.scene.reactions import casts_offered, distinguishable_casts, personas_offered

CAST = {"ann": {"name": "Ann", "persona": "base"}, "bob": {"name": "Bob", "persona": "cold"}}
NODES = {"one": node(choice("a"), choice("b", to="bob"))}


@pytest.mark.parametrize(
    ("changes", "ann", "bob"),
    [
        ({}, ("base", "hot"), ("cold", "base", "hot")),  # base moves trust, which cold does not
        ({"meters": {"anger": meter()}}, ("base", "hot", "cold"), ("cold", "base", "hot")),
        ({"meters": {}}, ("base",), ("cold",)),
        ({"personas": {}}, ("base",), ("cold",)),
        ({"personas": {"ann": ["cold"]}}, ("base", "cold"), ("cold",)),
        ({"personas": {"ann": ["hot", "base"], "bob": []}}, ("base", "hot"), ("cold",)),
    ],
)
def test_the_personas_offered_are_those_named_or_else_those_that_fit(
    changes: dict[str, Any], ann: tuple[str, ...], bob: tuple[str, ...]
) -> None:
    small = bundle(story_scene(nodes=NODES, cast=CAST, **changes))
    assert personas_offered(small.scenario, "ann", small.personas) == ann
    assert personas_offered(small.scenario, "bob", small.personas) == bob


def test_every_cast_is_offered_once_the_scenes_own_first() -> None:
    small = bundle(story_scene(nodes=NODES, cast=CAST, personas={"ann": ["hot"], "bob": ["base"]}))
    casts = casts_offered(small.scenario, small.personas, ("ann", "bob"))
    assert casts == [{}, {"bob": "base"}, {"ann": "hot"}, {"ann": "hot", "bob": "base"}]
    assert casts_offered(small.scenario, small.personas, ("bob",)) == [{}, {"bob": "base"}]
    assert casts_offered(small.scenario, small.personas, ()) == [{}]


def test_casts_are_distinguished_by_the_members_that_conditions_test() -> None:
    offered = {"ann": ["hot"], "bob": ["base"]}
    small = bundle(story_scene(nodes=NODES, cast=CAST, personas=offered))
    assert distinguishable_casts(small.scenario, small.personas) == [{}]
    one = node(*NODES["one"]["choices"], says=[{"when": {"persona.bob": "base"}, "text": "Hm."}, {"text": "Oh."}])
    asking = bundle(story_scene(nodes={"one": one}, cast=CAST, personas=offered))
    assert distinguishable_casts(asking.scenario, asking.personas) == [{}, {"bob": "base"}]
