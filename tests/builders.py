"""Tiny libraries and scenes as plain data, read by the real loader."""

from __future__ import annotations

import copy
import functools
import json
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roleplay.reading.cache import Cache
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.folders import check_scene
from roleplay.reading.library import Library
from roleplay.reading.shared_reader import SharedReader
from roleplay.scene.model import Bundle, Scenario, Shared

Data = dict[str, Any]


def yaml(data: Mapping[str, Any]) -> str:
    """The data as the text of a file (JSON, which is valid YAML)."""
    return json.dumps(data, ensure_ascii=False)


# -- moves, personas and rubrics -----------------------------------------------------

GOOD = ("listen", "name_it", "act_now")
POOR = ("cut_in", "dodge", "shout")


def move(kind: str = "good", **more: Any) -> Data:
    return {"name": "a move", "about": "does something", "kind": kind, **more}


MOVES: Data = {
    "roleplay": "moves/1",
    "moves": {
        **{name: move() for name in GOOD},
        **{name: move("poor", instead=["listen"]) for name in POOR},
    },
}


def persona(id: str, reactions: Mapping[str, Mapping[str, int]], extends: str | None = None) -> Data:
    data: Data = {"roleplay": "persona/1", "id": id, "name": id, "about": "somebody", "reactions": reactions}
    return data if extends is None else {**data, "extends": extends}


PERSONAS: tuple[Data, ...] = (
    persona(
        "base",
        {
            "listen": {"anger": -10, "trust": 5},
            "name_it": {"anger": -30},
            "act_now": {"trust": 10},
            "cut_in": {"anger": 20, "trust": -5},
            "shout": {"anger": 80, "trust": -60},
        },
    ),
    persona("hot", {"cut_in": {"anger": 40}, "dodge": {"anger": 9}}, extends="base"),
    persona("cold", {"listen": {"anger": 1}}),
)


def criterion(points: Mapping[str, int], weight: float = 1) -> Data:
    return {"name": "c", "about": "c", "weight": weight, "points": dict(points), "levels": ["a", "b", "c", "d"]}


def rubric(id: str, criteria: Mapping[str, Mapping[str, int]], **more: Any) -> Data:
    weights = more.pop("weights", {})
    return {
        "roleplay": "rubric/1",
        "id": id,
        "name": id,
        "about": "a rubric",
        "source": "here",
        "criteria": {
            name: criterion(points, weights.get(name, 1)) | {"name": name} for name, points in criteria.items()
        },
        **more,
    }


RUBRICS: tuple[Data, ...] = (
    rubric(
        "main",
        {
            "hear": {"listen": 2, "name_it": 1, "cut_in": -2},
            "act": {"act_now": 2, "dodge": -2},
        },
        order=["hear", "act"],
        critical=["shout"],
    ),
    rubric("side", {"tone": {"listen": 1, "shout": -3}}),
)


# -- scenes --------------------------------------------------------------------


def choice(id: str, goto: Any = "end", moves: Iterable[Any] = ("listen",), **more: Any) -> Data:
    return {"id": id, "say": f"say {id}", "moves": list(moves), "why": f"because of {id}", "goto": goto, **more}


def node(*choices: Data, **more: Any) -> Data:
    return {"speaker": "ann", "says": "Well?", "choices": list(choices), **more}


def meter(start: int = 50, better: str = "low", **more: Any) -> Data:
    return {"start": start, "name": "m", "better": better, **more}


def ending(outcome: str = "success", **more: Any) -> Data:
    return {"title": "The end", "text": "It is over.", "outcome": outcome, **more}


def scene(**changes: Any) -> Data:
    """A small valid scene; `changes` replace its keys (``pass_`` for ``pass``); ``None`` removes one."""
    data: Data = {
        "roleplay": "scenario/1",
        "id": "small",
        "language": "en",
        "title": "Small",
        "summary": "A small scene.",
        "family": "complaint",
        "difficulty": 1,
        "minutes": 3,
        "status": "released",
        "rubrics": ["main"],
        "brief": {key: key for key in ("role", "situation", "authority", "channel", "goal")},
        "cast": {"ann": {"name": "Ann", "persona": "base"}},
        "meters": {"anger": meter(60), "trust": meter(20, "high")},
        "start": "one",
        "nodes": {
            "one": node(choice("good", "two"), choice("bad", "two", ["cut_in"])),
            "two": node(choice("good", "end", ["act_now"]), choice("bad", "lost", ["dodge"])),
        },
        "endings": {"end": ending(), "lost": ending("failure")},
        "pass": {"main": 50, "endings": ["end"]},
    }
    for key, value in changes.items():
        data[key.rstrip("_")] = value
    return copy.deepcopy({key: value for key, value in data.items() if value is not None})


def story_scene(*, nodes: Mapping[str, Data], **changes: Any) -> Data:
    """A scene with these nodes that starts at the first."""
    return scene(nodes=dict(nodes), start=next(iter(nodes)), **changes)


# -- from data to bundles ---------------------------------------------------------


class Findings(AssertionError):
    """Raised when data that should load does not; its message lists the findings."""


@dataclass(frozen=True)
class SharedTexts:
    """The texts of the files of moves, personas and rubrics."""

    moves: str
    personas: tuple[str, ...]
    rubrics: tuple[str, ...]


def shared(moves: Data = MOVES, personas: Iterable[Data] = PERSONAS, rubrics: Iterable[Data] = RUBRICS) -> SharedTexts:
    return SharedTexts(yaml(moves), tuple(map(yaml, personas)), tuple(map(yaml, rubrics)))


@functools.lru_cache(maxsize=64)
def read_shared(files: SharedTexts) -> Shared:
    reading = SharedReader()
    reading.add("moves.yaml", files.moves.encode())
    for text in (*files.personas, *files.rubrics):
        reading.add(f"{json.loads(text)['id']}.yaml", text.encode())
    reading.check()
    if reading.findings:
        raise Findings([(d.code, d.message()) for d in reading.findings])
    return reading.shared()


SHARED = shared()


def check(data: Data | str, name: str = "small.yaml", files: SharedTexts = SHARED) -> tuple[Diagnostic, ...]:
    """The findings for a scene, given as data or as the text of a file."""
    text = data if isinstance(data, str) else yaml(data)
    return check_scene(text.encode(), name, read_shared(files)).diagnostics


def bundle(data: Data | str, files: SharedTexts = SHARED) -> Bundle:
    """The bundle of a scene, given as data or as the text of small.yaml. Raises `Findings` if it does not load."""
    shared = read_shared(files)
    text, name = (data, "small") if isinstance(data, str) else (yaml(data), data["id"])
    findings = check_scene(text.encode(), f"{name}.yaml", shared)
    if not isinstance(findings.value, Scenario):
        raise Findings([(d.code, d.message(), d.span) for d in findings.diagnostics])
    return Bundle(findings.value, *shared)


# -- folders ---------------------------------------------------------------------


def put(path: Path, text: str | bytes) -> Path:
    """Write a file, dedented; missing folders are created."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
    return path


def folder(root: Path, *scenes: Data, files: SharedTexts | None = SHARED) -> Path:
    """Write a library folder with these scenes; returns ``root``."""
    if files is not None:
        put(root / "rubrics" / "moves.yaml", files.moves)
        for text in files.personas:
            put(root / "rubrics" / "personas" / f"{json.loads(text)['id']}.yaml", text)
        for text in files.rubrics:
            put(root / "rubrics" / f"{json.loads(text)['id']}.yaml", text)
    for data in scenes:
        put(root / "scenarios" / f"{data['id']}.yaml", yaml(data))
    return root


def library(root: Path, *scenes: Data, cache: Cache | None = None) -> Library:
    """A library of these scenes in a new folder."""
    return Library([folder(root, *scenes)], cache)


# -- texts with a marked position ---------------------------------------------------

MARK = "‹"


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """The text without the mark, and the line and column (from 1) of the mark."""
    before, mark, after = text.partition(MARK)
    assert mark, "no mark in the text"
    assert MARK not in after, "two marks in the text"
    return before + after, (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def changed(text: str, old: str, new: str) -> str:
    """The text with its only `old` replaced, so that a test cannot silently change nothing."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in the text"
    return text.replace(old, new)


def check_common(name: str, text: str, *others: tuple[str, str]) -> list[Diagnostic]:
    """The findings for files of moves, personas or rubrics, read together with those of `SHARED`."""
    reading = SharedReader()
    reading.add("moves.yaml", SHARED.moves.encode())
    for shared_text in (*SHARED.personas, *SHARED.rubrics):
        reading.add(f"{json.loads(shared_text)['id']}.yaml", shared_text.encode())
    for other, content in (*others, (name, text)):
        reading.add(other, content.encode())
    reading.check()
    return reading.findings
