"""The drill's screen, driven by keys as a facilitator drives it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from drilling_screen import at, begun, cast, join, opened, press, ready, screen_of, sees
from talking import MakeApp, shipped
from textual.widgets import Input
from tui_helpers import flat, grid, wait_for, wait_screen, wait_text

from roleplay import drills
from roleplay.classroom.ballot import Tally
from roleplay.classroom.events import facilitator as f
from roleplay.classroom.events import learner as l
from roleplay.classroom.plan import Form, Voting
from roleplay.classroom.stage import By, Phase
from roleplay.records.drill_file import DrillFile
from roleplay.tui.keybar import KeyBar
from roleplay.workspace import Workspace

pytestmark = pytest.mark.usefixtures("talk_library")
SMALL = (80, 24)


@pytest.fixture
def talk_library(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roleplay.workspace.shipped_library", shipped)


async def test_a_class_by_hands_from_the_lobby_to_the_debrief(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await at(pilot, Phase.LOBBY)
        await sees(pilot, "你是客服。", "让她愿意再等一天。", "举手投票", "回车 开始")
        await press(pilot, "enter")
        await at(pilot, Phase.PRESENT)
        await sees(pilot, "（电话响了三声。）", "第二次了，包裹又没到！", "70 愤怒", "回车 开始投票")
        await press(pilot, "enter")
        await at(pilot, Phase.VOTE)
        await sees(pilot, "A 听得出您等得着急，您说。", "B 您先冷静一下。", "她还不信你", "回车 收票")
        await press(pilot, "5 8")
        await sees(pilot, "A 5  B 8  = 13 票", "回车 记下")
        await press(pilot, "enter")
        await sees(pilot, "已投 13 票", "回车 收票")
        await press(pilot, "enter")
        await at(pilot, Phase.DISCUSS)
        await sees(pilot, "你为什么选这一句？", "回车 再投一次")
        await press(pilot, "enter")
        await at(pilot, Phase.REVOTE)
        await press(pilot, "9 4", "enter", "enter")
        await at(pilot, Phase.REVEAL)
        await sees(pilot, "讨论前", "▴4", "▾4", "选 A 的从 38% 升到 69%，选 B 的从 62% 降到 31%。", "最多人选 A")
        assert "最好" not in flat(app)
        await press(pilot, "enter")
        await at(pilot, Phase.REACTION)
        await sees(pilot, "听得出您等得着急，您说。 你", "……好，我说。", "42 不满 ▾28")
        await press(pilot, "space")
        await at(pilot, Phase.COACHING)
        await sees(pilot, "✓ 说出情绪 倾听 +1", "先听，她才会说。")
        await press(pilot, "right")
        await at(pilot, Phase.PATH)
        await sees(pilot, "按量规是最好的", "多数人选的", "回车就走这一句")
        await press(pilot, "c")
        await at(pilot, Phase.CONTRAST)
        await sees(pilot, "我很冷静！", "B 换成这句", "85 暴怒 ▴15", "A 刚才那句")
        await press(pilot, "enter")
        await at(pilot, Phase.PATH)
        await press(pilot, "enter")
        await at(pilot, Phase.PRESENT)
        await sees(pilot, "第 2 轮", "明天是我妈的生日，是她的礼物。")
        await press(pilot, "enter", "2", "enter", "enter", "enter", "enter", "enter", "enter")  # most are for B
        await at(pilot, Phase.PRESENT)
        await press(pilot, "enter", "1", "enter", "enter", "enter", "enter", "enter", "enter")
        await at(pilot, Phase.END)
        await sees(pilot, "生日礼物到了", "回车 看两条路")
        await press(pilot, "enter")
        await at(pilot, Phase.FORK)
        await sees(pilot, "我们走的就是最好的路。")
        await press(pilot, "enter")
        await at(pilot, Phase.DEBRIEF)
        for page in (
            "生日礼物到了",
            "听完了，也听懂了。",
            "A 5 > 9   B 8 > 4",
            "从 38% 升到 69%",
            "什么时候该自己送？",
        ):
            await sees(pilot, page)
            await press(pilot, "right")
        await press(pilot, "left", "left")
        await sees(pilot, "A 5 > 9")
        await press(pilot, "1")
        await sees(pilot, "✓ 通过")
    found = drills.read(drill.path, workspace.library)  # type: ignore[arg-type]
    assert [step.choice for step in found.room.stage.road] == ["listen", "own", "promise"]
    assert {step.by for step in found.room.stage.road} == {By.MAJORITY}
    assert found.room.final(1).tally() == Tally(("listen", "calm"), (9, 4))  # type: ignore[union-attr]


async def to_vote(pilot, count: int = 1) -> None:  # type: ignore[no-untyped-def]
    await ready(pilot)
    await press(pilot, "enter", "enter")
    await at(pilot, Phase.VOTE)


# -- counts ------------------------------------------------------------------------


async def test_wrong_counts_are_told_and_can_be_mended(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace, "en")
    app = opened(make_app, drill, "en")
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "1 7 3", "enter")
        await sees(pilot, "1 too many: there are 2 lines.")
        assert drill.room.phase is Phase.VOTE
        await press(pilot, "backspace", "backspace")
        await sees(pilot, "A 1  B 7  = 8 votes")
        await press(pilot, "escape")
        await sees(pilot, "Counts like 1 7")
        assert screen_of(pilot).entry.text == ""
        await press(pilot, "7", "enter")
        await sees(pilot, "There is no line 7: they go from 1 to 2.")
        await press(pilot, "escape", "1 7", "enter")
        await sees(pilot, "8 votes in")
        await press(pilot, "2", "enter")
        await sees(pilot, "Votes are in, and they decide.")
        await press(pilot, "escape", "3 3", "enter")  # counted again, and level
        await sees(pilot, "6 votes in")
        await press(pilot, "enter")
        await at(pilot, Phase.DISCUSS)


async def test_digits_of_full_width_are_digits(make_app: MakeApp, workspace: Workspace) -> None:
    app = opened(make_app, begun(workspace))
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await pilot.press("１", "space", "７")
        await sees(pilot, "A 1  B 7  = 8 票")


async def test_nobody_voted_or_level_a_digit_settles_it(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "enter")
        await at(pilot, Phase.REVEAL)
        await sees(pilot, "没有人投票", "1-2 定哪一句")
        assert "看对方的反应" not in flat(app)
        await press(pilot, "enter")
        await sees(pilot, "还没定哪一句：按 1 到 2 选一句。")
        await press(pilot, "2")
        await sees(pilot, "先看说出 B 会怎样。", "回车 看对方的反应")
        await press(pilot, "1", "u")  # another one after all, and back
        await sees(pilot, "先看说出 B 会怎样。")
        await press(pilot, "enter")
        await at(pilot, Phase.REACTION)
        assert drill.room.stage.lead == drill.room.choices[1]


async def test_keypads_vote_at_once_and_their_enter_closes_nothing(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace, voting=Voting.CLICKERS, timer=60)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "1", "2", "2")
        await sees(pilot, "已投 3 票")
        assert screen_of(pilot).flashing
        await wait_for(pilot, lambda: not screen_of(pilot).flashing, "the flash to end")
        await press(pilot, "enter", "space", "right", "left", "plus", "7", "0", "minus")
        assert drill.room.phase is Phase.VOTE
        assert screen_of(pilot).countdown.left == 60
        await sees(pilot, "已投 3 票", "c 收票")
        await press(pilot, "backspace")
        await sees(pilot, "已投 2 票")
        await press(pilot, "backspace", "backspace", "backspace")
        await sees(pilot, "前面没有可退的了。")
        await press(pilot, "2", "2", "c")
        await at(pilot, Phase.REVEAL)
        await press(pilot, "enter")
        await at(pilot, Phase.REACTION)


async def test_tables_call_a_line_each(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await press(pilot, "t")
        await wait_screen(pilot, "WriteScreen")
        line = app.screen.query_one(Input)
        line.value = "、".join(str(number) for number in range(10))
        await press(pilot, "enter")
        await sees(pilot, "最多九个小组")
        line.value = "红队、[/b]蓝队，绿队"
        await press(pilot, "enter")
        await wait_screen(pilot, "DrillScreen")
        await sees(pilot, "红队、[/b]蓝队、绿队")
        await press(pilot, "f", "enter", "enter")
        assert drill.room.plan.form is Form.CONTEST
        await at(pilot, Phase.VOTE)
        await press(pilot, "1 2", "enter")
        await sees(pilot, "还差 1 个组")
        await press(pilot, "space", "0", "enter")
        await sees(pilot, "已投 2 / 3")
        await press(pilot, *"112")
        await sees(pilot, "红队 A  [/b]蓝队 A  绿队 B")
        await press(pilot, "enter", "enter")
        await sees(pilot, "已投 3 / 3") if drill.room.phase is Phase.VOTE else None
        await at(pilot, Phase.DISCUSS)
        await press(pilot, "enter", *"111", "enter", "enter")
        await at(pilot, Phase.REVEAL)
        await sees(pilot, "红队 [/b]蓝队 绿队")


async def test_a_contest_needs_tables(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace, form=Form.CONTEST)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await press(pilot, "enter")
        await sees(pilot, "小组竞赛至少要两个组：按 t 写上组名。")
        assert drill.room.phase is Phase.LOBBY


# -- the way on --------------------------------------------------------------------


async def test_back_skip_best_and_a_click(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "left")
        await at(pilot, Phase.PRESENT)
        await press(pilot, "s")
        await at(pilot, Phase.PATH)
        await sees(pilot, "按数字选一句，故事就接着走。")
        await press(pilot, "enter")
        await sees(pilot, "还没定哪一句")
        await press(pilot, "g")
        await at(pilot, Phase.PRESENT)
        assert drill.room.stage.choices == ("listen",)
        await press(pilot, "u")
        await at(pilot, Phase.PATH)
        row = next(n for n, row in enumerate(screen_of(pilot).board.rows) if row.key == 2)
        await pilot.click("#board", offset=(10, row))
        await at(pilot, Phase.PRESENT)
        assert drill.room.stage.choices == ("calm",)
        await press(pilot, "u", "u", "u", "u", "u")
        await sees(pilot, "前面没有可退的了。") if drill.room.past == [] else None
        await at(pilot, Phase.LOBBY)


async def test_a_discussion_whenever_it_is_wanted(make_app: MakeApp, workspace: Workspace) -> None:
    app = opened(make_app, begun(workspace))
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "0 9", "enter", "d")
        await at(pilot, Phase.DISCUSS)


async def test_the_end_is_asked_about_once_more(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        for no in ("escape", "enter", "1"):
            await press(pilot, "e")
            await wait_screen(pilot, "AskScreen")
            await sees(pilot, "现在就结束？")
            await press(pilot, no)
            await wait_screen(pilot, "DrillScreen")
            assert drill.room.phase is Phase.VOTE
        for yes in ("e", "y", "2"):
            await press(pilot, "e")
            await wait_screen(pilot, "AskScreen")
            await press(pilot, yes)
            await at(pilot, Phase.DEBRIEF)
            await sees(pilot, "这段对话还没有结束")
            await press(pilot, "u")
            await at(pilot, Phase.VOTE)


# -- what lies over it -------------------------------------------------------------


@pytest.mark.parametrize("key", ["p", "b", "escape"])
async def test_blank_is_empty_and_comes_back(make_app: MakeApp, workspace: Workspace, key: str) -> None:
    drill = begun(workspace, voting=Voting.PHONES)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        join(drill, 3)
        await sees(pilot, "已投 0 / 3")
        await press(pilot, "b")
        await wait_for(pilot, lambda: len("".join(grid(app).split())) == 1, "an empty screen")
        cast(drill, 0, 1)
        await press(pilot, "1", "enter", "space", "u", "s", "e", "d", "w", "c", "plus")
        assert (drill.room.phase, screen_of(pilot).entry.text) == (Phase.VOTE, "")
        assert len("".join(grid(app).split())) == 1
        await press(pilot, key)
        await sees(pilot, "您先冷静一下。", "已投 2 / 3")
        assert drill.room.veil is f.Veil.NONE


async def test_a_pause_and_a_blank_screen_in_it(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "p")
        await sees(pilot, "暂停一下", "p 接着来")
        assert "您先冷静一下。" not in flat(app)
        await press(pilot, "enter", "1")
        assert drill.room.phase is Phase.VOTE
        await press(pilot, "L")
        await sees(pilot, "A short pause", "p Go on")
        await press(pilot, "b")
        await wait_for(pilot, lambda: len("".join(grid(app).split())) == 1, "an empty screen")
        await press(pilot, "b", "L")
        await sees(pilot, "您先冷静一下。")


async def test_time_is_shown_stands_still_and_decides_nothing(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace, "en", timer=2)
    app = opened(make_app, drill, "en")
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        screen = screen_of(pilot)
        screen.ticking.pause()  # the test is the clock
        await press(pilot, "enter")
        await at(pilot, Phase.PRESENT)
        assert screen.countdown.left is None
        await press(pilot, "enter")
        await sees(pilot, "0:02 left", "+ More time")
        screen.tick()
        await sees(pilot, "0:01 left")
        await press(pilot, "p")
        screen.tick()
        await press(pilot, "p", "question_mark")
        await wait_screen(pilot, "HelpScreen")
        screen.tick()
        await press(pilot, "escape")
        await wait_screen(pilot, "DrillScreen")
        assert screen.countdown.left == 1  # time stood still
        await press(pilot, "plus")
        await sees(pilot, "0:03 left")
        for _ in range(5):
            screen.tick()
        await sees(pilot, "Time is up", "closing the vote is up to you")
        assert drill.room.phase is Phase.VOTE
        await press(pilot, "plus")
        await sees(pilot, "0:02 left")
        await press(pilot, "1 1", "enter", "enter")
        await at(pilot, Phase.DISCUSS)
        await sees(pilot, "0:02 left")
        screen.tick()
        await press(pilot, "enter")
        await at(pilot, Phase.REVOTE)
        await sees(pilot, "0:02 left")
        await press(pilot, "enter")
        await at(pilot, Phase.REVEAL)
        assert " left" not in grid(app)


# -- leaving and going on ----------------------------------------------------------


async def test_left_in_the_middle_it_goes_on_there(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "3 4", "enter", "q")
        await wait_screen(pilot, "AskScreen")
        await sees(pilot, "roleplay drill --resume")
        await press(pilot, "escape")
        await wait_screen(pilot, "DrillScreen")
        await press(pilot, "q")
        await wait_screen(pilot, "AskScreen")
        await press(pilot, "2")
        await wait_screen(pilot, "LibraryScreen")
        again = drills.resume(drill.path, workspace.library, workspace._now)  # type: ignore[arg-type]
    second = opened(make_app, again)
    async with second.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await at(pilot, Phase.VOTE)
        await sees(pilot, "已投 7 票")
        await press(pilot, "q", "q")
        await wait_for(pilot, lambda: not second.is_running or second._exit, "the end")


async def test_a_drill_begins_in_the_library(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("zh")
    async with app.run_test(size=SMALL) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        await sees(pilot, "d 带全班演练")
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
        found = drills.newest(workspace.data / "drills", workspace.library, unfinished=True)
        assert found is not None
        assert highlighted in found.name


async def test_a_broken_file_begins_no_drill(make_app: MakeApp, workspace: Workspace, tmp_path: Path) -> None:
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


async def test_a_journal_that_cannot_be_written_is_told_once(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)

        def full(self: DrillFile, line: object, *, settle: bool = False) -> None:
            raise OSError("No space left on device")

        monkeypatch.setattr(DrillFile, "append", full)
        await press(pilot, "3 4", "enter")
        await sees(pilot, "演练记录写不下去了（No space left on device）", "没有保存", "已投 7 票")
        screen_of(pilot).query_one(KeyBar).be_quiet()
        await press(pilot, "enter")
        await at(pilot, Phase.DISCUSS)
        assert "写不下去" not in flat(app)
        await sees(pilot, "没有保存")
        await press(pilot, "q")
        await sees(pilot, "这次演练没有保存")


async def test_the_reports_are_written_and_named(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    drill = begun(workspace)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        screen = await ready(pilot)
        await wait_for(pilot, lambda: screen.knowing.foresight is not None, "what every line costs")
        await press(pilot, "enter", "e", "e")
        await at(pilot, Phase.DEBRIEF)
        await press(pilot, "x")
        await wait_text(pilot, "报告写好了")
        files = sorted(path.name for path in tmp_path.glob(f"{drill.id}.*"))
        assert files == [f"{drill.id}.{suffix}" for suffix in ("csv", "html", "jsonl")]
        monkeypatch.chdir(tmp_path / "gone") if (tmp_path / "gone").exists() else None
        monkeypatch.setattr("roleplay.reports.classroom.put", lambda *_: (_ for _ in ()).throw(OSError("read-only")))
        await press(pilot, "x")
        await wait_text(pilot, "报告写不进去：read-only")


# -- languages and sizes -----------------------------------------------------------


async def test_the_language_changes_where_one_is(make_app: MakeApp, workspace: Workspace) -> None:
    app = opened(make_app, begun(workspace))
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "1 ", "7")
        await press(pilot, "L")
        await sees(pilot, "The lost parcel", "Please calm down first.", "First vote")
        assert screen_of(pilot).entry.text.replace(" ", "") == "17"


async def test_help_explains_every_key(make_app: MakeApp, workspace: Workspace) -> None:
    app = opened(make_app, begun(workspace, "en"), "en")
    async with app.run_test(size=(100, 70)) as pilot:
        await ready(pilot)
        await press(pilot, "question_mark")
        await wait_screen(pilot, "HelpScreen")
        await sees(pilot, "the keys are yours alone", "Begin", "Another way of voting", "Pause", "Blank")


async def test_too_small_and_back_in_any_phase(make_app: MakeApp, workspace: Workspace) -> None:
    app = opened(make_app, begun(workspace))
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        for keys in ((), ("enter",), ("enter",), ("1 1", "enter", "enter"), ("enter",), ("enter",), ("1", "enter"), ("enter",),
                     ("enter",), ("c",), ("e", "e")):  # fmt: skip
            await press(pilot, *keys)
            await pilot.pause()
            before = grid(app)
            await pilot.resize_terminal(40, 10)
            await wait_screen(pilot, "TooSmallScreen")
            for size in ((60, 18), (200, 60), (80, 24)):
                await pilot.resize_terminal(*size)
                await wait_screen(pilot, "DrillScreen")
            await wait_for(pilot, lambda before=before: grid(app) == before, "the same screen")  # type: ignore[misc]


async def test_own_lines_are_shown_named_and_taken_away(make_app: MakeApp, workspace: Workspace) -> None:
    drill = begun(workspace, own_words=True, voting=Voting.PHONES)
    app = opened(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        join(drill, 12)
        await press(pilot, "enter", "enter")
        await at(pilot, Phase.OWN_WORDS)
        drill.do(l.Words("v0", 1, "您先冷静，好吗"))
        drill.do(l.Words("v1", 1, "我听着呢"))
        await sees(pilot, "已写 2 / 12", "这时候，你会怎么说？")
        assert "我听着呢" not in flat(app)
        await press(pilot, "w")
        await sees(pilot, "您先冷静，好吗", "我听着呢", "“您先冷静”是“叫人冷静”", "1-2 删掉这一条")
        await press(pilot, "1")
        await wait_for(pilot, lambda: "您先冷静，好吗" not in flat(app), "the line to go")
        for number in range(2, 12):
            drill.do(l.Words(f"v{number}", 1, f"第{number}句"))
        await sees(pilot, "已写 11 / 12", "写第几条")
        await press(pilot, *"11", "enter")
        await wait_for(pilot, lambda: len(drill.room.lines()) == 10, "the line to go")
        assert "第11句" not in drill.room.lines()
        await press(pilot, "w")
        await wait_for(pilot, lambda: "我听着呢" not in flat(app), "the lines to be hidden")
        await asyncio.sleep(0)
        await press(pilot, "enter")
        await at(pilot, Phase.VOTE)
