"""Exporting an attempt from the debrief, line by line."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import desk_home
from roleplay.commands.exporting import CommandExporter


@pytest.fixture(scope="module")
def finished_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the scene at the desk was played to its end."""
    home = desk_home(tmp_path_factory.mktemp("plain-export"))
    run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=("sit", "today", "FELT", "", "-"))
    return home


@pytest.fixture
def home(finished_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished_home, tmp_path / "home")
    return tmp_path / "home"


def attempt(home: Path) -> str:
    return str(json.loads(run(home, "history", "--json").out)[0]["attempt"])


def test_every_format_is_offered_and_written(home: Path, tmp_path: Path) -> None:
    formats = CommandExporter().formats
    assert {format.name for format in formats} >= {"html", "md", "jsonl"}
    for number, format in enumerate(formats, 1):
        path = tmp_path / f"mine.{format.suffix}.{number}"
        ran = run(home, "history", attempt(home), typed=("x", str(number), str(path), ""))
        ran.says("1. A page to read", str(path))
        assert path.stat().st_size > 100, format.name
        assert b"FELT" not in path.read_bytes(), format.name


def test_a_file_is_replaced_only_if_confirmed(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine", encoding="utf-8")
    run(home, "history", attempt(home), typed=("x", "2", str(path), "n", "")).says("already exists")
    assert path.read_text(encoding="utf-8") == "mine"
    run(home, "history", attempt(home), typed=("x", "2", str(path), "y", ""))
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_a_failed_export_is_reported_and_the_debrief_continues(home: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "a.md"
    ran = run(home, "history", attempt(home), typed=("x", "2", str(nowhere), "2", ""))
    ran.says("cannot be written", "Turn 2 of 2")
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    ran = run(home, "history", attempt(home), typed=("x", "2", str(pipe), "2", ""))
    ran.says("it is a pipe, not a file", "Turn 2 of 2")
    ran = run(home, "history", attempt(home), typed=("x", "", "2", ""))
    ran.says("Turn 2 of 2")
