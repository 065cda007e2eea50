"""What a decision asks, as a digest: two versions of a scene ask the same if their digests are equal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from hashlib import sha256
from typing import Any

from roleplay.scene.model import Bundle, Node

#: The fields of a line that are only seen after it was said.
_SEEN_AFTERWARDS = frozenset({"why", "reply"})


def decision_digest(bundle: Bundle, node: Node) -> str:
    """The digest (SHA-256, hexadecimal) of everything that is read and judged at a decision.

    That is: what is heard, the lines with their conditions and targets, their effects and moves, what is due, and the
    points the scene's rubrics give for those moves. What follows a line (`Choice.reply`, `Choice.why`) is excluded.
    """
    moves = sorted({use.move for choice in node.choices for use in choice.moves})
    rubrics = [bundle.rubrics[name] for name in bundle.scenario.rubrics]
    points = {
        f"{rubric.id}.{criterion.id}": [criterion.weight, {move: criterion.points.get(move, 0) for move in moves}]
        for rubric in rubrics
        for criterion in rubric.criteria
        if node.assess is None or f"{rubric.id}.{criterion.id}" in node.assess
    }
    asked = {"node": _plain(node), "points": points}
    return sha256(json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """The value as JSON; mappings and lists stay distinguishable, and classes are named."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        fields = {name: _plain(field) for name, field in value._asdict().items() if name not in _SEEN_AFTERWARDS}
        return {type(value).__name__: fields}
    if isinstance(value, Mapping):
        return {str(key): _plain(field) for key, field in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, (tuple, list)):
        return [_plain(field) for field in value]
    return value
