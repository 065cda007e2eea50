"""The worked example on the screen: the warning, lines with their reasons, gaps, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from builders import folder
from command_runs import ShipLibrary
from desk_scene import DESK_FILES, desk
from roleplay.presenting.example_advice import KIND
from roleplay.session.example import ExampleStep
from roleplay.tui.screens.example import ExampleScreen
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, wait_for, wait_screen, wait_text, wait_value
from .conversation_steps import MakeApp

IDEAL = {"ideal": {"choices": ["sit", "today"], "ending": "kept"}}


@pytest.fixture
def desk_library(workspace: Workspace, ship_library: ShipLibrary, tmp_path: Path) -> None:
    folder(tmp_path / "desk", desk(walks=IDEAL), desk(id="bare", walks={}), files=DESK_FILES)
    ship_library(tmp_path / "desk")


def example(app: App[Any]) -> ExampleScreen:
    assert isinstance(app.screen, ExampleScreen)
    return app.screen


def step(app: App[Any]) -> tuple[ExampleStep, int]:
    return example(app).flow.step, example(app).flow.turn


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_is_watched_from_the_briefing_and_leads_back_to_it(
    make_app: MakeApp, workspace: Workspace, desk_library: None, golden: Golden, language: str
) -> None:
    app = make_app(language, scene="desk")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(
            pilot, {"zh": "建议：先看示范（按 e）", "en": "watch the worked example first (e)"}[language], "#brief"
        )
        await pilot.press("e")
        await wait_screen(pilot, "ExampleScreen")
        golden(app, f"example-cover-80x24-{language}")
        assert workspace.store.practice.events(KIND) == [], "nothing of the story was shown yet"
        await pilot.press("enter")
        await wait_value(pilot, lambda: step(app), (ExampleStep.WATCH, 1))
        golden(app, f"example-80x24-{language}")
        assert [event.data for event in workspace.store.practice.events(KIND)] == [{"done": False}]
        await pilot.press("enter", "enter")
        await wait_value(pilot, lambda: step(app), (ExampleStep.ENDING, 2))
        await wait_text(pilot, {"zh": "建议：把示范填一遍", "en": "Suggested: fill in the worked example."}[language])
        assert workspace.store.practice.events(KIND)[-1].data["done"] is True
        assert not workspace.store.history()
        assert not workspace.store.unfinished()
        await pilot.press("1")
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(
            pilot, {"zh": "把示范填一遍（按 e）", "en": "fill in the worked example (e)"}[language], "#brief"
        )


async def test_gaps_are_filled_and_the_example_continues(make_app: MakeApp, desk_library: None) -> None:
    app = make_app("en", scene="desk", example=True, with_gaps=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "ExampleScreen")
        await pilot.press("enter", "enter")
        await wait_value(pilot, lambda: step(app), (ExampleStep.FILL, 2))
        await pilot.press("enter")
        assert step(app) == (ExampleStep.FILL, 2), "Enter alone picks no line"
        offers = [offer.id for offer in example(app).flow.shown.offers()]
        await pilot.press(str(offers.index("later") + 1))
        await wait_value(pilot, lambda: step(app), (ExampleStep.EXPLAINED, 2))
        await wait_text(pilot, "You picked a different line from the example.")
        assert "He nods." not in flat(app)
        await pilot.press("L")
        await wait_text(pilot, "你选的和示范不一样")
        await pilot.press("enter")
        await wait_text(pilot, "示范接着走它自己的台词")
        await pilot.press("t")
        await wait_screen(pilot, "TranscriptScreen")
        await pilot.press("escape", "enter")
        await wait_text(pilot, "填了 1 处，其中 0 处")
        await pilot.press("1")
        await wait_screen(pilot, "BriefingScreen")


async def test_a_scene_without_one_says_so(make_app: MakeApp, desk_library: None) -> None:
    app = make_app("en", scene="bare")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        assert "Worked example" not in flat(app)
        await pilot.press("e")
        await wait_text(pilot, "This scene has no worked example")
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")


async def test_on_a_second_viewing_a_poor_line_is_shown_beside_each(
    make_app: MakeApp, workspace: Workspace, desk_library: None
) -> None:
    workspace.store.practice.add(KIND, "watch", {"done": True, "filled": 0, "found": 0}, "desk")
    app = make_app("en", scene="desk", example=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_screen(pilot, "ExampleScreen")
        await wait_text(pilot, "beside each line is one that does harm")
        await pilot.press("enter")
        await wait_text(pilot, "Avoid")
        await pilot.press("q")
        await wait_for(pilot, lambda: type(app.screen).__name__ == "LibraryScreen", "home")
