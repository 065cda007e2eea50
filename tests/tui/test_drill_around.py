"""The drill's screen: covers, time, leaving and resuming, journal and reports, languages, sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from drill_rooms import snapshot
from roleplay.drill.events import facilitator as f
from roleplay.drill.plan import Voting
from roleplay.drill.stage import Phase
from roleplay.records.drill_file import DrillFile
from roleplay.tui.keybar import KeyBar
from roleplay.workspace import drills
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, grid, wait_for, wait_screen, wait_text
from .conversation_steps import MakeApp
from .drill_screen_steps import (
    cast_votes,
    drill_app,
    join,
    new_drill,
    press,
    ready,
    screen_of,
    to_vote,
    wait_phase,
    wait_texts,
)

pytestmark = pytest.mark.usefixtures("talk_library")
SMALL = (80, 24)


# -- covers ------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["p", "b", "escape"])
async def test_blank_hides_everything_until_it_is_lifted(make_app: MakeApp, workspace: Workspace, key: str) -> None:
    drill = new_drill(workspace, voting=Voting.PHONES)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        join(drill, 3)
        await wait_texts(pilot, "已投 0 / 3")
        await press(pilot, "b")
        await wait_for(pilot, lambda: len("".join(grid(app).split())) == 1, "an empty screen")
        cast_votes(drill, 0, 1)
        await press(pilot, "1", "enter", "space", "u", "s", "e", "d", "w", "c", "plus")
        assert (drill.room.phase, screen_of(pilot).view.typed.text) == (Phase.VOTE, "")
        await wait_texts(pilot, "现在是黑屏：按 b 回来。")
        assert "您先冷静一下。" not in flat(app)
        await press(pilot, key)
        await wait_texts(pilot, "您先冷静一下。", "已投 2 / 3")
        assert drill.room.veil is f.Veil.NONE


async def test_a_pause_with_a_blank_screen_on_top(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "p")
        await wait_texts(pilot, "暂停一下", "p 接着来")
        assert "您先冷静一下。" not in flat(app)
        await press(pilot, "enter", "1")
        assert drill.room.phase is Phase.VOTE
        await press(pilot, "L")
        await wait_texts(pilot, "A short pause", "p Go on")
        await press(pilot, "b")
        await wait_for(pilot, lambda: len("".join(grid(app).split())) == 1, "an empty screen")
        await press(pilot, "b", "L")
        await wait_texts(pilot, "您先冷静一下。")


async def test_time_is_shown_can_be_stopped_and_decides_nothing(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = new_drill(workspace, "en", timer=2, talk=60, bell=True)
    app = drill_app(make_app, drill, "en")
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        screen = screen_of(pilot)
        screen.ticking.pause()  # the test is the clock
        rung: list[str] = []
        monkeypatch.setattr(app, "bell", lambda: rung.append("ring"))
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        assert screen.view.countdown.left is None
        await press(pilot, "enter")
        await wait_texts(pilot, "0:02 left", "+ More time")
        screen.tick()
        await wait_texts(pilot, "0:01 left")
        await press(pilot, "p")
        screen.tick()
        await press(pilot, "p", "question_mark")
        await wait_screen(pilot, "HelpScreen")
        screen.tick()
        await press(pilot, "escape")
        await wait_screen(pilot, "DrillScreen")
        assert screen.view.countdown.left == 1  # the clock was stopped
        await press(pilot, "plus")
        await wait_texts(pilot, "0:03 left")
        for _ in range(5):
            screen.tick()
        await wait_texts(pilot, "Time is up", "closing the vote is up to you")
        assert (drill.room.phase, rung) == (Phase.VOTE, ["ring"])
        await press(pilot, "plus")
        await wait_texts(pilot, "0:02 left")
        await press(pilot, "1 1", "enter", "enter")
        await wait_phase(pilot, Phase.DISCUSS)
        await wait_texts(pilot, "1:00 left", "1 minute with somebody")
        screen.tick()
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REVOTE)
        await wait_texts(pilot, "0:02 left")
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.REVEAL)
        assert " left" not in grid(app)


async def test_progress_and_whether_the_minutes_suffice_are_shown(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, "en", minutes=9)
    app = drill_app(make_app, drill, "en")
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await ready(pilot)
        screen.ticking.pause()
        await wait_texts(pilot, "9 of ~10 min", "In full, your 9 minutes are enough up to round 2")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        await wait_texts(pilot, "round 1, 2 to go", "play this round quickly", "or end after round 2 with e")
        for _ in range(50):
            screen.tick()
        await press(pilot, "s", "1")
        await wait_phase(pilot, Phase.PRESENT)
        await press(pilot, "y")
        await wait_texts(pilot, "Round 2, 1 to go", "about 2 minutes more at this pace (0:50 a round)")
        await press(pilot, "u", "u", "u", "y", "y")
        await wait_phase(pilot, Phase.LOBBY)
        await wait_texts(pilot, "15 of ~10 min", "Your 15 minutes are enough for the whole drill.")


# -- leaving and resuming ----------------------------------------------------------


async def test_a_drill_left_in_the_middle_resumes_there(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "3 4", "enter", "q")
        await wait_screen(pilot, "AskScreen")
        await wait_texts(pilot, "roleplay drill --resume")
        await press(pilot, "escape")
        await wait_screen(pilot, "DrillScreen")
        await press(pilot, "q")
        await wait_screen(pilot, "AskScreen")
        await press(pilot, "2")
        await wait_screen(pilot, "LibraryScreen")
        again = drills.resume(drill.path, workspace.library, workspace._now)  # type: ignore[arg-type]
    second = drill_app(make_app, again)
    async with second.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await wait_phase(pilot, Phase.VOTE)
        await wait_texts(pilot, "已投 7 票")
        await press(pilot, "q", "q")
        await wait_for(pilot, lambda: not second.is_running or second._exit, "the end")


async def test_a_drill_begins_in_the_library(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("zh")
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await wait_texts(pilot, "d 带全班演练")
        await press(pilot, "d")
        screen = await ready(pilot)
        highlighted = screen.drill.scene
        assert screen.room.plan.voting is Voting.HANDS
        assert screen.drill.path is not None
        assert screen.drill.path.parent == workspace.data / "drills"
        await press(pilot, "enter", "q")
        await wait_screen(pilot, "AskScreen")
        await press(pilot, "2")
        await wait_screen(pilot, "LibraryScreen")
        newest = drills.newest_journal(workspace.data / "drills", workspace.library, unfinished=True)
        assert newest is not None
        assert highlighted in newest.name


async def test_a_broken_file_starts_no_drill(make_app: MakeApp, workspace: Workspace, tmp_path: Path) -> None:
    folder = workspace.data / "library" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "parcel.yaml").write_text("roleplay: scenario/1\nid: parcel\n", encoding="utf-8")
    app = make_app("zh")
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        app.start_drill("parcel")
        await pilot.pause()
        await wait_for(pilot, lambda: app.screen.query_one(KeyBar).note != "", "what is wrong")
        assert app.at_home


async def test_a_journal_that_cannot_be_written_is_reported_once(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)

        def full(self: DrillFile, line: object, *, settle: bool = False) -> None:
            raise OSError("No space left on device")

        monkeypatch.setattr(DrillFile, "append", full)
        await press(pilot, "3 4", "enter")
        await wait_texts(pilot, "演练记录写不进去（No space left on device）", "没有保存", "已投 7 票")
        screen_of(pilot).query_one(KeyBar).clear_note()
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.DISCUSS)
        assert "写不进去" not in flat(app)
        await wait_texts(pilot, "没有保存")
        await press(pilot, "q")
        await wait_texts(pilot, "写不进去以后做的都没有记下")
        await press(pilot, "1")
        monkeypatch.undo()
        await press(pilot, "q")
        await wait_texts(pilot, "全都记下了")
        await press(pilot, "1")
        await wait_texts(pilot, "演练记录又能写了")
        assert "没有保存" not in flat(app)
    assert drill.path is not None
    assert snapshot(drills.read(drill.path, workspace.library).room) == snapshot(drill.room)


async def test_a_journal_that_cannot_be_created_is_reported_at_once(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object) -> DrillFile:
        raise OSError("Read-only file system")

    monkeypatch.setattr(DrillFile, "create", read_only)
    app = drill_app(make_app, new_drill(workspace))
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await wait_texts(pilot, "演练记录写不进去（Read-only file system）", "没有保存")


async def test_the_reports_are_written_and_named(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await wait_for(pilot, lambda: screen.view.forecast.foresight is not None, "what every line costs")
        await press(pilot, "enter", "s", "1", "e", "e")
        await wait_phase(pilot, Phase.DEBRIEF)
        drill.room.words[1] = {"v0": "我听着呢"}
        await press(pilot, "x")
        await wait_text(pilot, "这是哪个班")
        await press(pilot, "escape")
        await wait_for(pilot, lambda: app.screen is screen, "the question to be gone")
        assert drill.room.group is None
        await press(pilot, "x")
        await wait_text(pilot, "这是哪个班")
        await press(pilot, *"7b", "enter")  # only once: it is journaled like every action
        await wait_screen(pilot, "AskScreen")
        assert drill.room.group == "7b"
        await press(pilot, "3")
        await wait_for(pilot, lambda: app.screen is screen, "the question to be gone")
        assert not list(tmp_path.glob(f"{drill.id}.*"))
        drill.room.words.clear()
        await press(pilot, "x")
        await wait_text(pilot, f"报告写好了，在 {tmp_path}：{drill.id}.html")
        assert "· 7b · " in (tmp_path / f"{drill.id}.html").read_text(encoding="utf-8")
        files = sorted(path.name for path in tmp_path.glob(f"{drill.id}.*"))
        assert files == [f"{drill.id}.{suffix}" for suffix in ("csv", "html", "jsonl")]

        def read_only(*_: object) -> Path:
            raise OSError("read-only")

        monkeypatch.setattr("roleplay.reports.classroom.write_report", read_only)
        await press(pilot, "x")
        await wait_text(pilot, "报告写不进去：read-only")


# -- languages and sizes -----------------------------------------------------------


async def test_the_language_changes_in_place(make_app: MakeApp, workspace: Workspace) -> None:
    app = drill_app(make_app, new_drill(workspace))
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "1 ", "7")
        await press(pilot, "L")
        await wait_texts(pilot, "The lost parcel", "Please calm down first.", "First vote")
        assert screen_of(pilot).view.typed.text.replace(" ", "") == "17"


async def test_help_explains_every_key(make_app: MakeApp, workspace: Workspace) -> None:
    app = drill_app(make_app, new_drill(workspace, "en"), "en")
    async with app.run_test(size=(100, 70)) as pilot:
        await ready(pilot)
        await press(pilot, "question_mark")
        await wait_screen(pilot, "HelpScreen")
        await wait_texts(pilot, "the keys are yours alone", "Begin", "Another way of voting", "Pause", "Blank")


async def test_too_small_and_back_in_any_phase(make_app: MakeApp, workspace: Workspace) -> None:
    app = drill_app(make_app, new_drill(workspace, talk=0))
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await wait_for(pilot, lambda: screen.view.forecast.foresight is not None, "what every line costs")
        for keys in (
            "", "enter", "enter", "1 1/enter/enter", "enter", "enter", "1/enter", "enter", "enter", "c", "e/e",
        ):  # fmt: skip
            await press(pilot, *filter(None, keys.split("/")))
            await pilot.pause()
            before = grid(app)
            await pilot.resize_terminal(40, 10)
            await wait_screen(pilot, "TooSmallScreen")
            for size in ((60, 18), (200, 60), (80, 24)):
                await pilot.resize_terminal(*size)
                await wait_screen(pilot, "DrillScreen")
            await wait_for(pilot, lambda before=before: grid(app) == before, "the same screen")  # type: ignore[misc]
