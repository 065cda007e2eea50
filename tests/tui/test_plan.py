"""The plan on the full screen: made, ticked, changed in the learner's own words, and followed to its scenes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.widgets import Input

from roleplay.presenting.plan import PlanDays
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.briefing import BriefingScreen
from roleplay.tui.screens.plan import PlanScreen
from roleplay.workspace.plans import PlanDesk
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, wait_for, wait_screen, wait_text
from .conversation_steps import MakeApp


def items(workspace: Workspace) -> list[str]:
    plan = PlanDesk(workspace).plan
    return [] if plan is None else [item.words or str(item.task and item.task.kind) for item in plan.in_order]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_is_made_and_shown(make_app: MakeApp, workspace: Workspace, golden: Golden, language: str) -> None:
    app = make_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("p", "n")
        await wait_screen(pilot, "PlanScreen")
        await wait_text(pilot, app.words("plan.none"))
        assert not app.screen.check_action("add", ())
        assert app.words("key.plan_go").replace(" ", "") not in flat(app), "there is nowhere to go"
        await pilot.press("n")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("2")
        await wait_text(pilot, app.words("plan.phase.week_1"))
        golden(app, f"plan-80x24-{language}")
        await pilot.press("L")
        await wait_for(pilot, lambda: app.words("plan.phase.week_1").replace(" ", "") in flat(app))
        await pilot.press("escape")
        await wait_screen(pilot, "ProgressScreen")
        await wait_text(pilot, app.words("plan.title"))


async def test_an_item_is_ticked_changed_and_removed(make_app: MakeApp, workspace: Workspace) -> None:
    PlanDesk(workspace).make(PlanDays.MONTH)
    app = make_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("p", "n")
        await wait_screen(pilot, "PlanScreen")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        assert not screen.check_action("tick", ()), "the record ticks that one"
        while "Show this plan" not in getattr(screen.items.highlighted, "title", ""):
            await pilot.press("down")
        await pilot.press("space")
        await wait_text(pilot, "1 of")
        await pilot.press("space")
        await wait_text(pilot, "0 of")
        assert not screen.items.check_action("choose", ()), "it is done away from the screen"
        await pilot.press("enter")
        await wait_text(pilot, app.words("plan.nowhere"))
        await pilot.press("e")
        await wait_screen(pilot, "PlanWriteScreen")
        app.screen.query_one(Input).value = "Talk to Ana"
        await pilot.press("enter")
        await wait_text(pilot, "How much, or how often?")
        app.screen.query_one(Input).value = "Talk to Ana on Friday"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "bywhen" not in flat(app).lower().replace("andbywhen", ""))
        await pilot.press("enter")
        await wait_screen(pilot, "PlanScreen")
        assert "Talk to Ana on Friday" in items(workspace)
        await pilot.press("x")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("enter")
        await wait_screen(pilot, "PlanScreen")
        assert "Talk to Ana on Friday" in items(workspace), "Enter leaves it in"
        below = next(line for line in screen.items._items[screen.items.cursor + 1 :] if line.fact is not None)
        await pilot.press("x", "2")
        await wait_text(pilot, "Removed: Talk to Ana on Friday")
        assert "Talk to Ana on Friday" not in items(workspace)
        assert screen.items.highlighted is not None
        assert screen.items.highlighted.key == below.key, "the pointer stays at the place"
        await pilot.press("a")
        await wait_screen(pilot, "PlanWriteScreen")
        before = items(workspace)
        await pilot.press("enter")
        await wait_screen(pilot, "PlanScreen")
        assert items(workspace) == before, "nothing was written"


async def test_enter_leads_to_the_scene_in_its_mode(make_app: MakeApp, workspace: Workspace) -> None:
    workspace.settings.put({"mode": "exam"})
    PlanDesk(workspace).make(PlanDays.MONTH)
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("p", "n")
        await wait_screen(pilot, "PlanScreen")
        await pilot.press("enter")
        await wait_screen(pilot, "BriefingScreen")
        assert isinstance(app.screen, BriefingScreen)
        assert app.screen.preparation.setup.mode == "guided", "the plan's, not that of last time"
        await pilot.press("escape")
        await wait_screen(pilot, "PlanScreen")


async def test_a_due_check_in_is_shown_in_the_library(make_app: MakeApp, workspace: Workspace) -> None:
    PlanDesk(workspace).make(PlanDays.MONTH)
    now = workspace.now
    workspace._now = lambda: now + timedelta(days=8)
    app = make_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_text(pilot, app.words("plan.check_in_library"))
        await pilot.press("p", "n")
        await wait_screen(pilot, "PlanScreen")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        while screen.items.highlighted is None or not screen.items.highlighted.title.startswith("Go through"):
            await pilot.press("down")
        await pilot.press("space", "escape", "escape")
        await wait_screen(pilot, "LibraryScreen")
        await wait_for(pilot, lambda: "check-in" not in flat(app))


async def test_it_can_be_the_first_screen(make_app: MakeApp, workspace: Workspace) -> None:
    PlanDesk(workspace).make(PlanDays.HALF_YEAR)
    app = make_app("en", plan=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "PlanScreen")
        await wait_text(pilot, app.words("key.plan_add"))
        await wait_text(pilot, app.words("plan.phase.days_180"))
        await pilot.press("question_mark")
        await wait_screen(pilot, "HelpScreen")
        await pilot.press("escape", "escape")
        await wait_screen(pilot, "LibraryScreen")


async def test_a_plan_ended_by_another_window_changes_no_more_and_typed_words_are_kept(
    make_app: MakeApp, workspace: Workspace
) -> None:
    PlanDesk(workspace).make(PlanDays.MONTH)
    app = make_app("en", plan=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "PlanScreen")
        await wait_text(pilot, app.words("key.plan_add"))

        async def written() -> None:
            await pilot.press("a")
            await wait_screen(pilot, "PlanWriteScreen")
            app.screen.query_one(Input).value = app.screen.query_one(Input).value or "Talk to Ana"
            await pilot.press("enter", "enter")
            await wait_screen(pilot, "PlanScreen")

        def others() -> list[str]:
            return [str(event.data["what"]) for event in workspace.store.practice.events("plan")]

        await pilot.press("a")
        await wait_screen(pilot, "PlanWriteScreen")
        PlanDesk(workspace).end()
        app.screen.query_one(Input).value = "Talk to Ana"
        await pilot.press("enter", "enter")
        await wait_screen(pilot, "PlanScreen")
        await wait_text(pilot, app.words("plan.waiting", text="Talk to Ana"))
        assert others() == ["made", "ended"]
        await pilot.press("n", "2")
        await wait_text(pilot, app.words("plan.phase.week_1"))
        await written()
        assert "Talk to Ana" in items(workspace)
        PlanDesk(workspace).make(PlanDays.HALF_YEAR)
        count = len(others())
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        screen.items.cursor = next(
            place for place, line in enumerate(screen.items._items) if line.fact and not line.fact.standing.verifiable
        )
        await pilot.press("space")
        await wait_text(pilot, "changed or ended in another window")
        assert len(others()) == count, "nothing was ticked in a plan that is over"


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_on_a_small_screen_the_first_line_shows_the_progress(
    make_app: MakeApp, workspace: Workspace, language: str
) -> None:
    PlanDesk(workspace).make(PlanDays.MONTH)
    app = make_app(language, plan=True)
    async with app.run_test(size=(60, 18)) as pilot:
        await wait_screen(pilot, "PlanScreen")
        fact = PlanDesk(workspace).fact(app.words)
        assert fact is not None
        count = app.words("plan.count", done=fact.done, all=len(fact.counted))
        await wait_for(pilot, lambda: count.replace(" ", "") in flat(app).split(app.words("plan.columns.by"))[0])


async def test_a_used_key_clears_the_note_about_an_unused_one(make_app: MakeApp, workspace: Workspace) -> None:
    PlanDesk(workspace).make(PlanDays.MONTH)
    app = make_app("en", plan=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "PlanScreen")
        await wait_text(pilot, app.words("key.plan_add"))
        await pilot.press("z")
        await wait_text(pilot, app.words("app.unused_key"))
        await pilot.press("down")
        await pilot.pause()
        assert app.screen.query_one(KeyBar).note == "", "and not only when its time is up"


async def test_unsaved_words_survive_leaving_the_plan(make_app: MakeApp, workspace: Workspace) -> None:
    PlanDesk(workspace).make(PlanDays.MONTH)
    app = make_app("en", plan=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "PlanScreen")
        await wait_text(pilot, app.words("key.plan_add"))
        await pilot.press("a")
        await wait_screen(pilot, "PlanWriteScreen")
        PlanDesk(workspace).end()
        app.screen.query_one(Input).value = "Talk to Ana"
        await pilot.press("enter", "enter")
        await wait_screen(pilot, "PlanScreen")
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("p", "n")
        await wait_screen(pilot, "PlanScreen")
        await wait_text(pilot, app.words("plan.waiting", text="Talk to Ana"))
        await pilot.press("n", "2")
        await wait_text(pilot, app.words("plan.phase.week_1"))
        await wait_text(pilot, app.words("plan.waiting", text="Talk to Ana"), "#item")
        await pilot.press("a")
        await wait_screen(pilot, "PlanWriteScreen")
        assert app.screen.query_one(Input).value == "Talk to Ana"
        await pilot.press("enter", "enter")
        await wait_screen(pilot, "PlanScreen")
        assert "Talk to Ana" in items(workspace)
        await wait_for(pilot, lambda: "innoplanyet" not in flat(app), "and nothing waits any more")
