"""Exporting attempts from debrief and history: complete, to the given path, replacing nothing without asking."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

import pytest
from textual.widgets import Input

from roleplay.session import Mode, Setup
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, play, wait_for, wait_screen, wait_text
from .conversation_steps import GOOD_WALK, POOR_WALK, MakeApp


@pytest.fixture
def played(workspace: Workspace, talk_library: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Two attempts, the first with a goal; the working directory is an empty folder."""
    first = play(workspace, "parcel", list(POOR_WALK))
    assert first is not None
    workspace.store.set_goal(first, "MY OWN GOAL")
    play(workspace, "parcel", list(GOOD_WALK), Setup(seed=3, mode=Mode.GUIDED))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return workspace


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_debrief_is_written_where_the_line_says(make_app: MakeApp, played: Workspace, tmp_path: Path) -> None:
    app = make_app("zh")
    async with app.run_test(size=(60, 18)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h")
        await wait_screen(pilot, "HistoryScreen")
        await pilot.press("end", "enter")
        await wait_screen(pilot, "PastDebriefScreen")
        await pilot.press("x")
        await wait_screen(pilot, "BackQuestion")
        await wait_text(pilot, "能看、能打印")
        await pilot.press("enter")
        await wait_screen(pilot, "PastDebriefScreen")
        assert files(tmp_path / "here") == [], "Enter is the careful answer"
        await pilot.press("x")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("2")
        await wait_screen(pilot, "ExportPath")
        await wait_for(pilot, lambda: app.screen.query_one(Input).region.height == 1, "a line to write")
        await wait_text(pilot, str(tmp_path / "here"), "#answer")  # the line is too short for its beginning
        await pilot.press("enter")
        await wait_screen(pilot, "PastDebriefScreen")
        await wait_text(pilot, "已写入")
        (name,) = files(tmp_path / "here")
        page = (tmp_path / "here" / name).read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert "MY OWN GOAL" not in page
        assert 'lang="zh-CN"' in page


async def test_a_file_is_replaced_only_after_asking(make_app: MakeApp, played: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "mine.md"
    target.write_text("mine", encoding="utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h")
        await wait_screen(pilot, "HistoryScreen")
        await pilot.press("x")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("3")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("3")
        await wait_screen(pilot, "ExportPath")
        field = app.screen.query_one(Input)
        for typed, message in (
            ("", "needs a name"),
            (str(pipe), "that is not a file"),
            ("~nobody-of-this-name/a.md", "no such folder"),
            (str(tmp_path / ("long" * 100) / "a.md"), "no such folder"),
            (str(tmp_path / "nowhere" / "a.md"), "no such folder"),
            (str(target), "Press Enter again"),
        ):
            field.value = typed
            await pilot.press("enter")
            await wait_text(pilot, message)
            assert target.read_text(encoding="utf-8") == "mine"
        with mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")):
            await pilot.press("enter")
            await wait_screen(pilot, "HistoryScreen")
            await wait_text(pilot, "cannot be written")
        assert target.read_text(encoding="utf-8") == "mine", "what was there is there"
        await pilot.press("x")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("3")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("3")
        await wait_screen(pilot, "ExportPath")
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await wait_text(pilot, "Press Enter again")
        await pilot.press("enter")
        await wait_screen(pilot, "HistoryScreen")
        await wait_text(pilot, "Saved to")
        assert "Each attempt in short" in target.read_text(encoding="utf-8")
        assert files(tmp_path / "here") == []


async def test_there_is_no_export_in_a_browser(make_app: MakeApp, played: Workspace) -> None:
    """The files of this machine are not those of a learner in a browser."""
    app = make_app("en")
    with mock.patch.object(type(app), "is_web", True):
        async with app.run_test(size=(80, 24)) as pilot:
            await wait_screen(pilot, "LibraryScreen")
            await pilot.press("h")
            await wait_screen(pilot, "HistoryScreen")
            assert "Writedown" not in flat(app)
            await pilot.press("x")
            await wait_for(pilot, lambda: type(app.screen).__name__ == "HistoryScreen")
