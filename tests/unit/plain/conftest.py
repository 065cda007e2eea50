"""Fixtures that play the scene at the desk line by line and read the record."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_runs import RunResult, ShipLibrary, run
from desk_scene import desk_home
from roleplay.plain.shell import PlainShell
from roleplay.workspace.workspace import Workspace

WALK = ("sit", "today")

OpenShell = Callable[[str], tuple[PlainShell, Workspace]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


@pytest.fixture
def play(home: Path) -> Callable[..., RunResult]:
    """Play the desk with seed 0, which shows: 1 wait, 2 sit, 3 lie, and the gift, locked."""

    def play(*typed: str, words: tuple[str, ...] = (), **more: Any) -> RunResult:
        return run(home, "play", "desk", "--seed", "0", "--no-briefing", *words, typed=typed, **more)

    return play


def records(home: Path) -> list[tuple[str, list[str]]]:
    """(ending or "", choices) of every attempt in the record, oldest first."""
    db = sqlite3.connect(home / "records.db")
    rows = db.execute("SELECT id, coalesce(ending, '') FROM attempts ORDER BY started_at").fetchall()
    live = "SELECT choice FROM decisions WHERE attempt_id = ? AND undone_at IS NULL ORDER BY seq"
    attempts = [(ending, [choice for (choice,) in db.execute(live, (id_,))]) for id_, ending in rows]
    db.close()
    return attempts


@pytest.fixture
def open_shell(home: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> OpenShell:
    """Opens the plain shell on the desk: ``open_shell(typed)`` returns the shell and its workspace."""

    def open_shell(typed: str) -> tuple[PlainShell, Workspace]:
        monkeypatch.setenv("ROLEPLAY_HOME", str(home))
        ship_library(home / "nothing")
        workspace = Workspace()
        return PlainShell(workspace, "en", io.StringIO(typed), io.StringIO()), workspace

    return open_shell


def output_of(shell: PlainShell) -> str:
    stream = shell.out.write
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()
