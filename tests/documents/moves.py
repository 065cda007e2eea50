"""The moves of the vocabulary, and those that a piece of YAML uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from documents.pages import ROOT


@cache
def vocabulary() -> Mapping[str, Any]:
    moves: dict[str, Any] = yaml.safe_load((ROOT / "rubrics" / "moves.yaml").read_text(encoding="utf-8"))["moves"]
    return moves


def moves_in(data: Any, key: str = "") -> Iterator[str]:
    """Every move that a piece of YAML uses."""
    if isinstance(data, dict):
        if key in ("points", "reactions"):
            yield from data
        for name, value in data.items():
            if name == "move":
                yield value
            else:
                yield from moves_in(value, name)
    elif isinstance(data, list):
        for item in data:
            if key in ("moves", "critical", "instead") and isinstance(item, str):
                yield item
            else:
                yield from moves_in(item)


def unknown_moves(examples: list[Any]) -> set[str]:
    own = {move for data in examples if data.get("roleplay") == "moves/1" for move in data["moves"]}
    return {move for data in examples for move in moves_in(data)} - vocabulary().keys() - own
