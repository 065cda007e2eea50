"""Stories of one node, for tests of steps and of what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builders import bundle, choice, meter, node, persona, shared, story_scene
from roleplay.engine import State, Story, compile_story, start, step

PEOPLE = (
    persona("base", {"listen": {"anger": -10, "trust": 5}, "name_it": {"anger": -30}, "cut_in": {"anger": 20}}),
    persona("calm", {"listen": {"anger": -1}}, extends="base"),
)
FILES = shared(personas=PEOPLE)
CAST = {"ann": {"name": "Ann", "persona": "base"}, "bob": {"name": "Bob", "persona": "calm"}}


def story_of(*choices: Mapping[str, Any], personas: Mapping[str, str] | None = None, **changes: Any) -> Story:
    """A story of one node with these choices, and a second node `two` that leads to the end."""
    nodes = {"one": node(*map(dict, choices)), "two": node(choice("on"))}
    data = story_scene(nodes={**nodes, **changes.pop("nodes", {})}, cast=CAST, **changes)
    return compile_story(bundle(data, FILES), personas)


def after(*choices: Mapping[str, Any], **changes: Any) -> State:
    """The state after the first of these choices."""
    return step(start(story_of(*choices, **changes), 0), choices[0]["id"])


def with_anger(anger: int, **changes: Any) -> dict[str, Any]:
    return {"meters": {"anger": meter(anger), "trust": meter(20, "high")}, **changes}


def text(value: Any) -> str | None:
    """The English text, or ``None``."""
    return None if value is None else str(value.get("en"))
