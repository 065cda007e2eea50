"""What the full screen says about a disk that is full for a while, and about a damaged attempt."""

from __future__ import annotations

import pytest

from cell_damage import damage_cell
from failing_disk import fill
from roleplay.records import disk
from roleplay.tui import launch
from roleplay.tui.keybar import KeyBar
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, wait_screen, wait_text
from .conversation_steps import MakeApp, say, setup, talk

pytestmark = pytest.mark.usefixtures("talk_library")


async def test_a_full_disk_in_mid_play(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, room = fill(monkeypatch)
    app = make_app("en", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "listen")
        full(workspace.store)
        await say(pilot, talk(app).attempt.offers()[0].id)
        await wait_text(pilot, "The disk is full")
        await wait_text(pilot, "not saved")
        await pilot.press("escape")
        await wait_text(pilot, "“The lost parcel”: everything up to")
        await wait_text(pilot, "disk, nothing after it.")
        room()
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("escape")
        await wait_text(pilot, "Every line is saved.")
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
        assert "not saved" not in flat(app)
        (attempt,) = workspace.store.unfinished() or workspace.store.history()
        assert workspace.store.attempt(attempt.id) is not None
        assert len(workspace.store.journal(attempt.id)) == 2


async def test_a_damaged_attempt_is_named_and_the_other_is_offered(make_app: MakeApp, workspace: Workspace) -> None:
    for _ in range(2):
        workspace.begin("parcel", setup(), "zh")
    workspace.close()
    damage_cell(workspace.data / disk.FILE_NAME, "UPDATE attempts SET started_at = 'soon', seed = NULL WHERE rowid = 2")
    workspace._store = None
    app = make_app("zh")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_text(pilot, "记录里有一次练习坏了，先放到一边：丢了的包裹")
        app.screen.query_one(KeyBar).clear_note()
        app.report_problems()
        assert app.screen.query_one(KeyBar).note == "", "once is enough"
        await pilot.press("r")
        await wait_screen(pilot, "ConversationScreen")


def test_unwritten_data_is_reported_on_exit(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full, room = fill(monkeypatch)
    app = make_app("en")
    full(workspace.store)
    workspace.begin("parcel", setup(), "en")
    workspace.close()
    launch._report_unwritten(workspace, app)
    assert capsys.readouterr().err == "“The lost parcel”: nothing of it is on disk.\n"
    room()
    workspace._store = None
    workspace.begin("parcel", setup(), "en")
    workspace.close()
    launch._report_unwritten(workspace, app)
    assert capsys.readouterr().err == ""
