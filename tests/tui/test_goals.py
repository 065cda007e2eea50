"""A goal on the full screen: before the next play, in its debrief, and all of them as a list."""

from __future__ import annotations

import sqlite3

import pytest
from textual.pilot import Pilot

from roleplay.records.model import GoalAnswer
from roleplay.tui.app import RoleplayApp
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, play, wait_for, wait_screen, wait_text
from .conversation_steps import GOOD_WALK, POOR_WALK, MakeApp, say, setup

GOAL = "当我发觉自己又要解释的时候，我先把听到的说一遍。"


@pytest.fixture
def workspace_with_goal(workspace: Workspace, talk_library: None) -> Workspace:
    """A record with a goal in force."""
    attempt_id = play(workspace, "parcel", list(POOR_WALK))
    assert attempt_id is not None
    workspace.store.set_goal(attempt_id, GOAL)
    return workspace


async def to_the_question(pilot: Pilot[None]) -> None:
    """Play to the end, and skip the reflection."""
    await wait_screen(pilot, "ConversationScreen")
    await say(pilot, *GOOD_WALK)
    await pilot.press("enter")
    await wait_screen(pilot, "DebriefScreen")
    await pilot.press("escape")
    await wait_screen(pilot, "GoalQuestion")


def answers(workspace: Workspace) -> list[GoalAnswer]:
    (goal,) = workspace.store.goals()
    return [check.answer for check in goal.checks]


def next_play(make_app: MakeApp, language: str) -> RoleplayApp:
    return make_app(language, scene="parcel", setup=setup(), skip_briefing=True)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_is_asked_about_before_the_score(
    make_app: MakeApp, workspace_with_goal: Workspace, golden: Golden, language: str
) -> None:
    app = next_play(make_app, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_question(pilot)
        await wait_text(pilot, {"zh": "做到了吗？", "en": "Did you do it?"}[language])
        assert not any(word in flat(app) for word in ("通过", "Passed", "%"))
        golden(app, f"goal-question-80x24-{language}")
        await pilot.press("enter")  # once too many
        assert type(app.screen).__name__ == "GoalQuestion"
        await pilot.press("2")
        await wait_text(pilot, {"zh": "✓ 通过", "en": "✓ Passed"}[language])
        assert answers(workspace_with_goal) == [GoalAnswer.PARTLY]
        await pilot.press("4")
        await wait_text(pilot, {"zh": "没有记下新目标之前", "en": "Until you keep another"}[language])
        assert "".join(GOAL.split()) in flat(app)


async def test_it_may_be_skipped(make_app: MakeApp, workspace_with_goal: Workspace) -> None:
    app = next_play(make_app, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_question(pilot)
        await pilot.press("escape")
        await wait_text(pilot, "✓ Passed")
        assert answers(workspace_with_goal) == []


async def test_the_briefing_shows_it_first(make_app: MakeApp, workspace_with_goal: Workspace) -> None:
    app = make_app("en", scene="parcel")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "The goal you set yourself")
        await wait_text(pilot, GOAL, "#brief")
        assert flat(app).index("Thegoalyouset") < flat(app).index("Whoyouare")


async def test_the_list_of_goals_and_taking_one_back(make_app: MakeApp, workspace_with_goal: Workspace) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("g")
        await wait_text(pilot, "目前的目标")
        await wait_text(pilot, GOAL)
        await pilot.press("L", "x")
        await wait_text(pilot, "Take this goal back?")
        await pilot.press("enter")  # the safe answer
        await wait_screen(pilot, "GoalsScreen")
        assert workspace_with_goal.store.goal_in_force() is not None
        await pilot.press("x", "2")
        await wait_text(pilot, "taken back 2026-03-02")
        assert workspace_with_goal.store.goal_in_force() is None
        await wait_for(pilot, lambda: "takeback" not in flat(app), "nothing left to take back")
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")


async def test_attempts_judged_by_an_earlier_scoring_are_rescored(
    make_app: MakeApp, workspace_with_goal: Workspace
) -> None:
    earlier = "json_set(outcome, '$.passed', json('true'), '$.scores.parcel', 57.5)"
    db = sqlite3.connect(workspace_with_goal.store.path)
    db.execute(f"UPDATE attempts SET scoring = 1, outcome = {earlier}")
    db.commit()
    db.close()
    lead = workspace_with_goal.store.history()[0].result.lead
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("down")
        await wait_text(pilot, "rescored; by the earlier scoring: passed", "#past")
        (summary,) = workspace_with_goal.store.history()
        assert (summary.result.lead, summary.result.passed) == (lead, False)
        assert "✗" in flat(app, "#past")
