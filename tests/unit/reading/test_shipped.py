"""The library that ships: every scene loads without a finding of its names, and its own walks hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import roleplay
from roleplay.engine import compile_story, replay, start
from roleplay.reading.folders import check_scene
from roleplay.reading.library import Library
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import Scenario
from roleplay.scoring.judge import Judge
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import scorecard

ROOT = Path(roleplay.__file__).parents[2]
SCENES = sorted((ROOT / "scenarios").glob("*.yaml"))
WALKS = ("ideal", "slip", "worst")


@cache
def shipped() -> Library:
    return Library([ROOT])


def test_what_scenes_share_loads_without_a_finding() -> None:
    loaded = read_shared(shipped().shared_files)
    assert [(d.file, d.span.line, d.code, d.message()) for d in loaded.findings] == []


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_shipped_scene_loads_without_a_finding(path: Path) -> None:
    commons = read_shared(shipped().shared_files).shared
    loaded = check_scene(path.read_bytes(), str(path), commons)
    assert [(d.span.line, d.code, d.message()) for d in loaded.diagnostics] == []


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_the_walks_of_a_shipped_scene_hold(path: Path) -> None:
    entry = shipped().entry(path.stem)
    if entry.problem is not None:
        pytest.fail(f"{entry.problem.code} in line {entry.problem.span.line}: {entry.problem.message()}")
    bundle = shipped().bundle(path.stem)
    scenario: Scenario = bundle.scenario
    if scenario.released:
        assert set(WALKS) <= set(scenario.walks)
    judge = Judge(compile_story(bundle), [bundle.rubrics[name] for name in scenario.rubrics])
    for walk in scenario.walks.values():
        states = replay(start(judge.story, walk.seed, walk.deal), walk.choices)
        assert states[-1].passage.id == walk.ending, walk.id
        card = scorecard(judge, states, walk.choices)
        for ref, (low, high) in walk.expect.items():
            score = card.score(ref)
            assert score is not None, (walk.id, ref)
            assert low <= percent(score) <= high, (walk.id, ref)
        if walk.id == "ideal":
            assert card.passed, [gate for gate in card.gates if not gate.held]
        if walk.id == "worst":
            assert not card.passed
