"""The conversation, as a person sees it and with keys and mouse."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from letter_encoder import LetterEncoder
from roleplay.session import Mode, Step
from roleplay.tui.app import RoleplayApp
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.transcript import Transcript
from roleplay.workspace.workspace import Workspace

from .app_under_test import SIZES, Golden, flat, grid, wait_for, wait_screen, wait_text
from .conversation_steps import GOOD_WALK, MakeApp, key_of, say, setup, talk

pytestmark = pytest.mark.usefixtures("talk_library")


def open_scene(make_app: MakeApp, language: str = "zh", scene: str = "parcel", **options: Any) -> RoleplayApp:
    return make_app(language, scene=scene, setup=setup(**options), skip_briefing=True)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "200x60"])
@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("zh", ["丢了的包裹", "练习", "第1轮", "听与认", "（电话响了三声。）", "林女士第二次了，包裹又没到！", "怒气",
                "70愤怒", "信任", "25偏低", "您先冷静一下。", "（现在说不了：她还不信你）", "h提示"]),
        ("en", ["Thelostparcel", "Practice", "turn1", "Listening", "(Thephoneringsthreetimes.)", "MsLinThesecondtime",
                "Anger", "70angry", "25low", "Pleasecalmdownfirst.", "(notnow:shedoesnottrustyouyet)", "hhint"]),
    ],
)  # fmt: skip
async def test_first_turn(make_app: MakeApp, size: tuple[int, int], language: str, facts: list[str]) -> None:
    app = open_scene(make_app, language)
    async with app.run_test(size=size) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        shown = flat(app)
        assert [fact for fact in facts if fact not in shown] == []


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_as_drawn(make_app: MakeApp, language: str, golden: Golden) -> None:
    app = open_scene(make_app, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "listen")
        golden(app, f"conversation-80x24-{language}")


async def test_a_number_says_the_line_and_the_meters_move(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press(key_of(talk(app), "listen"))
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        shown = flat(app)
        for fact in ("听得出您等得着急，您说。你", "……好，我说。", "42不满▾28", "42居中▴17", "第2轮"):
            assert fact in shown
        assert [d.choice for d in workspace.store.unfinished()[0].decisions] == ["listen"]
        await say(pilot, "own", "promise")
        await wait_text(pilot, "礼物当晚送到")
        assert "生日礼物到了" in flat(app)
        await pilot.press("enter")
        await wait_screen(pilot, "DebriefScreen")


async def test_arrows_and_enter(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("down", "down", "down", "down")  # to the first, then around all three
        assert talk(app).query_one(Choices).highlighted == 0
        place = int(key_of(talk(app), "calm")) - 1
        await pilot.press(*["down"] * place, "enter")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        assert talk(app).attempt.decisions[0].choice == "calm"


async def test_a_click_says_the_line_that_was_clicked(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        choices = talk(app).query_one(Choices)
        place = int(key_of(talk(app), "calm")) - 1
        row = next(n for n, row in enumerate(choices.rows) if row.key == place)
        await pilot.click(Choices, offset=(10, row + 1))  # the line above the choices is row 0
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        assert talk(app).attempt.decisions[0].choice == "calm"


async def test_a_locked_line_cannot_be_said(make_app: MakeApp) -> None:
    app = open_scene(make_app, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press(key_of(talk(app), "refund"))
        await wait_for(pilot, lambda: grid(app).count("she does not trust you yet") == 2, "the reason")
        assert talk(app).attempt.turn == 0
        await pilot.press("9")  # no such line
        await pilot.pause()
        assert talk(app).attempt.turn == 0


async def test_a_hint_names_the_move_and_is_noted(make_app: MakeApp) -> None:
    app = open_scene(make_app, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("h", "h")
        await wait_text(pilot, "lets them finish. Does not cut in.")
        assert talk(app).attempt.hints == 1  # asking again shows the same one


async def test_taking_back_once_in_practice_and_saying_why_not(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("u")
        await wait_text(pilot, "你还什么都没说。")
        await say(pilot, "calm")
        assert "85暴怒▴15" in flat(app)
        await pilot.press("u")
        await wait_text(pilot, "撤回了")
        assert "70愤怒" in flat(app)
        assert "我很冷静" not in flat(app)
        await say(pilot, "calm")
        await pilot.press("u")
        await wait_text(pilot, "练习中只能撤回一句")
        assert talk(app).attempt.turn == 1
        record = workspace.store.unfinished()[0]
        assert (len(record.decisions), record.taken_back) == (1, 1)


async def test_an_exam_gives_no_help_and_says_so(make_app: MakeApp) -> None:
    app = open_scene(make_app, mode=Mode.EXAM)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "calm")
        await pilot.press("h")
        await wait_text(pilot, "考核中没有提示。")
        await pilot.press("u")
        await wait_text(pilot, "考核中说出的话不能撤回。")
        assert (talk(app).attempt.turn, talk(app).attempt.hints) == (1, 0)


async def test_guided_shows_the_reaction_and_coaching_before_going_on(make_app: MakeApp) -> None:
    app = open_scene(make_app, mode=Mode.GUIDED)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "calm")
        await wait_text(pilot, "我很冷静！")
        shown = flat(app)
        for fact in ("✗叫人冷静倾听-2", "倾听-2（可得3）", "火上浇油。", "听得出您等得着急，您说。", "✓让对方说完"):
            assert fact in shown
        assert "明天是我妈的生日" not in shown  # comes after the coaching
        await pilot.press("1")  # a number does not skip it
        await pilot.pause()
        assert talk(app).panel.step is Step.COACH
        await pilot.press("enter")
        await wait_text(pilot, "明天是我妈的生日")
        assert "火上浇油" not in flat(app)


async def test_language_changes_in_the_middle_at_the_same_place(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "listen")
        await pilot.press("down", "L")
        await wait_text(pilot, "The lost parcel")
        shown = flat(app)
        assert "Allright,Iwill." in shown
        assert "Itismymother'sbirthdaypresent" in shown
        assert talk(app).query_one(Choices).highlighted == 1
        await pilot.press("L")
        await wait_text(pilot, "丢了的包裹")
        assert talk(app).attempt.turn == 1


async def test_after_a_kill_at_any_line_it_resumes_there(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app, mode=Mode.GUIDED)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "calm")
        offers = [offer.id for offer in talk(app).attempt.offers()]
    # nothing was closed or saved on exit: the record is complete
    again = make_app("zh", scene="parcel", resume=True)
    async with again.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        screen = talk(again)
        assert (screen.attempt.turn, screen.panel.step) == (1, Step.CHOOSE)
        assert [offer.id for offer in screen.attempt.offers()] == offers
        await wait_text(pilot, "明天是我妈的生日")
        assert "85暴怒▴15" in flat(again)


async def test_own_words_come_first_and_typing_is_not_disturbed(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app, "en", own_words=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: isinstance(app.focused, Input), "the line to type in")
        assert "Please calm down first." not in grid(app)
        await pilot.press(*"1huL?", "space", *"q")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "1huL? q"
        app.focused.value += " calm down"
        await pilot.press("enter")
        await wait_text(pilot, "“calm down” is often “tells them to calm down”.")
        await wait_text(pilot, "One shares words with yours: 2.")
        assert [item.key for item in talk(app).talk.choices.items] == ["1 ", "2=", "3 "]
        await say(pilot, "calm")
        assert workspace.store.unfinished()[0].decisions[0].own_words == "1huL? q calm down"
        await wait_for(pilot, lambda: isinstance(app.focused, Input), "the next line to type in")
        await pilot.press("enter")  # skipped
        await wait_for(pilot, lambda: talk(app).panel.step is Step.CHOOSE)
        await say(pilot, "own")
        assert talk(app).attempt.decisions[1].own_words is None


async def test_chinese_from_an_input_method_arrives_whole(make_app: MakeApp) -> None:
    app = open_scene(make_app, own_words=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press(*"您先冷静，3", "enter")
        await wait_text(pilot, "“您先冷静”往往是“叫人冷静”")


async def test_enter_says_the_nearest_line(
    make_app: MakeApp, workspace: Workspace, letter_encoder: LetterEncoder
) -> None:
    app = open_scene(make_app, own_words=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: isinstance(app.focused, Input))
        assert "您先冷静一下。" not in grid(app)
        await pilot.press(*"听得出您等得着急请您说吧", "enter")
        number = key_of(talk(app), "listen")
        await wait_text(pilot, f"按意思比，第 {number} 句跟你写的最接近")
        await wait_text(pilot, f"第 {number} 句做到了：“说出情绪”")
        assert talk(app).talk.choices.highlighted == int(number) - 1
        await pilot.press("enter")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        (decision,) = workspace.store.unfinished()[0].decisions
        assert (decision.choice, decision.own_words) == ("listen", "听得出您等得着急请您说吧")


async def test_a_typed_line_near_none_picks_nothing(make_app: MakeApp, letter_encoder: LetterEncoder) -> None:
    app = open_scene(make_app, "en", own_words=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press(*"0123456789", "enter")
        await wait_text(pilot, "By meaning, none of these stands out as near yours. Pick what you would say.")
        choices = talk(app).talk.choices
        assert [item.key for item in choices.items] == ["1", "2", "3"]
        await pilot.press("enter")  # an extra Enter from an input method picks nothing
        await pilot.pause()
        assert (choices.highlighted, talk(app).attempt.turn) == (-1, 0)
        await pilot.press("up")
        await wait_for(pilot, lambda: choices.highlighted == 2)
        await pilot.press("escape", "escape", "down")
        await wait_for(pilot, lambda: choices.highlighted == 0)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_own_words_as_drawn(
    make_app: MakeApp,
    language: str,
    letter_encoder: LetterEncoder,
    golden: Golden,
) -> None:
    app = open_scene(make_app, language, own_words=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: isinstance(app.focused, Input))
        typed = {"zh": "听得出您等得着急，您先冷静，请说吧", "en": "Calm down please. That was a long wait, tell me."}
        assert isinstance(app.focused, Input)
        app.focused.value = typed[language]
        await pilot.press("enter")
        await wait_for(pilot, lambda: talk(app).panel.step is Step.CHOOSE)
        golden(app, f"conversation-own-words-80x24-{language}")


async def test_how_sure_and_choosing_a_different_line(make_app: MakeApp) -> None:
    app = open_scene(make_app, "en", ask_sure=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press(key_of(talk(app), "calm"))
        await wait_text(pilot, "Say this? How sure are you?")
        assert talk(app).attempt.turn == 0
        await pilot.press("backspace")
        await wait_for(pilot, lambda: talk(app).panel.step is Step.CHOOSE)
        await pilot.press(key_of(talk(app), "listen"), "3")
        await wait_for(pilot, lambda: talk(app).attempt.turn == 1)
        assert talk(app).attempt.decisions[0].sure == 3


async def test_hidden_meters_are_guessed(make_app: MakeApp) -> None:
    app = open_scene(make_app, hide_meters=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_text(pilot, "你觉得现在的“怒气”到了哪一档？")
        assert "70愤怒" not in flat(app)
        await pilot.press("5")
        await wait_text(pilot, "你猜：怒气，暴怒")
        await say(pilot, "listen")
        assert talk(app).attempt.decisions[0].guess == 4
        assert "42" not in flat(app)


async def test_silence_counts_only_where_the_scene_says_so(make_app: MakeApp) -> None:
    app = open_scene(make_app, "en", timed=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        screen = talk(app)
        assert screen.panel.countdown.left is None
        await say(pilot, "listen")
        assert screen._ticking is not None
        screen._ticking.pause()  # the test is the clock
        screen.panel.countdown.begin(5)
        screen.tick()
        await wait_text(pilot, "4 s left")
        await pilot.press("plus")
        await wait_text(pilot, "9 s left")
        await pilot.press("escape")
        await wait_screen(pilot, "PauseScreen")
        screen.tick()
        assert screen.panel.countdown.left == 9  # the clock is stopped
        await pilot.press("escape")
        await wait_screen(pilot, "ConversationScreen")
        for _ in range(9):
            screen.tick()
        await wait_for(pilot, lambda: screen.attempt.turn == 2)
        assert screen.attempt.decisions[1].choice == "excuse"
        assert screen.panel.countdown.left is None


async def test_a_pause_continues_or_leads_home(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "listen")
        await pilot.press("escape")
        await wait_text(pilot, "Every line is saved.")
        await pilot.press("L")
        await wait_text(pilot, "说过的每一句都已记下")
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
        await pilot.press("escape")
        await wait_screen(pilot, "PauseScreen")
        await pilot.press("2")
        await wait_screen(pilot, "LibraryScreen")
        assert len(workspace.store.unfinished()) == 1


async def test_the_whole_transcript(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "listen", "own")
        await pilot.press("t")
        await wait_screen(pilot, "TranscriptScreen")
        await wait_text(pilot, "第 2 轮")
        for fact in ("（电话响了三声。）", "第1轮", "今晚我自己送到您家", "您说话算数吗？"):
            assert fact in flat(app)
        await pilot.press("L")
        await wait_text(pilot, "turn 2")
        await pilot.press("t")
        await wait_screen(pilot, "ConversationScreen")


async def test_long_talk_follows_and_can_be_read_back(make_app: MakeApp) -> None:
    app = open_scene(make_app, scene="hostile")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        view = talk(app).query_one(Transcript)
        await wait_text(pilot, "按 PgDn")  # the first answer is taller than the view: read it downwards
        assert view.scroll_offset.y == 0
        await say(pilot, "listen")
        end = len(view.rows) - view.size.height
        await wait_for(pilot, lambda: view.scroll_offset.y == len(view.rows) - view.size.height)
        await pilot.press("pageup")
        await wait_for(pilot, lambda: view.scroll_offset.y < end)
        assert not view.following
        await pilot.press("pagedown", "pagedown")
        await wait_for(pilot, lambda: view.following)


@pytest.mark.parametrize(
    ("language", "mode", "opening", "ending"),
    [
        ("zh", Mode.GUIDED, "[@click=app.quit]点我[/][/b]", "[red]红[/red] [/b]"),
        ("en", Mode.EXAM, "[@click=app.quit]press[/][/b]", "[red]red[/red] [/b]"),
    ],
)
async def test_untrusted_text_is_shown_literally(
    make_app: MakeApp, language: str, mode: Mode, opening: str, ending: str
) -> None:
    app = open_scene(make_app, language, scene="hostile", mode=mode)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await wait_text(pilot, opening)
        for choice in GOOD_WALK:
            await say(pilot, choice)
            if mode is Mode.GUIDED:
                await pilot.press("enter")
        await wait_text(pilot, ending)
        await pilot.press("t")
        await wait_screen(pilot, "TranscriptScreen")
        await pilot.press("escape", "escape")
        await wait_screen(pilot, "PauseScreen")


async def test_too_small_and_back(make_app: MakeApp) -> None:
    app = open_scene(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "listen")
        before = grid(app)
        await pilot.resize_terminal(40, 10)
        await wait_screen(pilot, "TooSmallScreen")
        await pilot.resize_terminal(80, 24)
        await wait_screen(pilot, "ConversationScreen")
        await wait_for(pilot, lambda: grid(app) == before, "the same screen")


async def test_not_being_saved_is_shown_permanently(make_app: MakeApp, workspace: Workspace) -> None:
    app = open_scene(make_app, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        assert "not saved" not in grid(app)
        talk(app).attempt_id = None
        await say(pilot, "listen")
        await wait_text(pilot, "not saved")


async def test_plain_glyphs_on_request(make_app: MakeApp) -> None:
    asked = setup()
    app = make_app("en", scene="parcel", setup=asked, skip_briefing=True, ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        await say(pilot, "listen")
        await wait_text(pilot, "42 annoyed v28")
        assert not set("▰▱▴▾▸⊘") & set(grid(app))
