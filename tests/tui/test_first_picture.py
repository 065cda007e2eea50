"""Nothing is imported before the first frame that it does not need: a module can cost the start six milliseconds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from command_runs import SOURCE, environment
from roleplay.reading.cache import FolderCache
from roleplay.workspace.workspace import Workspace
from talk_scene import TALK

from .app_under_test import play

#: Modules that neither the list of scenes nor the first turn of a conversation may import.
LATER = (
    "pydantic", "yaml", "secrets", "roleplay.authoring", "roleplay.checking", "roleplay.drill", "roleplay.exploration",
    "roleplay.mapping", "roleplay.plain", "roleplay.presenting.facts.coach", "roleplay.presenting.facts.debrief",
    "roleplay.presenting.facts.own_words", "roleplay.presenting.rows.coaching", "roleplay.presenting.settings",
    "roleplay.reading.codes", "roleplay.reading.shapes", "roleplay.reports", "roleplay.scene.patterns",
    "roleplay.scoring.scorecard", "roleplay.scoring.value", "roleplay.session.nearest", "roleplay.session.own_words",
    "roleplay.session.review", "roleplay.simulation", "roleplay.tui.palette", "roleplay.tui.screens.too_small",
    "roleplay.web",
)  # fmt: skip
#: Modules that the list of scenes must not import either: nothing is played yet.
PLAY = ("roleplay.engine", "roleplay.presenting.facts", "roleplay.scoring.judge", "roleplay.session")

PROGRAM = f"""
import sys
from pathlib import Path
from roleplay.workspace import workspace
workspace.shipped_library = lambda: Path({str(TALK)!r})
from roleplay.tui.app import RoleplayApp
from roleplay.tui.launch_target import LIBRARY, LaunchTarget

def show(target):
    app = RoleplayApp(workspace.Workspace(), "en", target)
    app.on_first_frame = app.exit
    app.run(headless=True, size=(120, 40))
    assert app.first_frame_shown and app.failure is None
    print(*sys.modules)

show(LIBRARY)
import roleplay.tui.screens.progress
print(*sys.modules)
from roleplay.session import Setup
show(LaunchTarget("parcel", Setup(seed=0), skip_briefing=True))
"""


@pytest.mark.usefixtures("talk_library")
def test_only_what_the_first_frames_need_is_imported(workspace: Workspace, tmp_path: Path) -> None:
    workspace.cache = FolderCache(tmp_path / "cache")
    workspace.words("en")
    play(workspace, "parcel", ["listen", "own", "promise"])  # the list has a score to show
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment(tmp_path, {"PYTHONPATH": str(SOURCE)}),
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    in_list, in_progress, in_conversation = (set(line.split()) for line in done.stdout.splitlines())
    assert "roleplay.tui.screens.library" in in_list
    assert in_list & {*LATER, *PLAY} == set()
    assert in_progress & {*LATER, *PLAY} == set()
    assert in_conversation & set(LATER) == set()
