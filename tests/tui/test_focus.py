"""The cards that are due, and a focus drill on one: opened by a key, tried, debriefed, recorded."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from roleplay.session.focus import FocusTry
from roleplay.tui.screens.due import CardList
from roleplay.tui.screens.focus import FocusScreen
from roleplay.tui.screens.focus_talk import FocusTalkScreen
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.focus import tries_of
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, grid, play, wait_for, wait_screen, wait_text
from .conversation_steps import POOR_WALK, MakeApp, say


@pytest.fixture
def played(workspace: Workspace, talk_library: None) -> Workspace:
    """A workspace with an attempt that lost points on everything."""
    play(workspace, "parcel", list(POOR_WALK))
    return workspace


def current_try(pilot: Pilot[None]) -> FocusTry:
    assert isinstance(pilot.app.screen, FocusTalkScreen)
    return pilot.app.screen._try


async def say_best(pilot: Pilot[None]) -> None:
    """Say the best lines until the try is over, and open its debrief."""
    play = current_try(pilot)
    while not play.over:
        await say(pilot, play.attempt.judge.best(play.attempt.state).choice)
    await pilot.press("enter")
    await wait_screen(pilot, "FocusScreen")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_try_on_a_card(make_app: MakeApp, played: Workspace, golden: Golden, language: str) -> None:
    app = make_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("u")
        await wait_screen(pilot, "DueScreen")
        await wait_for(pilot, lambda: app.screen.query_one(CardList).highlighted is not None)
        golden(app, f"due-80x24-{language}")
        assert [each.card.ref for each in app.screen.query_one(CardList)._items] == ["listen.hear", "listen.own"]
        await pilot.press("enter")
        await wait_screen(pilot, "FocusScreen")
        await wait_text(pilot, {"zh": "从这里由你接着说", "en": "Go on here yourself"}[language])
        golden(app, f"focus-opening-80x24-{language}")
        await pilot.press("enter")
        await wait_screen(pilot, "FocusTalkScreen")
        await wait_text(pilot, {"zh": "第1次，共3次", "en": "try 1 of 3"}[language], "#keys")
        golden(app, f"focus-talk-80x24-{language}")
        assert not app.screen.check_action("hint", ())
        assert not app.screen.check_action("take_back", ())
        await say_best(pilot)
        golden(app, f"focus-look-80x24-{language}")


async def test_the_result_of_the_tries(make_app: MakeApp, played: Workspace, golden: Golden) -> None:
    app = make_app("zh", card="listen.hear")
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(3):
            await wait_text(pilot, "从这里由你接着说")
            await pilot.press("enter")
            await wait_screen(pilot, "FocusTalkScreen")
            if not number:
                await pilot.press("L", "L")
            await say_best(pilot)
            await pilot.press("enter")
        await wait_text(pilot, "下次该练的日子")
        golden(app, "focus-result-80x24-zh")
        assert [each.card for each in tries_of(played)] == ["listen.hear"] * 3
        await pilot.press("enter")
        await wait_screen(pilot, "LibraryScreen")


async def test_a_failed_turn_is_repeated_at_once_and_stopping_keeps_the_tries(
    make_app: MakeApp, played: Workspace
) -> None:
    app = make_app("en", card="move:tell_calm_down")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "FocusScreen")
        await wait_text(pilot, "Go on here yourself")
        await pilot.press("enter")
        await wait_screen(pilot, "FocusTalkScreen")
        play = current_try(pilot)
        table = play.attempt.judge.judge(play.attempt.state)
        await say(pilot, next(name for name, judged in table.items() if "tell_calm_down" in judged.moves))
        while not play.over:
            await say(pilot, play.attempt.judge.best(play.attempt.state).choice)
        await pilot.press("enter")
        await wait_text(pilot, "the same moment comes once more")
        await pilot.press("enter")
        await wait_screen(pilot, "FocusTalkScreen")
        assert current_try(pilot).again
        await pilot.press("escape")
        await wait_text(pilot, "Result of the drill")
        assert len(tries_of(played)) == 1
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")


async def test_a_card_that_no_scene_offers_says_so(make_app: MakeApp, played: Workspace) -> None:
    app = make_app("en", card="move:gone")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "There is no card")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Nothing" not in flat(app))


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_on_a_small_screen_first_lines_are_shortened_but_never_cut(
    make_app: MakeApp, played: Workspace, language: str
) -> None:
    app = make_app(language)
    async with app.run_test(size=(60, 18)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("u")
        await wait_screen(pilot, "DueScreen")
        await wait_for(pilot, lambda: app.screen.query_one(CardList).highlighted is not None)
        first = grid(app).splitlines()[0]
        assert first.split("  ")[-1] in {
            app.words(f"due.{key}", count=0, cards=2) for key in ("screen_count", "screen_count_short")
        }, "as much as fits, and that whole"
        await pilot.press("enter")
        await wait_screen(pilot, "FocusScreen")
        screen = app.screen
        assert isinstance(screen, FocusScreen)
        assert screen.query_one("#title", RowsView).lay_out(20)[0].text.endswith("…")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_leaving_the_first_try_announces_no_next_one(make_app: MakeApp, played: Workspace, language: str) -> None:
    app = make_app(language, card="listen.hear")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, app.words("focus.begin"))
        await pilot.press("enter")
        await wait_screen(pilot, "FocusTalkScreen")
        await pilot.press("escape")
        await wait_screen(pilot, "FocusScreen")
        await wait_text(pilot, app.words("focus.nothing_tried"))
        assert "".join(app.words("focus.next").split()) not in flat(app)
        await pilot.press("enter")
        await wait_screen(pilot, "LibraryScreen")
