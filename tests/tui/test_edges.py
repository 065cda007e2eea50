"""Every screen shows how many rows are out of view, and with a hint open every choice is in view."""

from __future__ import annotations

import pytest

from roleplay.session import Mode
from roleplay.tui.widgets.choices import Choices
from roleplay.workspace.workspace import Workspace

from .app_under_test import wait_for, wait_screen, wait_text
from .conversation_steps import MakeApp, setup, talk

TIGHT = (60, 18)
ABOVE, BELOW = "above (PgUp)", "more (PgDn)"


async def test_pages_show_how_many_rows_are_above_and_below(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("en", scene="late-parcel")
    async with app.run_test(size=TIGHT) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(pilot, BELOW)
        await pilot.press("pagedown")
        await wait_text(pilot, ABOVE)
        await pilot.press("question_mark")
        await wait_screen(pilot, "HelpScreen")
        await wait_text(pilot, BELOW)
        await pilot.press("end")
        await wait_text(pilot, ABOVE)
        await pilot.press("L")
        await wait_text(pilot, "按 PgUp")


async def test_lists_show_it_too(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=TIGHT) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await wait_text(pilot, "more (Down)")
        await pilot.press("end")
        await wait_text(pilot, "above (Up)")


@pytest.mark.usefixtures("talk_library")
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_with_a_hint_open_every_choice_is_in_view(make_app: MakeApp, language: str) -> None:
    app = make_app(language, scene="parcel", setup=setup(Mode.GUIDED), skip_briefing=True)
    async with app.run_test(size=TIGHT) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("h")
        await wait_text(pilot, app.words("play.hint_label"))
        choices = talk(app).query_one(Choices)
        await wait_for(pilot, lambda: choices.size.height >= len(choices.rows) > 0)
        assert choices.rows_below == 0
        assert choices.region.bottom <= app.size.height - 2
        assert {row.key for row in choices.rows} >= {0, 1, 2}
