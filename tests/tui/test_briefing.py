"""The briefing screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roleplay.session import Mode, Options, Setup
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.briefing import BriefingScreen
from roleplay.workspace.workspace import Workspace

from .app_under_test import LANGUAGES, SIZES, Golden, flat, grid, play, wait_for, wait_screen, wait_text

MakeApp = Callable[..., RoleplayApp]


def chosen(app: RoleplayApp) -> Setup:
    assert isinstance(app.screen, BriefingScreen)
    return app.screen.preparation.setup


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_everything_is_shown_before_the_first_line(
    make_app: MakeApp, golden: Golden, language: str, size: tuple[int, int]
) -> None:
    app = make_app(language, scene="late-parcel", setup=Setup(seed=7), seed_given=True)
    async with app.run_test(size=size) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(pilot, "快递公司的客服" if language == "zh" else "answer the phone")
        golden(app, f"briefing-{language}-{size[0]}x{size[1]}")
        seen = flat(app)
        await pilot.press("pagedown", "pagedown")
        await wait_for(pilot, lambda: "赶上生日" in grid(app) or "In time" in grid(app))
        seen += flat(app)
        facts = {
            "zh": ["你可以派专车", "电话", "让包裹今晚到家", "接话三步达到60%", "办事达到50%", "威胁对方", "种子7"],
            "en": ["sendacourier", "Onthephone", "arrivestonight", "Threestepsat60%", "Actat50%", "Threaten", "Seed7"],
        }[language]
        for fact in facts:
            assert fact in seen, fact


async def test_modes_and_options(make_app: MakeApp) -> None:
    app = make_app("en", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Own words first")
        await pilot.press("right")
        await wait_for(pilot, lambda: chosen(app).mode is Mode.EXAM)
        await wait_text(pilot, "No hints, and no line can")
        await pilot.press("1")
        await wait_for(pilot, lambda: chosen(app).mode is Mode.GUIDED)
        await pilot.press("down", "space", "down", "right", "down", "left", "down", "space")
        everything = Options(own_words=True, ask_sure=True, timed=True, hide_meters=True)
        await wait_for(pilot, lambda: chosen(app).options == everything)


async def test_another_persona_is_another_exercise(make_app: MakeApp) -> None:
    app = make_app("zh", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "林女士")
        assert isinstance(app.screen, BriefingScreen)
        assert app.screen.preparation.personas["lin"] == ("customer", "anxious")  # a stranger has other meters
        await pilot.press(*["down"] * 5, "right")
        await wait_text(pilot, "焦虑型客户")
        assert chosen(app).personas == (("lin", "anxious"),)
        await pilot.press("left")
        await wait_for(pilot, lambda: chosen(app).personas == ())


async def test_features_a_scene_lacks_are_not_offered(make_app: MakeApp) -> None:
    app = make_app("zh", scene="english-only")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "这个场景没有中文，只有英文")
        assert "限时" not in flat(app)
        assert "不看情绪表" not in flat(app)


async def test_begins_with_what_was_chosen(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("en", scene="late-parcel", setup=Setup(seed=7), seed_given=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Own words first")
        await pilot.press("1", "s")
        await wait_screen(pilot, "ConversationScreen")
        assert [(record.scenario_id, record.seed, record.mode) for record in workspace.store.unfinished()] == [
            ("late-parcel", 7, "guided")
        ]


async def test_the_seed_is_fresh_unless_it_was_given(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda below: below - 1)
    app = make_app("en", scene="late-parcel", setup=Setup(seed=0, mode=Mode.EXAM), seed_given=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Seed 99999")
        assert chosen(app).mode is Mode.EXAM


async def test_offers_to_resume(make_app: MakeApp, workspace: Workspace) -> None:
    play(workspace, "late-parcel", ["hear"])
    app = make_app("en", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "You stopped at turn 2")
        await wait_text(pilot, "r Go on")
        await wait_text(pilot, "q Quit")  # there is room for the second row of keys
        await pilot.press("r")
        await wait_screen(pilot, "ConversationScreen")
        assert app.screen.attempt.turn == 1  # type: ignore[attr-defined]


async def test_a_click_changes_an_option(make_app: MakeApp) -> None:
    app = make_app("en", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Own words first")
        lines = grid(app).splitlines()
        row, line = next((place, line) for place, line in enumerate(lines) if "Own words first" in line)
        await pilot.click(offset=(line.index("Own") + 2, row))
        await wait_for(pilot, lambda: chosen(app).options.own_words)


async def test_choices_survive_a_change_of_language(make_app: MakeApp) -> None:
    app = make_app("en", scene="late-parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Own words first")
        await pilot.press("3", "down", "space", "L")
        await wait_text(pilot, "先用自己的话说")
        assert chosen(app).mode is Mode.EXAM
        assert chosen(app).options.own_words
        assert "盖住" in flat(app)  # the row under the cursor is still explained


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 60)])
async def test_untrusted_text_is_shown_literally(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app("zh", scene="hostile")
    async with app.run_test(size=size) as pilot:
        await wait_text(pilot, "价格 [/b] 三折[@click=app.quit]x[/]")
        await wait_text(pilot, "[b]你[/b] 是 [link=x]测试[/link]。")
        await pilot.press("down", "down", "down", "down", "right", "?")
        await wait_screen(pilot, "HelpScreen")
        await pilot.press("escape")
        await wait_text(pilot, "[b]某人[/b]")


async def test_an_unknown_scene_is_reported(make_app: MakeApp) -> None:
    app = make_app("en", scene="nowhere")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "There is no scene")
        assert type(app.screen).__name__ == "LibraryScreen"
