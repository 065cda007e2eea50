"""Replaying attempts on another text of their scene reports those with a different result, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import Data
from command_runs import ShipLibrary
from desk_scene import desk, desk_home
from roleplay.records.model import ReplayedResult
from roleplay.scene.model import Bundle
from roleplay.session import Decision, Setup
from roleplay.workspace.replays import changed_replays
from roleplay.workspace.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    home_ = desk_home(tmp_path)
    monkeypatch.setenv("ROLEPLAY_HOME", str(home_))
    ship_library(tmp_path / "nothing")
    workspace = Workspace()
    for walk in (("sit", "today"), ("wait", "later")):
        attempt = workspace.begin("desk", Setup(), "en")
        for line in walk:
            attempt.say(Decision(line, "en"))
    workspace.begin("desk", Setup(), "en").say(Decision("sit", "en"))
    workspace.close()
    return home_


def other_text(root: Path, data: Data) -> Bundle:
    return Workspace([desk_home(root, data) / "library"]).library.bundle("desk")


def changed(home: Path, bundle: Bundle | None = None) -> list[ReplayedResult]:
    workspace = Workspace()
    items = list(changed_replays(workspace.store, bundle or workspace.library.bundle("desk")))
    workspace.close()
    return items


def test_on_the_same_text_no_result_changes(home: Path) -> None:
    assert changed(home) == []


def test_a_higher_pass_mark(home: Path, tmp_path: Path) -> None:
    items = changed(home, other_text(tmp_path / "other", {**desk(), "pass": {"endings": ["lost"]}}))
    assert [(item.ending, item.passed, item.new_ending, item.new_passed) for item in items] == [
        ("kept", True, "kept", False),
        ("lost", False, "lost", True),
    ]


def test_a_missing_line_is_named_and_nothing_is_guessed(home: Path, tmp_path: Path) -> None:
    data = {**desk(), "walks": {}}
    for node in data["nodes"].values():
        for line in node.get("choices", []):
            if line["id"] == "today":
                line["id"] = "tonight"
    (item,) = changed(home, other_text(tmp_path / "other", data))
    assert (item.stops_at, item.line, item.new_ending, item.new_passed) == (2, "today", None, None)
