"""The screen of past attempts: they are found, reopened, replayed, played again and deleted."""

from __future__ import annotations

import pytest

from roleplay.session import Mode, Setup
from roleplay.tui.launch_target import PastTarget
from roleplay.tui.screens.history import HistoryList
from roleplay.tui.screens.past_debrief import PastDebriefScreen
from roleplay.tui.screens.replay import ReplayScreen
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, play, wait_for, wait_screen, wait_text, wait_value
from .conversation_steps import GOOD_WALK, POOR_WALK, MakeApp, say, talk


@pytest.fixture
def played(workspace: Workspace, talk_library: None) -> Workspace:
    """Three attempts; the first has a reflection and a goal."""
    first = play(workspace, "parcel", list(POOR_WALK))
    assert first is not None
    workspace.store.reflect(first, "太急了")
    workspace.store.set_goal(first, "先听完再说")
    play(workspace, "parcel", list(GOOD_WALK), Setup(seed=3, mode=Mode.GUIDED))
    play(workspace, "parcel", list(GOOD_WALK), Setup(seed=4, mode=Mode.EXAM))
    return workspace


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_each_is_opened_as_it_was(make_app: MakeApp, played: Workspace, golden: Golden, language: str) -> None:
    app = make_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h")
        await wait_screen(pilot, "HistoryScreen")
        await wait_text(pilot, {"zh": "练完3次", "en": "finished attempts: 3"}[language])
        golden(app, f"history-80x24-{language}")
        await pilot.press("end", "enter")
        await wait_screen(pilot, "PastDebriefScreen")
        assert isinstance(app.screen, PastDebriefScreen)
        assert app.screen.view.reflection == "太急了"
        assert app.focused is None, "a key is no letter of a line"
        await pilot.press("p")  # before the first part comes the last, the goal
        await wait_text(pilot, "先听完再说")
        await pilot.press("escape")
        await wait_screen(pilot, "HistoryScreen")
        await pilot.press("L")
        await wait_text(pilot, {"en": "练完3次", "zh": "finished attempts: 3"}[language])


async def test_the_list_can_be_filtered(make_app: MakeApp, played: Workspace) -> None:
    app = make_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h")
        await wait_screen(pilot, "HistoryScreen")
        items = app.screen.query_one(HistoryList)

        def modes() -> list[str]:
            return [item.mode for item in items._items]

        await pilot.press("m")
        await wait_value(pilot, modes, ["Guided"])
        await pilot.press("m", "m", "p")
        await wait_value(pilot, modes, ["Exam"])
        await pilot.press("p")
        await wait_text(pilot, "No attempt matches.")
        assert not app.screen.check_action("delete", ()), "there is none to delete"
        await pilot.press("escape", "slash", *"practice")
        await wait_value(pilot, modes, ["Practice"])
        await pilot.press("enter", "escape")
        await wait_value(pilot, modes, ["Exam", "Guided", "Practice"])
        await pilot.press("escape")
        await wait_screen(pilot, "LibraryScreen")


async def test_a_conversation_is_replayed(make_app: MakeApp, played: Workspace, golden: Golden) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h", "v")
        await wait_screen(pilot, "ReplayScreen")
        screen = app.screen
        assert isinstance(screen, ReplayScreen)
        replay = screen.replay
        assert screen._next_timer is not None, "it goes on by itself"
        screen._go_on()
        assert replay.shown == 2
        await pilot.press("space")
        await wait_text(pilot, "已暂停")
        assert screen._next_timer is None
        await pilot.press("right", "right", "left", "n")
        await wait_value(pilot, lambda: replay.turn, 2)
        await pilot.press("c")
        await wait_text(pilot, "只看")
        golden(app, "replay-80x24-zh")
        await pilot.press("end")
        await wait_text(pilot, "到头了")
        await pilot.press("space")
        await wait_value(pilot, lambda: (replay.shown, replay.paused), (1, False))
        await pilot.press("escape")
        await wait_screen(pilot, "HistoryScreen")


async def test_it_is_played_again_with_the_same_deal(make_app: MakeApp, played: Workspace) -> None:
    app = make_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h", "a")
        await wait_screen(pilot, "BriefingScreen")
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
        (record,) = played.store.unfinished()
        assert (record.seed, record.mode) == (4, "exam")


async def test_a_deleted_attempt_is_gone(make_app: MakeApp, played: Workspace) -> None:
    app = make_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h", "d")
        await wait_screen(pilot, "BackQuestion")
        assert "cannotbeundone" in flat(app)
        await pilot.press("enter")  # the safe answer
        await wait_screen(pilot, "HistoryScreen")
        assert len(played.store.history()) == 3
        await pilot.press("d")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("2")
        await wait_text(pilot, "finished attempts: 2")
        assert [summary.mode for summary in played.store.history()] == ["practice", "guided"]
        await pilot.press("d")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("3")
        await wait_text(pilot, "You have not finished an attempt yet.")
        await wait_for(pilot, lambda: played.store.history() == [])


async def test_what_if_something_else_had_been_said(make_app: MakeApp, played: Workspace, golden: Golden) -> None:
    app = make_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("h", "end", "enter")
        await wait_screen(pilot, "PastDebriefScreen")
        assert not app.screen.check_action("what_if", ()), "there is a turn to play on from, or none"
        await pilot.press("3", "right", "right", "enter")
        await wait_screen(pilot, "BranchTalkScreen")
        await wait_text(pilot, "第2轮")
        assert "换个说法" in flat(app, "#title"), "its head says what it is"
        await pilot.press("escape")
        await wait_text(pilot, "回到原来那一次的复盘")
        await pilot.press("2")
        await wait_screen(pilot, "PastDebriefScreen")
        await pilot.press("i", "2", "2")
        await wait_screen(pilot, "BranchTalkScreen")
        await say(pilot, *GOOD_WALK[1:])
        await pilot.press("enter")
        await wait_screen(pilot, "BranchScreen")
        await wait_text(pilot, "从第2轮换个说法")
        golden(app, "branch-80x24-zh")
        await pilot.press("escape")
        await wait_screen(pilot, "PastDebriefScreen")
        await pilot.press("i")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("2")
        await wait_screen(pilot, "BranchScreen")
        await pilot.press("enter")
        await wait_screen(pilot, "PastDebriefScreen")
        await pilot.press("escape", "escape", "escape")
        await wait_screen(pilot, "HistoryScreen")
        assert len(played.store.history()) == 3, "it did not count"


async def test_an_unfinished_what_if_is_resumed_or_discarded(make_app: MakeApp, played: Workspace) -> None:
    parent = played.store.history()[0].id
    record = played.store.attempt(parent)
    assert record is not None
    for turn in (2, 3):
        played.branch(played.resume(record), turn, "zh")
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        assert played.store.unfinished() == [], "it is no attempt to resume"
        await pilot.press("h", "i")
        await wait_text(pilot, "Nothing has been tried from this attempt yet")
        await pilot.press("end", "i")
        await wait_text(pilot, "from turn 2, left at turn 2")
        await pilot.press("2")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("3")
        await wait_text(pilot, "Discarded.")
        assert len(played.store.branches(parent, unfinished=True)) == 1
        await pilot.press("enter")
        await wait_screen(pilot, "PastDebriefScreen")
        await pilot.press("i", "2")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("2")
        await wait_screen(pilot, "BranchTalkScreen")
        left = 3 if talk(app).attempt.turn == 2 else 2
        await say(pilot, *GOOD_WALK[left - 1 :])
        await pilot.press("enter")
        await wait_screen(pilot, "BranchScreen")
        assert played.store.branches(parent, unfinished=True) == []


async def test_a_what_if_whose_attempt_was_deleted_meanwhile_says_so(make_app: MakeApp, played: Workspace) -> None:
    parent = played.store.history()[0].id
    record = played.store.attempt(parent)
    assert record is not None
    branch_id = played.branch(played.resume(record), 2, "en").journal.attempt_id
    branch = played.store.attempt(branch_id or "")
    assert branch is not None
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        played.store.delete([parent])
        app.open_past(branch, PastTarget.BRANCH)
        await wait_text(pilot, "is no longer in your record", "#keys")
        assert app.at_home


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_progress_is_shown(make_app: MakeApp, played: Workspace, golden: Golden, language: str) -> None:
    app = make_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("p")
        await wait_screen(pilot, "ProgressScreen")
        await wait_text(pilot, {"zh": "练完3次", "en": "Finished attempts: 3"}[language])
        golden(app, f"progress-80x24-{language}")
        await pilot.press("f")
        await wait_text(pilot, {"zh": "按类别", "en": "By family"}[language])


async def test_the_recommended_scene_is_played(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await pilot.press("p")
        await wait_text(pilot, "What to play next")
        await pilot.press("enter")
        await wait_screen(pilot, "BriefingScreen")


async def test_the_key_bar_may_ask_while_a_debrief_is_created(make_app: MakeApp, played: Workspace) -> None:
    app = make_app("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        (record, *_) = [played.store.attempt(summary.id) for summary in played.store.history()]
        assert record is not None
        screen = PastDebriefScreen(played.resume(record), record)
        assert screen.check_action("copy_text", ())
