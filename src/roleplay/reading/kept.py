"""What may be amiss in a text that was played once: whatever has been forbidden since and has no part in playing.

A record keeps the text of each attempt, and nothing saved is to be lost because a later version asks more of authors.
So of such a text the figures and descriptions that would be refused today are left out, and characters that nobody
sees are taken out of its words. What the story or the judgement rests on is never mended.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from roleplay.reading.document import KeyPath
from roleplay.scene.text import forbidden_character

#: Keys of a scene that neither its story nor its judgement reads.
_DESCRIPTION = frozenset({"tags", "touchpoint", "newcomers", "source", "reviewed", "discussion", "walks"})
_FIGURES = ("endings", "kpi")


def mend(data: Any, wrong: Sequence[tuple[KeyPath, str]]) -> Any:
    """``data`` without what is ``wrong`` with it, as (path, kind); ``None`` where any of that has a part in playing."""
    mended = copy.deepcopy(data)
    for path, kind in sorted(wrong, key=_last_first, reverse=True):
        if path[-1:] and path[-1] not in _steps(_at(mended, path[:-1])):
            path = path[:-1]  # something is missing there
        parent = _at(mended, path[:-1])
        if not path or path[-1] not in _steps(parent):
            continue  # gone with what it stood in
        if kind == "RP014" and isinstance(parent[path[-1]], str):
            parent[path[-1]] = _visible(parent[path[-1]])
        elif _describes(path):
            del parent[path[-1]]
        else:
            return None
    return None if mended == data else mended


def _last_first(one: tuple[KeyPath, str]) -> list[tuple[int, str]]:
    """So that taking something out of a list leaves the places of those before it."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in one[0]]


def _describes(path: KeyPath) -> bool:
    return path[:1] != () and (path[0] in _DESCRIPTION or (path[0], *path[2:3]) == _FIGURES)


def _visible(text: str) -> str:
    while (found := forbidden_character(text)) is not None:  # only where it stands: elsewhere it may be needed
        text = text[: found[0]] + text[found[0] + 1 :]
    return text


def _at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step] if step in _steps(data) else None
    return data


def _steps(data: Any) -> Any:
    return data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
