"""A scene without any texts yet can be played on the screens, and shows which text is missing where."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import ShipLibrary
from desk_scene import desk_home
from draft_scene import draft_scene
from roleplay.session import Mode, Options, Setup
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, wait_for, wait_screen
from .conversation_steps import MakeApp, debrief_screen, say, talk, to_debrief


@pytest.fixture
def at_home(workspace: Workspace, tmp_path: Path, ship_library: ShipLibrary) -> None:
    ship_library(desk_home(tmp_path / "unwritten", draft_scene()) / "library")


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    ("language", "notes"),
    [("en", ["[todo:text1]", "[todo:whathesaystoit]", "(goon:kept)"]), ("zh", ["【待写：第1段】", "（往下走：kept）"])],
)
async def test_it_plays_to_its_debrief(make_app: MakeApp, mode: Mode, language: str, notes: list[str]) -> None:
    app = make_app(language, scene="desk", setup=Setup(1, mode, (), Options()), skip_briefing=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "sit")
        if mode is Mode.GUIDED:
            await pilot.press("enter")
        await wait_for(pilot, lambda: [note for note in notes if note not in flat(app)] == [], "the notes")
        talk(app).action_hint()  # there is no hint, and nothing breaks
        await pilot.pause()
        if mode is Mode.GUIDED:
            await say(pilot, "to-kept")
            await pilot.press("enter")
            await pilot.pause()
            talk(app).action_pick_here()
            await wait_screen(pilot, "DebriefScreen")
        else:
            await to_debrief(pilot, "to-kept")
            assert debrief_screen(app).view.part >= 0
