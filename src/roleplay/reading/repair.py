"""Repairs the text of a scene that was played once, where rules added since then would refuse it.

A record keeps the text of each attempt, and no saved attempt may be lost because a later version is stricter with
authors. So figures and descriptions that would be refused today are dropped, and forbidden invisible characters are
removed from texts. Anything that the story or the judgement depends on is never repaired.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from roleplay.reading.document import KeyPath
from roleplay.scene.text import forbidden_character

#: Keys of a scene that affect neither its story nor its judgement.
_DESCRIPTION = frozenset({"tags", "touchpoint", "newcomers", "source", "reviewed", "discussion", "walks"})
_FIGURES = ("endings", "kpi")


def repair(data: Any, wrong: Sequence[tuple[KeyPath, str]]) -> Any:
    """``data`` without its errors, ``wrong``, as (path, error type); ``None`` if any of them may affect play."""
    repaired = copy.deepcopy(data)
    for path, kind in sorted(wrong, key=_last_first, reverse=True):
        if path[-1:] and path[-1] not in _steps(_at(repaired, path[:-1])):
            path = path[:-1]  # a key is missing there: the error belongs to the map
        parent = _at(repaired, path[:-1])
        if not path or path[-1] not in _steps(parent):
            continue  # already removed with its parent
        if kind == "RP014" and isinstance(parent[path[-1]], str):
            parent[path[-1]] = _visible(parent[path[-1]])
        elif _describes(path):
            del parent[path[-1]]
        else:
            return None
    return None if repaired == data else repaired


def _last_first(error: tuple[KeyPath, str]) -> list[tuple[int, str]]:
    """A sort key: with later entries of a list removed first, the indices of earlier ones stay valid."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in error[0]]


def _describes(path: KeyPath) -> bool:
    return path[:1] != () and (path[0] in _DESCRIPTION or (path[0], *path[2:3]) == _FIGURES)


def _visible(text: str) -> str:
    while (found := forbidden_character(text)) is not None:  # only there: elsewhere it may be needed
        text = text[: found[0]] + text[found[0] + 1 :]
    return text


def _at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step] if step in _steps(data) else None
    return data


def _steps(data: Any) -> Any:
    return data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
