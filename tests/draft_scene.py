"""A scene with nothing written yet: notes in place of all texts, and one node only sketched."""

from __future__ import annotations

from typing import Any

from builders import Data
from desk_scene import bilingual, desk

#: Keys of a scene that hold texts.
BRIEF = ("role", "situation", "authority", "channel", "goal")
TEXTS = (*BRIEF, "title", "summary", "scene", "says", "say", "reply", "why", "locked", "text", "name")
SKETCH: Data = {"todo": bilingual("what he says to it", "他怎么接这句话"), "goto": ["kept", "lost"]}


def draft_scene() -> Data:
    """The desk as a draft: each text replaced by a note, numbered in file order."""
    data = desk(status="draft", walks={"best": {"choices": ["sit", "to-kept"], "ending": "kept"}})
    data["nodes"] = {**data["nodes"], "two": SKETCH}
    count = 0

    def noted(value: Any, key: str) -> Any:
        nonlocal count
        if key in TEXTS:
            count += 1
            return bilingual(f"todo: text {count}", f"待写：第{count}段")
        if isinstance(value, dict) and value is not SKETCH:
            return {name: noted(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [bilingual("todo", "待写") if key == "discussion" else noted(inner, "") for inner in value]
        return value

    noted_data: Data = noted(data, "")
    return noted_data
