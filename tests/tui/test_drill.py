"""The drill's screen, operated by keys as a facilitator would."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from roleplay.drill.ballot import Tally
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Form, Voting
from roleplay.drill.stage import ChosenBy, Phase
from roleplay.workspace import drills
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, wait_for, wait_screen
from .conversation_steps import MakeApp
from .drill_screen_steps import drill_app, join, new_drill, press, ready, screen_of, to_vote, wait_phase, wait_texts

pytestmark = pytest.mark.usefixtures("talk_library")
SMALL = (80, 24)


async def test_a_class_votes_by_hand_from_the_lobby_to_the_debrief(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await wait_phase(pilot, Phase.LOBBY)
        await wait_texts(pilot, "你是客服。", "让她愿意再等一天。", "举手投票", "回车 开始")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        await wait_texts(pilot, "（电话响了三声。）", "第二次了，包裹又没到！", "70 愤怒", "回车 开始投票")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.VOTE)
        await wait_texts(pilot, "A 听得出您等得着急，您说。", "B 您先冷静一下。", "她还不信你", "回车 收票")
        await press(pilot, "5 8")
        await wait_texts(pilot, "A 5  B 8  = 13 票", "回车 记下")
        await press(pilot, "enter")
        await wait_texts(pilot, "已投 13 票", "回车 收票")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.DISCUSS)
        await wait_texts(pilot, "你为什么选这一句？", "回车 再投一次")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REVOTE)
        await press(pilot, "9 4", "enter", "enter")
        await wait_phase(pilot, Phase.REVEAL)
        await wait_texts(pilot, "讨论前", "▴4", "▾4", "选 A 的从 38% 升到 69%，选 B 的从 62% 降到 31%。", "最多人选 A")
        assert "最好" not in flat(app)
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REACTION)
        await wait_texts(pilot, "听得出您等得着急，您说。 你", "……好，我说。", "42 不满 ▾28")
        await press(pilot, "space")
        await wait_phase(pilot, Phase.COACHING)
        await wait_texts(pilot, "✓ 说出情绪 倾听 +1", "先听，她才会说。")
        await press(pilot, "right")
        await wait_phase(pilot, Phase.PATH)
        await wait_texts(pilot, "按量规是最好的", "多数人选的", "回车就走这一句")
        await press(pilot, "c")
        await wait_phase(pilot, Phase.CONTRAST)
        await wait_texts(pilot, "我很冷静！", "B 换成这句", "85 暴怒 ▴15", "A 刚才那句")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PATH)
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        await wait_texts(pilot, "第 2 轮", "明天是我妈的生日，是她的礼物。")
        await press(pilot, "enter", "2", "enter", "enter", "enter", "enter", "enter", "enter")  # most are for B
        await wait_phase(pilot, Phase.PRESENT)
        await press(pilot, "enter", "1", "enter", "enter", "enter", "enter", "enter", "enter")
        await wait_phase(pilot, Phase.END)
        await wait_texts(pilot, "生日礼物到了", "回车 看两条路")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.FORK)
        await wait_texts(pilot, "我们走的就是最好的路。")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.DEBRIEF)
        for page in (
            "生日礼物到了",
            "✓ 第 1 轮，说出情绪 +1、让对方说完 +2 = +3",
            "A 5 ➜ 9   B 8 ➜ 4",
            "从 38% 升到 69%",
            "业务上会量到什么",
            "什么时候该自己送？",
        ):
            await wait_texts(pilot, page)
            await press(pilot, "right")
        await press(pilot, "left", "left", "left")
        await wait_texts(pilot, "A 5 ➜ 9")
        await press(pilot, "1")
        await wait_texts(pilot, "✓ 通过")
    read_again = drills.read(drill.path, workspace.library)  # type: ignore[arg-type]
    assert [step.choice for step in read_again.room.stage.road] == ["listen", "own", "promise"]
    assert {step.by for step in read_again.room.stage.road} == {ChosenBy.MAJORITY}
    assert read_again.room.final_ballot(1).tally() == Tally(("listen", "calm"), (9, 4))  # type: ignore[union-attr]


# -- counts ------------------------------------------------------------------------


async def test_wrong_counts_are_reported_and_can_be_corrected(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, "en")
    app = drill_app(make_app, drill, "en")
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "1 7 3", "enter")
        await wait_texts(pilot, "1 too many: there are 2 lines.")
        assert drill.room.phase is Phase.VOTE
        await press(pilot, "backspace", "backspace")
        await wait_texts(pilot, "A 1  B 7  = 8 votes")
        await press(pilot, "escape")
        await wait_texts(pilot, "Counts like 1 7")
        assert screen_of(pilot).view.typed.text == ""
        await press(pilot, "7", "enter")
        await wait_texts(pilot, "There is no line 7: they go from 1 to 2.")
        await press(pilot, "escape", "1 7", "enter")
        await wait_texts(pilot, "8 votes in")
        await press(pilot, "2", "enter")
        await wait_texts(pilot, "Votes are in, and they decide.")
        await press(pilot, "escape", "3 3", "enter")  # counted again: a tie
        await wait_texts(pilot, "6 votes in")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.DISCUSS)


async def test_full_width_digits_are_digits(make_app: MakeApp, workspace: Workspace) -> None:
    app = drill_app(make_app, new_drill(workspace))
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await pilot.press("１", "space", "７")
        await wait_texts(pilot, "A 1  B 7  = 8 票")


async def test_without_votes_or_in_a_tie_a_digit_decides(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "enter")
        await wait_texts(pilot, "还没有人投票。再按一次，就这样收票。")
        assert drill.room.phase is Phase.VOTE
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REVEAL)
        await wait_texts(pilot, "没有人投票", "1-2 定哪一句")
        await press(pilot, "space")  # someone typing a count now must not be moved on
        assert screen_of(pilot).room.phase is Phase.REVEAL
        assert "看对方的反应" not in flat(app)
        await press(pilot, "enter")
        await wait_texts(pilot, "还没定哪一句：按 1 到 2 选一句。")
        await press(pilot, "2")
        await wait_texts(pilot, "先看说出 B 会怎样。", "回车 看对方的反应")
        await press(pilot, "1", "u")  # a different one, and back
        await wait_texts(pilot, "先看说出 B 会怎样。")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REACTION)
        assert drill.room.stage.lead == drill.room.choices[1]


async def test_counts_are_typed_with_any_separator(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        for gap in ("fullwidth_comma", "ideographic_comma", "ideographic_full_stop", "full_stop", "slash", "space"):
            await press(pilot, "１", "2", gap, "3")
            assert screen_of(pilot).view.typed.text == "12 3", gap
            await wait_texts(pilot, "= 15 票")
            await press(pilot, "escape")


async def test_a_typed_count_is_entered_first_and_kept_by_a_pause(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "4", "space", "6", "p", "p")
        await wait_texts(pilot, "= 10 票")
        await press(pilot, "d")
        await wait_phase(pilot, Phase.DISCUSS)
        assert drill.room.ballot(1).total == 10  # type: ignore[union-attr]
        await press(pilot, "u", "1", "d")  # half a count
        await wait_texts(pilot, "已经有票数了")
        assert drill.room.phase is Phase.VOTE
        await press(pilot, "backspace")
        await wait_for(pilot, lambda: "已经有票数了" not in flat(app), "the sentence to go")


async def test_keypads_vote_at_once_and_their_enter_closes_nothing(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roleplay.tui.drill.panes._FLASH_SECONDS", 2.0)  # long enough to be seen on a busy machine
    drill = new_drill(workspace, voting=Voting.CLICKERS, timer=60)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "1", "2", "2")
        await wait_texts(pilot, "已投 3 票")
        assert screen_of(pilot).view.flashing
        await wait_for(pilot, lambda: not screen_of(pilot).view.flashing, "the flash to end")
        await press(pilot, "enter", "space", "right", "left", "plus", "7", "0", "minus")
        assert drill.room.phase is Phase.VOTE
        left = screen_of(pilot).view.countdown.left
        assert left is not None
        assert left <= 60  # a "+" would have doubled it
        await wait_texts(pilot, "已投 3 票", "c 收票")
        await press(pilot, "backspace")
        await wait_texts(pilot, "已投 2 票")
        await press(pilot, "backspace", "backspace", "backspace")
        await wait_texts(pilot, "前面没有可退的了。")
        await press(pilot, "2", "2", "c")
        await wait_phase(pilot, Phase.REVEAL)
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REACTION)


async def test_named_tables_each_vote_for_a_line(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await press(pilot, "t")
        await wait_screen(pilot, "DrillTextScreen")
        line = app.screen.query_one(Input)
        line.value = "、".join(str(number) for number in range(10))
        await press(pilot, "enter")
        await wait_texts(pilot, "最多九个小组")
        line.value = "红队，红队"
        await press(pilot, "enter")
        await wait_texts(pilot, "有两个小组同名")
        line.value = "红队、[/b]蓝，绿队"
        await press(pilot, "enter")
        await wait_screen(pilot, "DrillScreen")
        await wait_texts(pilot, "红队、[/b]蓝、绿队")
        await press(pilot, "f", "enter", "enter")
        assert drill.room.plan.form is Form.CONTEST
        await wait_phase(pilot, Phase.VOTE)
        await press(pilot, "1 2", "enter")
        await wait_texts(pilot, "还差 1 个组")
        await press(pilot, "space", "0", "enter")
        await wait_texts(pilot, "已投 2 / 3")
        await press(pilot, *"112")
        await wait_texts(pilot, "红队 A  [/b]蓝 A  绿队 B")
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.DISCUSS)
        await press(pilot, "enter", *"111", "enter", "enter")
        await wait_phase(pilot, Phase.REVEAL)
        await wait_texts(pilot, "红队 [/b]蓝 绿队")


async def test_a_contest_needs_tables(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, form=Form.CONTEST)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        await press(pilot, "enter")
        await wait_texts(pilot, "小组竞赛至少要两个组：按 t 写上组名。")
        assert drill.room.phase is Phase.LOBBY


# -- going on ----------------------------------------------------------------------


async def test_back_skip_best_and_a_click(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "left")
        await wait_phase(pilot, Phase.PRESENT)
        await press(pilot, "s")
        await wait_phase(pilot, Phase.PATH)
        await wait_texts(pilot, "按数字选一句，故事就接着走。")
        await press(pilot, "enter")
        await wait_texts(pilot, "还没定哪一句")
        await press(pilot, "g")
        await wait_phase(pilot, Phase.PRESENT)
        assert drill.room.stage.choices == ("listen",)
        await press(pilot, "u")
        await wait_phase(pilot, Phase.PATH)
        row = next(n for n, row in enumerate(screen_of(pilot).panes.board.rows) if row.key == 2)
        await pilot.click("#board", offset=(10, row))
        await wait_phase(pilot, Phase.PRESENT)
        assert drill.room.stage.choices == ("calm",)
        await press(pilot, "u", "u", "u", "u", "u")
        await wait_phase(pilot, Phase.LOBBY)


async def test_a_discussion_can_start_at_any_time(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        await press(pilot, "j")
        await wait_texts(pilot, "没有入场可关")
        await press(pilot, "0 9", "enter", "d")
        await wait_phase(pilot, Phase.DISCUSS)
        await press(pilot, "1")
        await wait_texts(pilot, "这一步用不上这个键")
        await press(pilot, "enter", "9 0", "enter", "enter")
        await wait_phase(pilot, Phase.REVEAL)
        await press(pilot, "9")
        await wait_texts(pilot, "只有 1 到 2", "d 看着票讨论")
        await press(pilot, "d")
        await wait_phase(pilot, Phase.DISCUSS)
        await wait_texts(pilot, "d 再投一次", "讨论前", "讨论后", "看对方的反应")
        await press(pilot, "d")
        await wait_texts(pilot, "第三次投票")
        await press(pilot, "0 9", "enter", "enter")
        await wait_phase(pilot, Phase.REVEAL)
        assert drill.room.stage.lead == drill.room.choices[1]


async def test_the_end_must_be_confirmed(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await to_vote(pilot)
        for no in ("escape", "enter", "1"):
            await press(pilot, "e")
            await wait_screen(pilot, "AskScreen")
            await wait_texts(pilot, "现在就结束？")
            await press(pilot, no)
            await wait_screen(pilot, "DrillScreen")
            assert drill.room.phase is Phase.VOTE
        for yes in ("e", "y", "2"):
            await press(pilot, "e")
            await wait_screen(pilot, "AskScreen")
            await press(pilot, yes)
            await wait_phase(pilot, Phase.DEBRIEF)
            await wait_texts(pilot, "这段对话还没有结束")
            await press(pilot, "u")
            await wait_phase(pilot, Phase.VOTE)


async def test_own_lines_are_shown_named_and_removed(make_app: MakeApp, workspace: Workspace) -> None:
    drill = new_drill(workspace, own_words=True, voting=Voting.PHONES)
    app = drill_app(make_app, drill)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot)
        join(drill, 12)
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.OWN_WORDS)
        drill.do(l.OwnWords("v0", 1, "您先冷静，好吗"))
        drill.do(l.OwnWords("v1", 1, "我听着呢"))
        await wait_texts(pilot, "已写 2 / 12", "这时候，你会怎么说？")
        assert "我听着呢" not in flat(app)
        await press(pilot, "o")
        await wait_texts(pilot, "先把投影定格或遮住")
        assert "我听着呢" not in flat(app)
        await press(pilot, "o")
        await wait_texts(pilot, "给你先看", "您先冷静，好吗", "我听着呢")
        await press(pilot, "o")
        await wait_for(pilot, lambda: "我听着呢" not in flat(app), "the lines to be put away")
        await press(pilot, "o", "o", "w")
        await wait_texts(pilot, "您先冷静，好吗", "我听着呢", "“您先冷静”往往是“叫人冷静”", "1-2 删掉这一条")
        await press(pilot, "1")
        await wait_for(pilot, lambda: "您先冷静，好吗" not in flat(app), "the line to go")
        for number in range(2, 12):
            drill.do(l.OwnWords(f"v{number}", 1, f"第{number}句"))
        await wait_texts(pilot, "已写 11 / 12", "写第几条", "又交上来 10 条：按 w")
        assert "第2句" not in flat(app)  # what comes later must not be shown before it is requested
        await press(pilot, "w")
        await wait_texts(pilot, "第2句")
        await press(pilot, *"11", "enter")
        await wait_for(pilot, lambda: len(drill.room.lines()) == 10, "the line to go")
        assert "第11句" not in drill.room.lines()
        await press(pilot, "w")
        await wait_for(pilot, lambda: "我听着呢" not in flat(app), "the lines to be hidden")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.VOTE)
