"""The learner's own incident on the full screen: it can be played at once, and shows what was typed unchanged."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from command_runs import ShipLibrary, run
from roleplay.workspace.workspace import Workspace

from .app_under_test import wait_screen, wait_text
from .conversation_steps import MakeApp, key_of, say, setup, talk

ROOT = Path(__file__).parents[2]
SAID = "第[b]三[/b]次: #了 {谁} 管？"
OWN = "- 公司规定是：[@click=app.quit]十天[/]"


async def test_it_plays_at_once(
    make_app: MakeApp, workspace: Workspace, ship_library: ShipLibrary, tmp_path: Path
) -> None:
    shipped = tmp_path / "shipped"
    (shipped / "scenarios").mkdir(parents=True)
    for name in ("rubrics", "templates"):
        (shipped / name).symlink_to(ROOT / name)
    typed = ["林女士", "电脑没到", SAID, "1", OWN, "又是规定？", "三次都没人回您。"]
    assert run(tmp_path, "new", "--from-incident", "--lang", "zh", typed=typed, shipped=shipped).code == 0
    ship_library(shipped)
    app = make_app("zh", scene="my-incident", setup=setup(), skip_briefing=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_text(pilot, "第[b]三[/b]次:#了(谁)管？")
        await wait_text(pilot, "[@click=app.quit]十天[/]")
        await say(pilot, "open-own")
        await wait_text(pilot, "又是规定？")
        assert key_of(talk(app), "again-well") in "123"


async def test_the_questions_are_asked_one_by_one_and_the_scene_is_briefed_at_once(
    make_app: MakeApp, workspace: Workspace, ship_library: ShipLibrary, tmp_path: Path
) -> None:
    shipped = tmp_path / "shipped"
    (shipped / "scenarios").mkdir(parents=True)
    for name in ("rubrics", "templates"):
        (shipped / name).symlink_to(ROOT / name)
    ship_library(shipped)
    file = tmp_path / "library" / "scenarios" / "my-incident.yaml"
    app = make_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("i")
        await wait_text(pilot, "1 of 7 Who was it?")

        async def answer(text: str, then: str) -> None:
            line = app.screen.query_one(Input)
            line.value = text
            await pilot.press("enter")
            await wait_text(pilot, then)

        await answer("Ms Lin", "2 of 7")
        await answer(" ", "Your answer: this cannot be left empty")
        await answer("It was late.", "3 of 7")
        await pilot.press("escape")
        await wait_text(pilot, "2 of 7")
        assert app.screen.query_one(Input).value == "It was late.", "what was answered is kept"
        await pilot.press("enter")
        await answer(SAID, "3 worried")
        await answer("3", "5 of 7")
        await answer(OWN, "6 of 7")
        await answer("", "7 of 7")
        await answer(OWN, "repeats what was said")
        assert not file.exists()
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(pilot, "My conversation with Ms Lin")
        await wait_text(pilot, "We supplied the better line", "#keys")
        assert file.stat().st_mode & 0o077 == 0
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")
        await wait_text(pilot, "My conversation with Ms Lin")
        await pilot.press("i")
        await wait_text(pilot, "my-incident-2.yaml")
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")
