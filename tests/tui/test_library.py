"""The library screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from command_runs import ShipLibrary
from roleplay.presenting.library_rows import LibraryRow, RowKind
from roleplay.presenting.rows.scene_list import SceneListing
from roleplay.session import Mode, Setup
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.library import LibraryScreen
from roleplay.tui.widgets.scene_list import SceneList
from roleplay.workspace.workspace import Workspace

from .app_under_test import LANGUAGES, SIZES, Golden, flat, grid, play, wait_for, wait_screen, wait_text

MakeApp = Callable[..., RoleplayApp]


def library(app: RoleplayApp) -> LibraryScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


def highlighted(app: RoleplayApp) -> str:
    row = library(app).items.highlighted
    assert row is not None
    return row.key


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_shows_scenes_and_what_the_highlighted_one_is_about(
    make_app: MakeApp, workspace: Workspace, golden: Golden, language: str, size: tuple[int, int]
) -> None:
    play(workspace, "late-parcel", ["calm", "soon"])
    play(workspace, "late-parcel", ["feel", "courier"])
    play(workspace, "late-parcel", ["hear"], Setup(seed=3, mode=Mode.GUIDED))
    app = make_app(language)
    async with app.run_test(size=size) as pilot:
        await wait_text(pilot, "迟到的包裹" if language == "zh" else "The late parcel")
        assert highlighted(app) == "late-parcel"  # the scene with an unfinished attempt
        seen = flat(app, "#left") + flat(app, "#right")
        facts = {
            "zh": ["客户投诉", "停在第2轮", "明天就是孩子生日", "接话三步", "倾听", "谈成了", "没谈成", "✓", "✗"],
            "en": ["Complaints", "turn2", "birthday", "Threesteps", "Hear", "wentwell", "didnotgowell", "✓", "✗"],
        }[language]
        for fact in facts:
            assert fact in seen, fact
        golden(app, f"library-{language}-{size[0]}x{size[1]}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_newcomer_is_shown_where_to_start(make_app: MakeApp, workspace: Workspace, language: str) -> None:
    app = make_app(language)
    start = {"zh": "新手从这里开始", "en": "Start here"}[language]
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_text(pilot, start)
        assert highlighted(app) == "late-parcel"
        rows = grid(app).splitlines()
        assert start in rows[2]
        about = {
            "zh": ["共1场", "接触中，交付与上线", "包裹、phone", "自己写的", "2026-03-01"],
            "en": ["Step1of1", "Duringcontact,delivery", "parcel,phone", "Ourown.", "2026-03-01"],
        }[language]
        for fact in about:
            assert fact in flat(app, "#right"), fact
    play(workspace, "late-parcel", ["calm", "soon"])
    app = make_app(language)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_text(pilot, "包裹" if language == "zh" else "parcel")
        assert start not in grid(app)


@pytest.mark.parametrize("sought", ["包裹", "delivery", "交付", "hear", "投诉 birthday"])
async def test_the_search_finds_texts_in_any_language(make_app: MakeApp, sought: str) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "The late parcel")
        await pilot.press("slash")
        await wait_for(pilot, lambda: isinstance(app.focused, Input))
        assert isinstance(app.focused, Input)
        app.focused.value = sought
        await wait_for(pilot, lambda: "[@click" not in grid(app))
        assert highlighted(app) == "late-parcel"


async def test_enter_briefs_and_escape_comes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "迟到的包裹")
        await pilot.press("down", "enter")
        await wait_screen(pilot, "BriefingScreen")
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")


async def test_typing_after_slash_filters(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "The late parcel")
        await pilot.press("slash", *"parc")
        await wait_for(pilot, lambda: "wrong invoice" not in grid(app))
        assert "The late parcel" in grid(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.focused, SceneList))
        assert highlighted(app) == "late-parcel"
        await pilot.press("escape")
        await wait_text(pilot, "The wrong invoice")
        await pilot.press("slash", *"zzz")
        await wait_text(pilot, "No scene fits")


async def test_filter_and_highlight_survive_a_change_of_language(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "The late parcel")
        await pilot.press("slash", *"parcel", "enter", "L")
        await wait_text(pilot, "迟到的包裹")
        assert "parcel" in grid(app)
        assert "1/3" in flat(app)
        assert highlighted(app) == "late-parcel"


async def test_resume_goes_to_the_very_same_line(make_app: MakeApp, workspace: Workspace) -> None:
    play(workspace, "late-parcel", ["hear"], Setup(seed=3))
    newest = play(workspace, "english-only", [])
    assert newest is not None
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "另有 1 次没演完")
        assert highlighted(app) == "english-only"
        await pilot.press("down")
        await wait_for(pilot, lambda: highlighted(app) == "late-parcel")
        await pilot.press("r")
        await wait_screen(pilot, "ConversationScreen")
        await wait_text(pilot, "那今晚能到吗")
        attempt = app.screen.attempt  # type: ignore[attr-defined]
        assert (attempt.turn, attempt.state.passage.id, attempt.setup.seed) == (1, "offer", 3)


async def test_discard_asks_once(make_app: MakeApp, workspace: Workspace) -> None:
    play(workspace, "late-parcel", ["hear"])
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "停在第 2 轮")
        await pilot.press("x")
        await wait_text(pilot, "再按一次 x 放弃")
        await pilot.press("escape")
        await wait_text(pilot, "按 x 放弃")
        assert len(workspace.store.unfinished()) == 1
        await pilot.press("x", "x")
        await wait_for(pilot, lambda: not workspace.store.unfinished())
        await wait_for(pilot, lambda: "放弃" not in grid(app))


async def test_broken_files_say_where_and_cannot_be_opened(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_text(pilot, "Files that cannot be used")
        await pilot.press("end")
        await wait_text(pilot, "bad-rubric.yaml:1:")
        await wait_text(pilot, "2 more problems")
        await pilot.press("up")
        await wait_text(pilot, "broken.yaml:4: this is not YAML")
        await pilot.press("enter")
        await wait_text(pilot, "It can be played once that is fixed")
        assert app.screen is library(app)


async def test_a_click_highlights_and_a_second_one_opens(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "The late parcel")
        lines = grid(app).splitlines()
        row = next(place for place, line in enumerate(lines) if "The wrong invoice" in line)
        await pilot.click(offset=(8, row))
        await wait_for(pilot, lambda: highlighted(app) == "english-only")
        await pilot.click(offset=(8, row))
        await wait_screen(pilot, "BriefingScreen")


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 60)])
async def test_untrusted_text_is_shown_literally(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app("zh")
    async with app.run_test(size=size) as pilot:
        await wait_text(pilot, "迟到的包裹")
        await pilot.press("down", "down")
        await wait_for(pilot, lambda: highlighted(app) == "hostile")
        await wait_text(pilot, "价格 [/b] 三折[@click=app.quit]x[/]", "#right")
        await wait_text(pilot, "[red]长[/red]", "#right")
        await pilot.press("slash", *"[/b]")
        await wait_text(pilot, "1/3")


async def test_an_empty_library_says_so(make_app: MakeApp, workspace: Workspace, ship_library: ShipLibrary) -> None:
    ship_library(workspace.data)
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "There are no scenes here")
        await pilot.press("enter", "down", "end", "r", "x")
        await wait_text(pilot, "There are no scenes here")


async def test_the_highlight_stays_in_view_in_a_long_list(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "The late parcel")
        scenes = library(app).items
        rows = [
            LibraryRow(kind=RowKind.HEADING, key="h", title="Family"),
            *(LibraryRow(kind=RowKind.PROBLEM, key=f"file:{n}", title=f"Scene no. {n}") for n in range(60)),
        ]
        scenes.show(SceneListing(rows, [""], app.words, app.glyphs, filtered=False))
        for key, expected in (("end", 59), ("home", 0)):
            await pilot.press(key)
            await wait_for(pilot, lambda expected=expected: f"Scene no. {expected} " in grid(app))  # type: ignore[misc]
            assert scenes.cursor == expected + 1
        assert " Last" in grid(app)  # the scroll bar takes nothing from the columns
        assert "Family" in grid(app)  # the heading of the first scene comes back into view with it
        for place in range(1, 60):
            scenes.action_move(1)
            await wait_for(pilot, lambda place=place: f"▸ ✗ Scene no. {place} " in grid(app))  # type: ignore[misc]


async def test_ascii_mode_draws_only_ascii(make_app: MakeApp, workspace: Workspace) -> None:
    play(workspace, "late-parcel", ["feel", "courier"])
    app = make_app("en", ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "The late parcel")
        await pilot.press("down")
        await wait_text(pilot, "+66%", "#right")
        seen = grid(app).replace("中", "")
        assert seen.isascii(), [character for character in seen if not character.isascii()]
