"""The learner's papers: in the briefing, in the conversation, in a drill."""

from __future__ import annotations

import pytest

from roleplay.drill.stage import Phase
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, wait_screen, wait_text
from .conversation_steps import MakeApp, setup
from .drill_screen_steps import drill_app, new_drill, press, ready, wait_phase, wait_texts

pytestmark = pytest.mark.usefixtures("talk_library")
SMALL = (80, 24)
LAST = {
    "zh": "9:41 [微笑]林[/]：放[@click=app.quit]哪儿[/]？",
    "en": "9:41 [note]Lin[/]: leave it [@click=app.quit]where[/]?",
}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_briefing_shows_them_line_by_line(make_app: MakeApp, language: str) -> None:
    app = make_app(language, scene="hostile")
    async with app.run_test(size=(100, 60)) as pilot:
        await wait_text(pilot, LAST[language])
        assert "[b]签收单[/]" in flat(app) or "[b]Deliveryslip[/]" in flat(app)


async def test_they_can_be_read_again_during_the_talk(make_app: MakeApp) -> None:
    app = make_app("zh", scene="hostile", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        assert "p手上的材料" in flat(app)
        await pilot.press("p")
        await wait_screen(pilot, "PapersScreen")
        await wait_text(pilot, LAST["zh"])
        await pilot.press("L")
        await wait_text(pilot, LAST["en"])
        await pilot.press("pagedown", "G", "home", "p")
        await wait_screen(pilot, "ConversationScreen")


async def test_without_papers_there_is_no_key(make_app: MakeApp) -> None:
    app = make_app("zh", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        assert "手上的材料" not in flat(app)
        await pilot.press("p")
        await pilot.pause()
        assert type(app.screen).__name__ == "ConversationScreen"


async def test_a_class_reads_them_with_the_whole_brief_on_the_big_screen(
    make_app: MakeApp, workspace: Workspace
) -> None:
    app = drill_app(make_app, new_drill(workspace, "zh", scene="hostile"), "zh")
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await press(pilot, "r")
        await wait_screen(pilot, "PapersScreen")
        await wait_text(pilot, "你的权限")
        await press(pilot, "G")
        await wait_text(pilot, "怎样算通过")
        await press(pilot, "escape")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        await press(pilot, "r")
        await wait_screen(pilot, "PapersScreen")
        await press(pilot, "pagedown")
        await wait_text(pilot, LAST["zh"])
        await press(pilot, "escape")
        await wait_texts(pilot, "[@click=app.quit]点我")
