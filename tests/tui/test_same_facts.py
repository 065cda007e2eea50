"""The full screen shows every fact of a session, as the plain mode does (tests/unit/plain)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from command_runs import ShipLibrary
from desk_scene import desk_home
from fact_texts import coach_texts, debrief_texts, missing, moment_texts, said_texts, title_texts
from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.session import Attempt, Mode, Options, Setup, Step
from roleplay.tui.app import RoleplayApp
from roleplay.tui.launch_target import LaunchTarget
from roleplay.tui.screens.conversation import ConversationScreen
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.workspace.workspace import Workspace

from .app_under_test import grid, wait_change, wait_for, wait_screen, wait_value

#: Tall enough for everything, too narrow for the brief beside the conversation.
SIZE = (100, 110)
WALKS = (("sit", "today"), ("wait", "later"), ("lie",))
Open = Callable[[str, Setup], RoleplayApp]


@pytest.fixture
def opened(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens the scene at the desk with a setup, in a language."""
    home = desk_home(tmp_path)
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    ship_library(home / "nothing")
    workspace = Workspace()

    def opened(language: str, setup: Setup) -> RoleplayApp:
        return RoleplayApp(workspace, language, LaunchTarget("desk", setup, skip_briefing=True))

    yield opened
    workspace.close()


def conversation_screen(app: RoleplayApp) -> ConversationScreen:
    assert isinstance(app.screen, ConversationScreen)
    return app.screen


async def wait_read(pilot: Pilot[None], app: RoleplayApp, texts: list[str], *beside: str) -> None:
    """Wait until all ``texts`` can be read; ``beside`` are labels that may interrupt them."""
    labels = (app.words("play.you"), *beside)
    try:
        await wait_for(pilot, lambda: not missing(texts, grid(app), labels))
    except AssertionError as error:
        raise AssertionError(f"{missing(texts, grid(app), labels)} is not in\n{error}") from None


async def say(pilot: Pilot[None], app: RoleplayApp, choice: str) -> Attempt:
    screen = conversation_screen(app)
    attempt = screen.attempt
    turn, number = attempt.turn, [offer.id for offer in attempt.offers()].index(choice) + 1
    await pilot.press(str(number))
    await wait_for(pilot, lambda: attempt.turn == turn + 1, choice)
    return attempt


def scroll_position(screen: DebriefScreen) -> tuple[int, int, float]:
    """The page that is shown, and its first visible row."""
    return screen.view.part, screen.view.turn, screen.query_one("#page").scroll_offset.y


async def read_debrief(pilot: Pilot[None], app: RoleplayApp) -> str:
    """All pages of a debrief, one after the other."""
    await pilot.press("enter")
    await wait_screen(pilot, "DebriefScreen")
    screen = app.screen
    assert isinstance(screen, DebriefScreen)
    await wait_for(pilot, lambda: screen.view.foresight is not None, "what each line cost")
    assert missing([screen.facts.ending.verdict], grid(app)), "the verdict stands before the question"
    await wait_for(pilot, lambda: app.focused is not None, "the line")
    await pilot.press("enter")
    await wait_for(pilot, lambda: screen.view.part is DebriefPart.MATTERED, "the ending")
    pages = [grid(app)]
    while (screen.view.part, screen.view.turn) != (DebriefPart.GOAL, 0) and len(pages) < 20:
        place = scroll_position(screen)
        await pilot.press("right")  # the rest of the page, or the next one
        await wait_change(pilot, lambda: scroll_position(screen), place, "the next page")
        await pilot.pause()
        pages.append(grid(app))
        if screen.view.part is DebriefPart.GOAL:
            break
    return "\n".join(pages)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("walk", WALKS, ids="-".join)
async def test_a_conversation_and_its_debrief(opened: Open, language: str, walk: tuple[str, ...]) -> None:
    app = opened(language, Setup(3))
    async with app.run_test(size=SIZE) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        attempt, words = conversation_screen(app).attempt, app.words
        await wait_read(
            pilot, app, [*title_texts(attempt, words), *said_texts(attempt, words), *moment_texts(attempt, words)]
        )
        for choice in walk:
            await say(pilot, app, choice)
            await wait_read(pilot, app, said_texts(attempt, words))
            if not attempt.over:
                await wait_read(pilot, app, moment_texts(attempt, words))
        pages = await read_debrief(pilot, app)
        assert missing(debrief_texts(attempt, words), pages) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("walk", WALKS, ids="-".join)
async def test_the_coaching_of_guided_play(opened: Open, language: str, walk: tuple[str, ...]) -> None:
    app = opened(language, Setup(3, Mode.GUIDED))
    async with app.run_test(size=SIZE) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        for choice in walk:
            attempt = await say(pilot, app, choice)
            await wait_value(pilot, lambda: conversation_screen(app).panel.step, Step.COACH, "the coaching")
            await wait_read(pilot, app, coach_texts(attempt, app.words))
            await pilot.press("enter")
            await wait_change(pilot, lambda: conversation_screen(app).panel.step, Step.COACH, "the next moment")


async def test_a_debrief_with_everything_asked(opened: Open) -> None:
    app = opened("en", Setup(3, options=Options(own_words=True, ask_sure=True, hide_meters=True)))
    async with app.run_test(size=SIZE) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        screen = conversation_screen(app)
        attempt = screen.attempt
        for choice in ("wait", "later"):
            turn = attempt.turn
            while attempt.turn == turn:
                step = screen.panel.step
                match step:
                    case Step.GUESS:
                        await pilot.press("2")
                    case Step.OWN_WORDS:
                        await wait_for(pilot, lambda: app.focused is not None, "the line")
                        await pilot.press(*"calm down", "enter")
                    case Step.CHOOSE:
                        await pilot.press(str([offer.id for offer in attempt.offers()].index(choice) + 1))
                    case _:
                        await pilot.press("3")
                await wait_change(pilot, lambda: screen.panel.step, step, "the next step")
        assert [decision.own_words for decision in attempt.decisions] == ["calm down", "calm down"]
        assert [decision.sure for decision in attempt.decisions] == [3, 3]
        pages = await read_debrief(pilot, app)
        assert missing(debrief_texts(attempt, app.words), pages) == []
