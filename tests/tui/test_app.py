"""Behaviour that is the same on every screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.color import Color

from roleplay.presenting.rows.keys import key_rows
from roleplay.tui import launch
from roleplay.tui.app import RoleplayApp
from roleplay.tui.keybar import KeyBar, shortcuts
from roleplay.tui.launch_target import LIBRARY
from roleplay.tui.screens.library import LibraryScreen
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, grid, wait_for, wait_screen, wait_text

MakeApp = Callable[..., RoleplayApp]


async def test_language_changes_at_once_and_is_remembered(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        await pilot.press("L")
        await wait_text(pilot, "The late parcel")
        await wait_text(pilot, "Briefing")
    assert workspace.settings.kept["language"] == "en"
    assert launch.initial_language(workspace, "zh", language_given=False) == "en"
    assert launch.initial_language(workspace, "zh", language_given=True) == "zh"


async def test_theme_is_remembered(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        app.theme = "projector-light"
        await wait_for(pilot, lambda: workspace.settings.kept.get("theme") == "projector-light")
    again = make_app("zh")
    assert again.theme == "projector-light"


@pytest.mark.parametrize("theme", ["projector-light", "projector-dark"])
async def test_projector_themes_have_contrast(make_app: MakeApp, theme: str) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        app.theme = theme
        await pilot.pause()
        colors = app.get_css_variables()
        for name in ("foreground", "foreground-muted", "text-accent", "text-warning", "text-success", "text-error"):
            for under in ("background", "panel"):
                back = Color.parse(colors[under])
                front = Color.parse(colors[name])
                assert _contrast(back + front, back) >= 7, (name, under)


def _contrast(one: Color, other: Color) -> float:
    def luminance(color: Color) -> float:
        parts = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in color.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


async def test_the_palette_speaks_the_language(make_app: MakeApp) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        await pilot.press("ctrl+p")
        await wait_text(pilot, "切换语言")
        assert "Theme" not in grid(app)
        assert "回到场景库" not in flat(app)  # we are there already
        await pilot.press(*"zzzz")
        await wait_text(pilot, "没有这样的命令")
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")


@pytest.mark.parametrize(("language", "typed"), [("en", "projector"), ("zh", "projector"), ("zh", "投影")])
async def test_the_palette_finds_the_projector_themes(make_app: MakeApp, language: str, typed: str) -> None:
    app = make_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("ctrl+p", *typed)
        await wait_text(pilot, "(projector-dark)" if language == "en" else "（projector-dark）")
        await pilot.press("down", "down", "enter")
        await wait_screen(pilot, "LibraryScreen")
        assert app.theme.startswith("projector-")


async def test_the_palette_leads_home(make_app: MakeApp) -> None:
    app = make_app("en", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        await pilot.press("ctrl+p", *"library")
        await wait_text(pilot, "Back to the library")
        await pilot.press("down", "enter")
        await wait_screen(pilot, "LibraryScreen")
        await wait_text(pilot, "The late parcel")


async def test_help_names_the_keys_of_the_screen(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 40)) as pilot:
        await wait_text(pilot, "The late parcel")
        await pilot.press("?")
        await wait_screen(pilot, "HelpScreen")
        await wait_text(pilot, "Choose a scene on the left")
        for words in ("Filter", "Briefing", "Quit", "Ctrl+P"):
            assert words in grid(app), words
        assert "Scroll" not in grid(app)  # Textual's own text
        await pilot.press("L")
        await wait_text(pilot, "左边选场景")
        await pilot.press("q")
        await wait_screen(pilot, "LibraryScreen")


@pytest.mark.parametrize("opening", [None, "late-parcel", "hostile"])
async def test_too_small_covers_and_uncovers(make_app: MakeApp, opening: str | None) -> None:
    app = make_app("en", scene=opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "BriefingScreen" if opening else "LibraryScreen")
        await pilot.press("down", "down")
        await pilot.pause()
        before = grid(app)
        for size in ((40, 10), (1, 1), (2, 20), (59, 18), (60, 17)):
            await pilot.resize_terminal(*size)
            await wait_screen(pilot, "TooSmallScreen")
            await wait_for(pilot, lambda size=size: app.screen.size == size)  # type: ignore[misc]
        await wait_text(pilot, "60x17")
        await pilot.press("enter", "s", "x", "r", "?", "escape")  # nothing under it moves
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, lambda: grid(app) == before, "the screen as it was")


async def test_the_palette_closes_when_the_window_gets_too_small(make_app: MakeApp) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        await pilot.press("ctrl+p")
        await wait_text(pilot, "切换语言")
        await pilot.resize_terminal(1, 1)
        await wait_screen(pilot, "TooSmallScreen")
        await pilot.resize_terminal(80, 24)
        await wait_screen(pilot, "LibraryScreen")


async def test_the_window_may_be_too_small_at_the_start(make_app: MakeApp) -> None:
    app = make_app("zh")
    async with app.run_test(size=(40, 10)) as pilot:
        await wait_text(pilot, "40x10")
        await pilot.resize_terminal(80, 24)
        await wait_text(pilot, "迟到的包裹")


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quits(make_app: MakeApp, key: str) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        await pilot.press(key)
        await wait_for(pilot, lambda: app._exit)
    assert app.return_code == 0


async def test_ctrl_c_says_how_to_quit(make_app: MakeApp) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        await pilot.press("ctrl+c")
        await wait_text(pilot, "想退出请按 q")


async def test_a_key_of_the_bar_can_be_clicked(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "? Help")
        row, line = next((y, line) for y, line in enumerate(grid(app).splitlines()) if "? Help" in line)
        await pilot.click(offset=(line.index("? Help") + 2, row))
        await wait_screen(pilot, "HelpScreen")


async def test_keys_that_do_not_fit_in_two_rows_are_left_out(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "? Help")
        keys = shortcuts(app.screen, app.words)
        assert [key.shown for key in keys][-3:] == ["?", "L", "q"]
        assert len(key_rows(keys, 200)) == 1
        assert len(key_rows(keys, 30)) == 2
        for row in key_rows(keys * 9, 60):
            assert sum(key.cells for key in row) + 2 * (len(row) - 1) <= 60


async def test_notes_are_plain_text_above_the_keys(make_app: MakeApp) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        app.note("打不开 [/b] \x1b[31m红\n二", "error")
        await wait_text(pilot, "! 打不开 [/b] 红 二")
        app.screen.query_one(KeyBar).clear_note()
        await wait_for(pilot, lambda: "打不开" not in flat(app))


async def test_a_record_that_cannot_be_written_is_reported_once(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path / "file"))
    app = RoleplayApp(Workspace(), "zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "打不开练习记录")
        await wait_text(pilot, "请接着演")
        app.screen.query_one(KeyBar).clear_note()
        app.report_problems()
        assert app.screen.query_one(KeyBar).note == ""


def test_an_internal_error_is_one_sentence_and_exit_code_2(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(self: LibraryScreen) -> None:
        raise RuntimeError("a [/b] mistake")

    monkeypatch.setattr(LibraryScreen, "show", fails)
    run = RoleplayApp.run
    monkeypatch.setattr(RoleplayApp, "run", lambda self: run(self, headless=True, size=(80, 24)))
    assert launch.run(workspace, "en", LIBRARY, language_given=True) == 2
    shown = capsys.readouterr()
    assert "a [/b] mistake" in shown.err
    assert "Traceback" not in shown.err + shown.out
    assert len(shown.err.strip().splitlines()) == 1
    assert list(workspace.data.glob("error-*.txt"))


def test_plain_keys_are_requested_from_terminals_that_lose_text() -> None:
    for terminal, before, after in (
        ("iTerm.app", {}, "1"),
        ("vscode", {}, "1"),
        ("vscode", {"TEXTUAL_DISABLE_KITTY_KEY": "0"}, "0"),
        ("WezTerm", {}, None),
    ):
        environ = {"TERM_PROGRAM": terminal, **before}
        launch.keep_typed_text(environ)
        assert environ.get("TEXTUAL_DISABLE_KITTY_KEY") == after
