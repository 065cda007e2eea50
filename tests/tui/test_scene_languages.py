"""A scene language that the interface lacks, chosen in the briefing and in the lobby of a drill."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import ShipLibrary
from desk_scene import desk_home
from korean_desk import korean, korean_desk
from roleplay.session import Setup
from roleplay.text.languages import reading_language
from roleplay.tui.app import RoleplayApp
from roleplay.tui.launch_target import LaunchTarget
from roleplay.workspace.workspace import Workspace

from .app_under_test import grid, wait_screen, wait_text


@pytest.fixture
def korean_workspace(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("ROLEPLAY_HOME", str(desk_home(tmp_path, korean_desk())))
    ship_library(tmp_path / "nothing")
    return Workspace()


async def test_it_is_chosen_in_the_briefing_and_stays(korean_workspace: Workspace) -> None:
    app = RoleplayApp(korean_workspace, "en", LaunchTarget(scene="desk", setup=Setup(seed=0), seed_given=True))
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(pilot, "Scene language")
        assert "Brief role." in grid(app)
        await pilot.press("left")
        await wait_text(pilot, korean("Brief role."))
        assert "What has happened" in grid(app)
        await pilot.press("L")
        await wait_text(pilot, "你的目标")
        assert korean("Brief role.") in grid(app)
        assert korean_workspace.settings.kept["language"] == "zh"
        await pilot.press("enter")
        await wait_text(pilot, korean("Please sit, and go on."))
        await pilot.press("2")
        await wait_text(pilot, korean("And now?"))
    (record,) = korean_workspace.store.unfinished()
    assert record.language == "ko"


async def test_it_is_chosen_in_the_lobby(korean_workspace: Workspace) -> None:
    app = RoleplayApp(korean_workspace, reading_language("zh", "ko"), LaunchTarget(scene="desk"))
    app.on_first_frame = lambda: app.start_drill("desk")
    async with app.run_test(size=(100, 34)) as pilot:
        await wait_screen(pilot, "DrillScreen")
        await wait_text(pilot, "场景语言")
        assert "한국어" in grid(app)
        await pilot.press("l")
        await wait_text(pilot, "Scene language")
        assert "한국어" not in grid(app)
