"""An attempt on the screens that starts in the middle of a walk."""

from __future__ import annotations

import pytest

from roleplay.session import Setup
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, wait_for, wait_screen, wait_text
from .conversation_steps import MakeApp, debrief_screen, talk, to_debrief

pytestmark = pytest.mark.usefixtures("talk_library")


async def test_the_briefing_says_so_and_what_was_said_is_there(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("en", scene="parcel", setup=Setup(7, opening=("listen",)), seed_given=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(pilot, "You begin at turn 2")
        await pilot.press("3")  # an exam begins at the beginning
        assert "Practice" in flat(app, "#options")
        await pilot.press("s")
        await wait_screen(pilot, "ConversationScreen")
        assert talk(app).attempt.turn == 1
        shown = flat(app)
        for fact in ("turn2", "Thatwasalongwait.Pleasetellme.", "...Allright,Iwill.", "birthdaypresent"):
            assert fact in shown
        assert [decision.choice for decision in workspace.store.unfinished()[0].decisions] == ["listen"]


async def test_an_opening_ends_where_the_persona_does_not_allow_it(make_app: MakeApp, workspace: Workspace) -> None:
    setup = Setup(7, opening=("listen", "refund", "promise"))
    app = make_app("en", scene="parcel", setup=setup, skip_briefing=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)


async def test_again_begins_at_the_same_turn(make_app: MakeApp) -> None:
    app = make_app("en", scene="parcel", setup=Setup(7, opening=("listen",)), skip_briefing=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, "own", "promise")
        debrief_screen(app).action_again()
        await wait_screen(pilot, "ConversationScreen")
        assert (talk(app).attempt.turn, talk(app).attempt.setup.seed) == (1, 7)
