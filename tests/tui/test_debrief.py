"""The debrief on screen, driven by keys and mouse."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.session import Mode
from roleplay.tui.app import RoleplayApp
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, grid, wait_for, wait_screen, wait_text, wait_value
from .conversation_steps import GOOD_WALK, POOR_WALK, MakeApp, debrief_screen, say, setup, talk, to_debrief

pytestmark = pytest.mark.usefixtures("talk_library")


def open_scene(make_app: MakeApp, language: str = "zh", scene: str = "parcel", **options: Any) -> RoleplayApp:
    return make_app(language, scene=scene, setup=setup(**options), skip_briefing=True)


async def test_the_question_comes_before_the_score(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, *POOR_WALK)
        await pilot.press("enter")
        await wait_screen(pilot, "DebriefScreen")
        await wait_text(pilot, "这次谈得怎么样？哪一句你会换个说法？")
        await wait_for(pilot, lambda: isinstance(app.focused, Input), "the line")
        screen = debrief_screen(app)
        await pilot.press(*"1nal太")
        assert screen.view.part is DebriefPart.REFLECT
        assert screen.query_one(Input).value == "1nal太"
        assert not any(word in flat(app) for word in ("未通过", "%", "倾听"))
        await pilot.press("enter")
        await wait_text(pilot, "未通过")
        assert "你当时的感觉：1nal太" in flat(app)
        record = workspace.store.attempt(screen.attempt_id or "")
        assert record is not None
        assert record.before_score == "1nal太"


async def test_the_question_can_be_skipped(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, *GOOD_WALK)
        await pilot.press("enter")
        await wait_screen(pilot, "DebriefScreen")
        await wait_for(pilot, lambda: isinstance(app.focused, Input), "the line")
        await pilot.press("escape")
        await wait_text(pilot, "✓ Passed")
        record = workspace.store.attempt(debrief_screen(app).attempt_id or "")
        assert record is not None
        assert record.before_score is None


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_part(make_app: MakeApp, golden: Golden, size: tuple[int, int], language: str) -> None:
    expected_pages = {
        "zh": [
            ("她挂了电话", "✗未通过", "✗听与认至少60%，实得0%", "✗结局“她挂了电话”不算通过",
             "第2轮（找理由）踩了红线"),
            ("红线", "第2轮，找理由", "听与认0%", "倾听▱", "0级（最高3级）", "✗第1轮，叫人冷静-2", "担责▱",
             "最高级，要做到："),
            ("第1轮，共3轮", "林女士：第二次了", "您先冷静一下。", "✗叫人冷静倾听-2", "火上浇油。",
             "更好的一句听得出您等得着急", "怒气70➜85暴怒"),
            ("下一次，一个目标", "当我发觉自己又要“", "什么时候该自己送？"),
        ],
        "en": [
            ("Shehungup", "✗Notpassed", "✗Theending“Shehungup”doesnotcountasapass",
             "Youcrossedaredlineinturn2(makesexcuses)"),
            ("Redlines", "turn2,makesexcuses", "Listening0%", "level0of3",
             "✗turn1,tellsthemtocalmdown-2", "Whattoaimfor:"),
            ("Turn1of3", "MsLin:Thesecondtime", "Pleasecalmdownfirst.", "✗tellsthemtocalmdownHear-2", "Itfeedsthefire.",
             "AbetterlineThatwasalongwait.", "Anger70➜85furious"),
            ("Onegoalfornexttime", "WhenInotice“", "Whenwouldyoubringityourself?"),
        ],
    }[language]  # fmt: skip
    app = open_scene(make_app, language)
    async with app.run_test(size=size) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        for number, expected in enumerate(expected_pages):
            await pilot.press(str(number + 1))
            await wait_value(pilot, lambda: debrief_screen(app).view.part, number)
            if number == DebriefPart.TURNS and debrief_screen(app).view.turn == 0:
                await wait_text(pilot, {"zh": "读数的变化", "en": "How the readings moved"}[language])
                golden(app, f"debrief-overview-80x24-{language}")
                while debrief_screen(app).view.turn == 0:  # what does not fit is scrolled first
                    await pilot.press("right")
            await wait_text(pilot, expected[0])
            assert [fact for fact in expected if fact not in flat(app)] == []
            if size == (200, 60) and number == DebriefPart.MATTERED:
                assert {"zh": "这一句踩了红线", "en": "Thiscrossesaredline"}[language] in flat(app)
        if size == (80, 24):
            golden(app, f"debrief-goal-80x24-{language}")


async def test_right_arrow_walks_through_everything_and_back(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        places = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (2, 3), (3, 0)]
        seen: list[tuple[int, int]] = []
        for _ in range(30):  # a page that does not fit is scrolled to its end first
            here = (int(debrief_screen(app).view.part), debrief_screen(app).view.turn)
            if here not in seen:
                seen.append(here)
            await pilot.press("right")
        assert seen == places
        for _ in range(5):
            debrief_screen(app).action_walk(-1)
        await pilot.press("left")
        assert (debrief_screen(app).view.part, debrief_screen(app).view.turn) == (0, 0)
        await pilot.press("p")
        assert debrief_screen(app).view.part is DebriefPart.GOAL
        await pilot.press("n")
        assert debrief_screen(app).view.part is DebriefPart.MATTERED


async def test_parts_and_turns_can_be_clicked(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        await pilot.click("#tabs", offset=(25, 0))
        await wait_for(pilot, lambda: debrief_screen(app).view.part is DebriefPart.TURNS)
        aside = debrief_screen(app).query_one("#aside", RowsView)
        row = next(n for n, row in enumerate(aside.rows) if row.key == 3)
        await pilot.click("#aside", offset=(8, row + 1))  # one row of padding
        await wait_text(pilot, "第 3 轮，共 3 轮")
        assert "✱" in flat(app)  # the costliest turn is marked in the list


async def test_the_goal_is_offered_edited_and_kept(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        await pilot.press("4")
        screen = debrief_screen(app)
        offered = screen.query_one(Input).value
        assert offered == screen.facts.goal
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.focused, Input), "the line")
        await pilot.press(*"n今天", "enter")
        await wait_text(pilot, "已记下")
        goal = workspace.store.goal_in_force()
        assert goal is not None
        assert goal.text == offered + "n今天"
        await pilot.press("n", "p")  # comes back to it
        assert screen.query_one(Input).value == offered + "n今天"
        await pilot.press("L")
        await wait_text(pilot, "One goal for next time")
        assert screen.query_one(Input).value == offered + "n今天"


async def test_an_offered_goal_follows_the_language_until_it_is_kept(make_app: MakeApp) -> None:
    app = open_scene(make_app, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        await pilot.press("4", "L")
        await wait_text(pilot, "下一次，一个目标")
        assert debrief_screen(app).query_one(Input).value.startswith("当我发觉自己又要“")


async def test_a_letter_on_the_goal_page_starts_nothing(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        await pilot.press("4", "a")
        assert debrief_screen(app).view.part is DebriefPart.GOAL
        assert workspace.store.unfinished() == []
        await pilot.press("enter", "enter")
        await wait_text(pilot, "已记下")
        await pilot.press("a")
        await wait_screen(pilot, "ConversationScreen")


async def test_a_page_is_read_to_its_end_before_the_next(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 18)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        await pilot.press("3")
        page = debrief_screen(app).query_one("#page", RowsView)
        await wait_for(pilot, lambda: page.max_scroll_y > 0, "a page that does not fit")
        await pilot.press("right")
        await wait_for(pilot, lambda: page.scroll_offset.y > 0, "the page moved")
        assert debrief_screen(app).view.turn == 0


async def test_again_is_another_deal_of_the_same_scene(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app, mode=Mode.EXAM)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *GOOD_WALK)
        await pilot.press("a")
        await wait_screen(pilot, "ConversationScreen")
        screen = talk(app)
        assert (screen.attempt.turn, screen.attempt.setup.mode) == (0, Mode.EXAM)
        assert len(workspace.store.history("parcel")) == 1
        assert len(workspace.store.unfinished()) == 1


async def test_library_and_transcript(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *GOOD_WALK)
        await pilot.press("t")
        await wait_screen(pilot, "TranscriptScreen")
        await pilot.press("escape")
        await wait_screen(pilot, "DebriefScreen")
        await pilot.press("l")
        await wait_screen(pilot, "LibraryScreen")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_keys_show_the_best_line_and_another_rubric(make_app: MakeApp, language: str) -> None:
    app = open_scene(make_app, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        words, line = app.words, {"zh": "今晚我自己送到您家", "en": "to your door myself tonight"}[language]
        assert flat(app).count(words("key.debrief_best_line").replace(" ", "")) == 1, "the key bar says it"
        await pilot.press("3")
        assert line.replace(" ", "") not in flat(app)
        await pilot.press("w")
        await wait_text(pilot, words("best_line.title"))
        assert line.replace(" ", "") in flat(app)
        await pilot.press("right")
        assert words("best_line.title").replace(" ", "") not in flat(app).replace(
            words("key.debrief_best_line").replace(" ", ""), ""
        )
        await pilot.press("r")
        await wait_text(pilot, words("lens.only"))
        await pilot.press("question_mark")
        await wait_text(pilot, words("help.signs"))


async def test_guesses_and_confidence_are_debriefed(make_app: MakeApp) -> None:
    app = open_scene(make_app, "en", hide_meters=True, ask_sure=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        for choice in POOR_WALK:
            place = talk(app).attempt.turn + 1
            await pilot.press("1")  # calm
            number = [offer.id for offer in talk(app).attempt.offers()].index(choice) + 1
            await pilot.press(str(number), "3")
            await wait_value(pilot, lambda: talk(app).attempt.turn, place)
        await pilot.press("enter")
        await wait_screen(pilot, "DebriefScreen")
        await pilot.press("enter", "3")
        await wait_text(pilot, "Your guesses of “Anger”: 0 of 3 right.")
        await wait_text(pilot, "Lines you were “very sure” of: 3")
        await wait_text(pilot, "you put “Anger” at “calm”; it was “angry”")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_untrusted_text_is_shown_literally(make_app: MakeApp, language: str) -> None:
    app = open_scene(make_app, language, scene="hostile")
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, *GOOD_WALK)
        await pilot.press("enter")
        await wait_screen(pilot, "DebriefScreen")
        await wait_for(pilot, lambda: isinstance(app.focused, Input))
        debrief_screen(app).query_one(Input).value = "[/b][@click=app.quit]x[/]"
        await pilot.press("enter")
        await wait_text(pilot, "[/b][@click=app.quit]x[/]")
        await wait_text(pilot, "[red]红[/red] [/b]" if language == "zh" else "[red]red[/red] [/b]")
        await pilot.press("2", "4", "3")
        await wait_text(pilot, "[@click=app.quit]")
        await wait_text(pilot, "[/b] 先听" if language == "zh" else "[/b] listen")


async def test_too_small_and_back(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await to_debrief(pilot, *POOR_WALK)
        await pilot.press("3", "right")
        before = grid(app)
        await pilot.resize_terminal(40, 10)
        await wait_screen(pilot, "TooSmallScreen")
        await pilot.resize_terminal(80, 24)
        await wait_screen(pilot, "DebriefScreen")
        await wait_for(pilot, lambda: grid(app) == before, "the same screen")
