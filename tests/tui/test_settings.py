"""Remembered settings, on the screens."""

from __future__ import annotations

from collections.abc import Callable

from roleplay.session import Mode, Options, Setup
from roleplay.tui.app import RoleplayApp
from roleplay.tui.launch_target import PastTarget
from roleplay.tui.screens.briefing import BriefingScreen
from roleplay.workspace.workspace import Workspace

from .app_under_test import grid, play, wait_for, wait_screen, wait_text

MakeApp = Callable[..., RoleplayApp]


def chosen(app: RoleplayApp) -> Setup:
    assert isinstance(app.screen, BriefingScreen)
    return app.screen.preparation.setup


async def test_mode_and_options_of_last_time_are_preselected(make_app: MakeApp, workspace: Workspace) -> None:
    workspace.settings.put({"sure": "on", "mode": "exam"})
    app = make_app("en", scene="late-parcel", setup=Setup(options=Options(own_words=True)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Own words first")
        assert (chosen(app).mode, chosen(app).options) == (Mode.EXAM, Options(own_words=True, ask_sure=True))
        await pilot.press("1", "down", "down", "space", "enter")
        await wait_screen(pilot, "ConversationScreen")
    assert workspace.settings.kept == {"sure": "off", "mode": "guided"}, "what the command line said is no setting"


async def test_a_resumed_or_repeated_attempt_keeps_its_settings(make_app: MakeApp, workspace: Workspace) -> None:
    workspace.settings.put({"sure": "on", "mode": "exam"})
    attempt = play(workspace, "late-parcel", [], Setup(seed=1, mode=Mode.GUIDED)) or ""
    app = make_app("en", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Own words first")
        assert (chosen(app).mode, chosen(app).options.ask_sure) == (Mode.GUIDED, True)
        record = workspace.store.attempt(attempt)
        assert record is not None
        before = app.screen
        app.open_past(record, PastTarget.AGAIN)
        await wait_for(pilot, lambda: app.screen is not before and "Own words first" in grid(app))
        assert chosen(app).options == Options()
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
    assert workspace.settings.kept == {"sure": "on", "mode": "exam"}


async def test_an_invalid_settings_file_is_reported_and_replaced(make_app: MakeApp, workspace: Workspace) -> None:
    workspace.settings.path.write_text("[1]\n")
    app = make_app("en")
    async with app.run_test(size=(120, 30)) as pilot:
        await wait_text(pilot, "settings.yaml, line 1")
        await pilot.press("L")
        await wait_for(pilot, lambda: "settings.damaged-1.yaml" in grid(app))
    assert Workspace().settings.kept == {"language": "zh"}


async def test_the_personas_of_last_time_are_preselected_for_the_same_scene(
    make_app: MakeApp, workspace: Workspace
) -> None:
    app = make_app("zh", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "林女士")
        await pilot.press(*["down"] * 5, "right", "enter")
        await wait_screen(pilot, "ConversationScreen")
    assert workspace.settings.kept == {"persona-late-parcel": "lin=anxious"}
    app = make_app("zh", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "林女士")
        assert chosen(app).personas == (("lin", "anxious"),)
        await pilot.press(*["down"] * 5, "left", "enter")
        await wait_screen(pilot, "ConversationScreen")
    assert workspace.settings.kept == {}
