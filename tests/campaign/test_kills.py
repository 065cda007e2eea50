"""Kills in a real terminal at any instant, on the full screen and in plain mode: no decision is lost.

A scene is played by keys and ended by SIGKILL at some instant, several hundred times in the long form, a few times in
the short one, each time resuming what the last kill left. After each kill every line shown as said must be in the
record, the record must hold only lines that were said, in the same order, and the next start must resume from there
without a warning. The plays are forks of one process (`killed_plays`), since importing the program would take most of
the time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import builders
from campaign.killed_plays import SCENE, TURNS, prompt_at
from campaign_size import short_or_long
from command_runs import SOURCE, environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such terminal, no such signal")
KILLS = short_or_long(3, 400)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a scene that has three lines at each turn."""
    names = [f"turn-{turn}" for turn in range(TURNS)] + ["over"]
    nodes = {
        name: builders.node(
            *(builders.choice(f"{letter}-{turn}", names[turn + 1]) for letter in "abc"), says=prompt_at(turn)
        )
        for turn, name in enumerate(names[:-1])
    }
    scene = builders.story_scene(
        nodes=nodes,
        id=SCENE,
        endings={"over": builders.ending(text=prompt_at(TURNS))},
        pass_={"main": 0, "endings": ["over"]},
    )
    builders.folder(tmp_path / "home" / "library", scene)
    return tmp_path / "home"


def test_every_decision_shown_survives_a_kill(home: Path) -> None:
    tests = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "campaign.killed_plays", str(home), str(KILLS), "13"],
        env=environment(home, {"PYTHONPATH": os.pathsep.join((str(SOURCE), tests))}),
        capture_output=True,
        text=True,
        timeout=short_or_long(120, 3600),
        check=False,
    )
    kills: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert "gave_up" not in kills[-1], kills[-1]["gave_up"]
    assert len(kills) == KILLS
    for kill in kills:
        saved, pressed = kill["kept"], kill["pressed"]
        assert saved == pressed[: len(saved)], kill
        assert kill["seen"] <= len(saved), f"shown but lost: {kill}"
        assert kill["over"] or kill["began"] < TURNS, f"the last line was saved, but not the result: {kill}"
    decided = sum(len(kill["kept"]) for kill in kills if kill["over"]) + len(kills[-1]["kept"])
    assert decided
    assert not list(home.glob("records.damaged*"))
    assert not list(home.glob("error-*"))
