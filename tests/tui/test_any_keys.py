"""Keys that arrive faster than the screen changes, from input methods, pasted, or meant for another screen."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.message import Message
from textual.pilot import Pilot

from command_runs import ShipLibrary
from desk_scene import desk_home, stuck_desk
from roleplay.session import Mode, Options, Setup
from roleplay.tui.screens.briefing import BriefingScreen
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.one_line_input import OneLineInput
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, play, wait_for, wait_screen, wait_text
from .conversation_steps import MakeApp, debrief_screen, key_of, setup, talk, to_debrief

pytestmark = pytest.mark.usefixtures("talk_library")
SMALL = (80, 24)


async def in_one_read(pilot: Pilot[None], *keys: str) -> None:
    """Post all keys before any of them is handled, as if they arrived in one read."""
    events = [Key(key, key if len(key) == 1 else None) for key in keys]
    await messages_in_one_read(pilot, *events)


async def messages_in_one_read(pilot: Pilot[None], *messages: Message) -> None:
    for message in messages:
        message.set_sender(pilot.app)
        pilot.app.post_message(message)
    await pilot.pause()


async def test_two_enters_in_the_palette_run_one_command(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await in_one_read(pilot, "ctrl+p", "enter", "enter")
        await wait_screen(pilot, "Palette")
        await pilot.press(*"language")
        await wait_text(pilot, app.words("command.language"))
        await pilot.press("down")
        await in_one_read(pilot, "enter", "enter", "enter")
        await wait_screen(pilot, "LibraryScreen")
        assert (app.language, app.failure) == ("zh", None)


async def test_two_escapes_leave_one_screen(make_app: MakeApp) -> None:
    app = make_app("zh", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("t")
        await wait_screen(pilot, "TranscriptScreen")
        await in_one_read(pilot, "escape", "escape", "t")
        await wait_screen(pilot, "ConversationScreen")


async def test_enter_in_the_briefing_says_nothing_however_often(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("zh", scene="parcel")
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        await in_one_read(pilot, "enter", "enter", "enter")
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("enter", "enter")
        await wait_text(pilot, app.words("play.choose_first", keys="1-3"))
        assert talk(app).attempt.turn == 0
        assert len(workspace.store.unfinished()) == 1
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)


async def test_a_question_not_shown_yet_is_not_answered(make_app: MakeApp) -> None:
    app = make_app("zh", scene="parcel", setup=setup(Mode.GUIDED), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("down")
        await in_one_read(pilot, "enter", "enter", "1", "2")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        await wait_text(pilot, app.words("coach.title"))
        await in_one_read(pilot, "enter", "1", "enter")
        await wait_for(pilot, lambda: talk(app).panel.step == "choose")
        assert talk(app).attempt.turn == 1


async def test_the_second_half_of_a_double_click_says_nothing(make_app: MakeApp) -> None:
    app = make_app("zh", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        assert await pilot.double_click(Choices, offset=(10, 2))
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        await pilot.pause()
        assert talk(app).attempt.turn == 1


async def test_full_width_keys_are_read_as_the_keys_meant(make_app: MakeApp) -> None:
    app = make_app("zh", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await in_one_read(pilot, "？")
        await wait_screen(pilot, "HelpScreen")
        await in_one_read(pilot, "？")
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("Ｌ")
        await wait_for(pilot, lambda: app.language == "en")
        await pilot.press("１")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        await pilot.press("ｕ")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 0)
        app.go_home()
        await wait_screen(pilot, "LibraryScreen")
        await in_one_read(pilot, "／")
        await wait_for(pilot, lambda: bool(app.screen.query(OneLineInput)))
        await in_one_read(pilot, "？")  # in a text field it stays what was typed
        await wait_for(pilot, lambda: app.screen.query_one(OneLineInput).value == "？")


async def test_invalid_utf8_is_reported_and_does_nothing(make_app: MakeApp) -> None:
    app = make_app("zh", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await in_one_read(pilot, "\ufffd")
        await wait_text(pilot, app.words("app.not_utf8"))


async def test_a_paste_of_two_lines_is_joined_and_a_half_typed_line_is_kept(
    make_app: MakeApp, workspace: Workspace
) -> None:
    own = setup(own_words=True)
    app = make_app("zh", scene="parcel", setup=own, skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await messages_in_one_read(pilot, Paste("先听您说，\r\n\x1b[31m再查单子。\n"))
        await wait_for(pilot, lambda: app.screen.query_one(OneLineInput).value == "先听您说， 再查单子。")
        await in_one_read(pilot, "！")
    again = make_app("zh", scene="parcel", resume=True)
    async with again.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: again.screen.query_one(OneLineInput).value == "先听您说， 再查单子。！")
        await pilot.press("enter")
        await pilot.press(key_of(talk(again), "listen"))
        await wait_for(pilot, lambda: talk(again).attempt.turn == 1)
        assert talk(again).attempt.decisions[0].own_words == "先听您说， 再查单子。！"
        await wait_for(pilot, lambda: again.screen.query_one(OneLineInput).value == "")
    assert workspace.store.setting("typed") == ""


async def test_a_long_paste_is_cut_at_the_maximum_length(make_app: MakeApp) -> None:
    app = make_app("en")
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        field = OneLineInput("ab", max_length=6)
        await app.screen.mount(field)
        field.focus()
        await wait_for(pilot, lambda: app.focused is field)
        field.cursor_position = 1
        await messages_in_one_read(pilot, Paste("1\n2345678"))
        await wait_for(pilot, lambda: field.value == "a1 23b")


async def test_a_reflection_that_is_cut_off_is_kept(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("zh", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        for choice in ("listen", "own", "promise"):
            await pilot.press(key_of(talk(app), choice))
            await pilot.pause()
        await pilot.press("down", "enter")
        await wait_screen(pilot, "DebriefScreen")
        attempt_id = debrief_screen(app).attempt_id
        await pilot.press(*"so")
        await wait_for(pilot, lambda: debrief_screen(app)._typed == "so")
    assert attempt_id is not None
    with sqlite3.connect(workspace.store.path) as db:
        assert db.execute("SELECT before_score FROM reflections").fetchall() == [("so",)]


async def test_q_leaves_any_screen_on_top_of_another(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("zh", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("escape")
        await wait_screen(pilot, "PauseScreen")
        await wait_text(pilot, "q" + app.words("key.quit"))
        await pilot.press("q")
        await wait_for(pilot, lambda: app._exit)
    played = play(workspace, "parcel", ["listen", "own", "promise"])
    assert played is not None
    workspace.store.set_goal(played, "one goal")
    app = make_app("zh")
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("g", "x")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("q")
        await wait_screen(pilot, "GoalsScreen")
        assert workspace.store.goal_in_force() is not None


async def test_a_paused_guided_attempt_is_offered_as_guided(make_app: MakeApp, workspace: Workspace) -> None:
    play(workspace, "parcel", ["listen"], Setup(1, Mode.GUIDED))
    app = make_app("en")
    async with app.run_test(size=SMALL) as pilot:
        await wait_text(pilot, "stopped at turn 2 (Guided)")
        await pilot.press("enter")
        await wait_screen(pilot, "BriefingScreen")
        await wait_text(pilot, "turn 2 of this scene (Guided)", "#brief")
        assert isinstance(app.screen, BriefingScreen)
        assert app.screen.preparation.setup.mode is Mode.GUIDED
    asked_for = make_app("en", scene="parcel", setup=Setup(1, Mode.EXAM), mode_given=True)
    async with asked_for.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "BriefingScreen")
        assert isinstance(asked_for.screen, BriefingScreen)
        assert asked_for.screen.preparation.setup.mode is Mode.EXAM


async def test_the_arrow_of_the_debrief_says_what_it_does(make_app: MakeApp) -> None:
    app = make_app("en", scene="parcel", setup=setup(), skip_briefing=True)
    async with app.run_test(size=(100, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, "calm", "excuse", "sure")
        view, words = debrief_screen(app).view, app.words
        seen: list[str] = []
        while view.part < 3:
            scrolls, part, turn = debrief_screen(app)._can_scroll_down, view.part, view.turn
            next_words = view.next_words(scrolls=scrolls)
            await wait_text(pilot, next_words, "#keys")
            seen.append(next_words)
            await pilot.press("right")
            await pilot.pause()
            if next_words == words("key.debrief_read_on"):
                assert (view.part, view.turn) == (part, turn)
            elif next_words == words("key.debrief_next_turn"):
                assert (view.part, view.turn) == (part, turn + 1)
            else:
                assert next_words == words(
                    "key.debrief_next_part", part=words(f"debrief.parts.{view.part.name.lower()}")
                )
        assert {words("key.debrief_read_on"), words("key.debrief_next_turn")} < set(seen)


async def test_a_turn_without_available_lines_says_so(
    make_app: MakeApp, workspace: Workspace, tmp_path: Path, ship_library: ShipLibrary
) -> None:
    ship_library(desk_home(tmp_path / "stuck", stuck_desk()) / "library")
    app = make_app("en", scene="desk", setup=Setup(1, Mode.GUIDED, (), Options(own_words=True)), skip_briefing=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("enter", "1", "enter")
        await wait_text(pilot, app.words("play.stuck_back"))
        await pilot.press("h")
        await wait_text(pilot, app.words("play.no_hint.stuck"))
        await pilot.press("enter", "1", "u")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 0)
        assert app.words("play.stuck_back").replace(" ", "") not in flat(app)
