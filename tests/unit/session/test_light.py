"""Modules that playing does not need are not loaded: a scene from a warm cache starts without YAML, pydantic or
Textual.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import roleplay
from builders import library, scene
from roleplay.reading.cache import FolderCache

HEAVY = ("pydantic", "pydantic_core", "yaml", "textual", "rich", "sqlite3", "asyncio")


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The heavy modules loaded in a fresh Python after running ``code``."""
    source = Path(roleplay.__file__).parents[1]
    program = f"import sys; sys.path.insert(0, sys.argv[1])\n{code}\nprint(*(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(source), *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "room",
    [
        "roleplay", "roleplay.text", "roleplay.reading", "roleplay.reading.library", "roleplay.engine",
        "roleplay.engine.view", "roleplay.exploration", "roleplay.exploration.paths", "roleplay.scoring",
        "roleplay.scoring.value", "roleplay.simulation.simulate", "roleplay.session",
        "roleplay.presenting.facts.debrief",
    ],
)  # fmt: skip
def test_importing_a_room_of_the_core_loads_nothing_heavy(room: str) -> None:
    assert loaded_by(f"import {room}") == set()


@pytest.mark.parametrize("room", ["roleplay.checking.check", "roleplay.mapping.ways", "roleplay.authoring.playtest"])
def test_reading_files_loads_no_screen_and_no_database(room: str) -> None:
    assert loaded_by(f"import {room}") <= {"pydantic", "pydantic_core", "yaml"}


PLAY = """
from pathlib import Path
from roleplay.reading.cache import FolderCache
from roleplay.reading.library import Library
from roleplay.session import Attempt, Decision, Setup, transcript
from roleplay.session.review import debrief
library = Library([Path(sys.argv[2])], FolderCache(Path(sys.argv[3])))
attempt = Attempt(library.bundle("small"), Setup())
while not attempt.over:
    attempt.hint()
    attempt.say(Decision(attempt.offers()[0].id, "en"))
assert transcript(attempt) and debrief(attempt).ending and library.sources("small")
"""


def test_playing_from_a_warm_cache_loads_nothing_heavy(tmp_path: Path) -> None:
    library(tmp_path / "lib", scene(), cache=FolderCache(tmp_path / "cache"))
    assert loaded_by(PLAY, str(tmp_path / "lib"), str(tmp_path / "cache")) == set()


def test_only_a_cold_cache_loads_yaml_and_pydantic(tmp_path: Path) -> None:
    library(tmp_path / "lib", scene())
    assert loaded_by(PLAY, str(tmp_path / "lib"), str(tmp_path / "cache")) >= {"pydantic", "yaml"}
