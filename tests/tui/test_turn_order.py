"""The full screen and the plain mode ask the same questions in the same order, and keep the same decisions.

The questions are taken from what is shown, not from the steps that both shells share.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence

import pytest
from textual.widgets import Input

from roleplay.locales import Catalogue
from roleplay.plain.shell import PlainShell
from roleplay.presenting.facts import ChoiceFact
from roleplay.presenting.rows.row import Row
from roleplay.presenting.turn_panel import TurnPanel
from roleplay.session import Mode, Options, Setup, Step
from roleplay.text.glyphs import glyphs
from roleplay.tui.screens.conversation import ConversationScreen
from roleplay.tui.widgets.choices import Choices
from roleplay.workspace.workspace import Workspace

from .app_under_test import wait_change, wait_for, wait_screen
from .conversation_steps import GOOD_WALK, MakeApp, key_of, talk

pytestmark = pytest.mark.usefixtures("talk_library")

OPTIONS = [Options(*chosen) for chosen in itertools.product((False, True), repeat=len(Options._fields))]
ANSWERS = {"guess": "4", "own": "calm down", "sure": "2"}


def turn(setup: Setup) -> list[str]:
    """The questions of one turn."""
    asked = {
        "guess": setup.options.hide_meters,
        "own": setup.options.own_words,
        "choose": True,
        "sure": setup.options.ask_sure,
        "coach": setup.mode is Mode.GUIDED,
    }
    return [question for question, is_asked in asked.items() if is_asked]


def decisions(workspace: Workspace) -> list[tuple[object, ...]]:
    """The recorded decisions of the last attempt."""
    attempt = workspace.store.attempt(workspace.store.history()[-1].id)
    assert attempt is not None
    return [(d.choice, d.own_words, d.sure, d.guess) for d in attempt.decisions]


def questions(text: str, words: Catalogue) -> Iterator[str]:
    """The questions of the plain mode in its output."""
    signs = {
        words("plain.ask_guess", meter="Anger", steps=""): "guess",
        words("plain.ask_own"): "own",
        "1. ": "choose",
        words("plain.ask_sure"): "sure",
        words("coach.title"): "coach",
    }
    for line in text.splitlines():
        yield from (question for sign, question in signs.items() if line.startswith(sign.removesuffix(" :")))


def line_by_line(workspace: Workspace, setup: Setup) -> list[str]:
    """Play a scene over streams; returns the questions that were asked."""
    typed = [ANSWERS.get(question, choice) for choice in GOOD_WALK for question in turn(setup) if question != "coach"]
    write = io.StringIO()
    shell = PlainShell(workspace, "en", io.StringIO("".join(f"{line}\n" for line in typed)), write)
    shell.play("parcel", setup, resume=False, new=True, briefing=False)
    words = workspace.words("en")
    return list(questions(write.getvalue().partition(words("plain.reflect"))[0], words))


def line_of(panel: TurnPanel, id: str, words: Catalogue) -> ChoiceFact:
    """The current choice with this id."""
    return next(choice for choice in panel.choices(words) if choice.id == id)


def in_the_panel(workspace: Workspace, setup: Setup) -> list[str]:
    """Play a scene through the panel behind the screen; returns the questions that were asked."""
    words = workspace.words("en")
    attempt = workspace.begin("parcel", setup, "en")
    panel, walk, asked = TurnPanel(attempt), iter(GOOD_WALK), []
    while panel.step is not Step.ENDING:
        question = panel_question(panel.rows(words, glyphs(), 80), words)
        asked.append(question)
        match question:
            case "guess":
                panel.guess(int(ANSWERS["guess"]) - 1)
            case "own":
                panel.write(ANSWERS["own"], None)
            case "choose":
                assert panel.choose(line_of(panel, next(walk), words))
            case "sure":
                panel.answer_sure(int(ANSWERS["sure"]))
            case "coach":
                panel.go_on()
        if panel.step is Step.SAY:
            panel.say("en")
    return asked


async def on_the_screen(make_app: MakeApp, setup: Setup) -> list[str]:
    """Play a scene by keys; returns the questions that were asked."""
    app = make_app("en", scene="parcel", setup=setup, skip_briefing=True)
    asked: list[str] = []
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "ConversationScreen")
        screen, walk = talk(app), iter(GOOD_WALK)
        panel = screen.query_one(Choices)
        while (question := panel_question(panel.rows, app.words)) != "ending":
            asked.append(question)
            before = list(panel.rows)
            match question:
                case "own":
                    await wait_for(pilot, lambda: isinstance(app.focused, Input), "the line to type in")
                    app.focused.value = ANSWERS["own"]  # type: ignore[union-attr]
                    await pilot.press("enter")
                case "coach":
                    await pilot.press("enter")
                case "choose":
                    await pilot.press(key_of(screen, next(walk)))
                case _:
                    await pilot.press(ANSWERS[question])
            await wait_change(pilot, lambda: list(panel.rows), before, "the next question")
    return asked


def panel_question(rows: Sequence[Row], words: Catalogue) -> str:
    """The question of the full screen that these rows ask."""
    signs = {
        words("play.guess.ask", meter="Anger"): "guess",
        words("play.own.ask"): "own",
        words("play.sure.ask"): "sure",
        words("coach.title"): "coach",
        words("play.ended"): "ending",
    }
    shown = "\n".join(row.text for row in rows)
    return next((question for sign, question in signs.items() if sign in shown), "choose")


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    "options", OPTIONS, ids=lambda chosen: "-".join(name for name, on in chosen._asdict().items() if on) or "nothing"
)
def test_both_ask_the_same_and_record_the_same(workspace: Workspace, options: Options, mode: Mode) -> None:
    setup = Setup(1, mode, options=options)
    asked = line_by_line(workspace, setup)
    recorded = decisions(workspace)
    assert asked == turn(setup) * len(GOOD_WALK)
    assert in_the_panel(workspace, setup) == asked
    assert decisions(workspace) == recorded
    assert len(workspace.store.history()) == 2
    assert {decision[1:] for decision in recorded} == {
        (
            ANSWERS["own"] if options.own_words else None,
            int(ANSWERS["sure"]) if options.ask_sure else None,
            int(ANSWERS["guess"]) - 1 if options.hide_meters else None,
        )
    }


@pytest.mark.parametrize(
    ("options", "mode"), [(OPTIONS[0], Mode.PRACTICE), *((OPTIONS[-1], mode) for mode in Mode)], ids=str
)
async def test_with_keys(
    make_app: MakeApp, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, options: Options, mode: Mode
) -> None:
    monkeypatch.setattr(ConversationScreen, "tick", lambda screen: None)  # the clock is stopped
    setup = Setup(1, mode, options=options)
    asked = line_by_line(workspace, setup)
    recorded = decisions(workspace)
    assert await on_the_screen(make_app, setup) == asked
    assert decisions(workspace) == recorded
    assert len(workspace.store.history()) == 2
