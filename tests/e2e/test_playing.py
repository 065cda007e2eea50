"""A scene played in a real terminal: with power cuts, in two windows, in a small window, with an input method."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from campaign_size import short_or_long
from command_runs import spawn
from e2e.conftest import Start
from e2e.terminal import Terminal, pack
from roleplay.locales import catalogue
from roleplay.reading.library import Library
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, Decision, Setup, transcript
from roleplay.workspace.workspace import shipped_library

SCENE = "first-steps"
PLAY = ("play", SCENE, "--mode", "practice", "--no-briefing", "--seed", "0", "--lang", "zh")
WORDS = catalogue("zh")
YOU = WORDS("play.you")


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return Library([shipped_library()]).bundle(SCENE)


@pytest.fixture
def open_terminals() -> Iterator[ExitStack]:
    """Terminals that are closed at the end."""
    with ExitStack() as open_terminals:
        yield open_terminals


@pytest.fixture
def attempt(bundle: Bundle) -> Attempt:
    """A model of the attempt on the screen."""
    return Attempt(bundle, Setup(0))


def say(attempt: Attempt, choice: str) -> str:
    """Say a line in the model; returns the key for it on the screen."""
    number = [offer.id for offer in attempt.offers()].index(choice) + 1
    attempt.say(Decision(choice, "zh"))
    return str(number)


def lines(attempt: Attempt, first: int = 0) -> list[str]:
    """The expected transcript from its ``first`` line, without layout characters."""
    return [
        pack(utterance.text.fill("zh", attempt.bundle.scenario.names())).replace(YOU, "")
        for utterance in transcript(attempt)
    ][first:]


def see_lines(terminal: Terminal, expected: list[str]) -> None:
    """Wait for all lines in order. (A name may be in the middle of a wrapped line.)"""

    def lines_are_shown() -> bool:
        shown, at = terminal.packed.replace(YOU, ""), 0
        for line in expected:
            at = shown.find(line, at)
            if at < 0:
                return False
        return True

    terminal.wait(lines_are_shown, f"waited for {expected}")


def see_choices(terminal: Terminal, attempt: Attempt) -> None:
    terminal.see(*(offer.line.choice.say.get("zh") for offer in attempt.offers()))


def record(home: Path) -> list[tuple[str, list[str]]]:
    """(ending or "", choices) of every attempt."""
    db = sqlite3.connect(home / "records.db")
    try:
        rows = db.execute("SELECT id, coalesce(ending, '') FROM attempts ORDER BY started_at, rowid").fetchall()
        live = "SELECT choice FROM decisions WHERE attempt_id = ? AND undone_at IS NULL ORDER BY seq"
        return [(ending, [choice for (choice,) in db.execute(live, (id_,))]) for id_, ending in rows]
    finally:
        db.close()


def test_a_power_cut_after_every_decision_loses_nothing(
    home: Path, start: Start, attempt: Attempt, open_terminals: ExitStack
) -> None:
    """In the long form after every decision; in the short one after the first, a middle one and the last."""
    walk, title = attempt.bundle.scenario.walks["slip"], attempt.bundle.scenario.title.get("zh")
    again: list[tuple[str, ...]] = [("play", SCENE, "--resume", "--lang", "zh"), ("--lang", "zh")]
    last = len(walk.choices)
    cuts = sorted({1, 2, last} | set(range(1, short_or_long(1, last))))
    terminal = open_terminals.enter_context(start(*PLAY, rows=90))
    for turn, choice in enumerate(walk.choices, 1):
        terminal.see(WORDS("play.turn", number=turn))
        see_lines(terminal, lines(attempt))
        see_choices(terminal, attempt)
        line_count = len(lines(attempt))
        terminal.press(say(attempt, choice))
        see_lines(terminal, lines(attempt, line_count)[:2])  # the learner's line, and the first word of the reply
        if turn not in cuts:
            continue
        terminal.kill()
        ending = walk.ending if turn == last else ""
        assert record(home) == [(ending, list(walk.choices[:turn]))]
        if turn < last:
            words = again[cuts.index(turn) % 2]
            terminal = open_terminals.enter_context(start(*words, rows=90))
            if words[0] != "play":
                terminal.see(WORDS("resume.offer", title=title, turn=turn + 1, mode=WORDS("mode.practice")))
                terminal.press("r")
    with start("--lang", "zh") as terminal:
        terminal.see(WORDS("key.quit"), WORDS("library.path_step", step=2, steps=4))  # the first step is done
        terminal.press("k")
        terminal.see(WORDS("library.history"), title)
        for turn in range(1, len(walk.choices) + 2):
            assert (
                pack(WORDS("resume.offer", title=title, turn=turn, mode=WORDS("mode.practice"))) not in terminal.packed
            )


def test_leaving_and_resuming_keeps_the_line_taken_back(home: Path, start: Start, attempt: Attempt) -> None:
    with start(*PLAY, rows=60) as terminal:
        see_choices(terminal, attempt)
        terminal.press(say(attempt, "ask-log"))
        see_lines(terminal, lines(attempt))
        see_choices(terminal, attempt)
        terminal.press("u")
        terminal.see(WORDS("play.turn", number=1))
        attempt.take_back()
        see_choices(terminal, attempt)
        terminal.press(say(attempt, "take-in"))
        see_lines(terminal, lines(attempt))
        terminal.kill()
    with start("play", SCENE, "--resume", "--lang", "zh", rows=60) as terminal:
        terminal.see(WORDS("play.turn", number=2))
        see_lines(terminal, lines(attempt))
        see_choices(terminal, attempt)
    assert record(home) == [("", ["take-in"])]


def test_two_windows_at_once(home: Path, start: Start, bundle: Bundle) -> None:
    walks = [bundle.scenario.walks["ideal"], bundle.scenario.walks["worst"]]
    attempts = [Attempt(bundle, Setup(0)), Attempt(bundle, Setup(0))]
    with start(*PLAY, rows=40) as one, start(*PLAY, rows=40) as other:
        windows = (one, other)
        for turn in range(len(walks[0].choices)):
            for window, walk, attempt in zip(windows, walks, attempts, strict=True):
                see_choices(window, attempt)
                window.press(say(attempt, walk.choices[turn]))
        for window, attempt in zip(windows, attempts, strict=True):
            see_lines(window, lines(attempt)[-1:])
    rows = sorted(record(home))
    assert rows == sorted((walk.ending, list(walk.choices)) for walk in walks)


def test_too_small_then_large_enough(start: Start, attempt: Attempt) -> None:
    too_small = WORDS("app.too_small", columns=40, rows=10, need_columns=60, need_rows=18)
    with start(*PLAY, columns=40, rows=10) as terminal:
        terminal.see(too_small)
        assert "1-3" not in terminal.text
        terminal.resize(80, 24)
        see_choices(terminal, attempt)
        see_lines(terminal, lines(attempt)[-1:])
        terminal.resize(40, 10)
        terminal.see(too_small)
        terminal.resize(200, 60)
        see_choices(terminal, attempt)
        terminal.press("1")
        terminal.see(WORDS("play.turn", number=2))


def test_chinese_from_an_input_method_arrives_complete(home: Path, start: Start, bundle: Bundle) -> None:
    walk = bundle.scenario.walks["ideal"].choices
    typed = "".join(f"{choice}\n" for choice in walk[:-1])
    assert spawn(home, "play", SCENE, "--seed", "0", typed=typed).code == 0
    attempt = Attempt(bundle, Setup(0))
    for choice in walk[:-1]:
        say(attempt, choice)
    reflection = "我说得太急了，“下次”先听完——再开口。𠮷野家也去过。"
    goal = "如果他又拍桌子，那么我先数三下，再说话。"
    with start("play", SCENE, "--resume", "--lang", "zh") as terminal:
        see_choices(terminal, attempt)
        terminal.press(say(attempt, walk[-1]))
        see_lines(terminal, lines(attempt)[-1:])
        terminal.press("enter")
        terminal.see(WORDS("debrief.reflect_ask"))
        terminal.send(reflection.encode())
        terminal.see(reflection)
        terminal.press("enter")
        terminal.see(WORDS("debrief.reflected", text=reflection), WORDS("debrief.passed"))
        terminal.press("4")
        terminal.see(WORDS("goal.why"))
        assert pack(WORDS("key.debrief_skip")) not in terminal.packed
        terminal.press("e")
        terminal.see(WORDS("key.debrief_skip"))  # the input is focused now
        terminal.see(WORDS("goal.placeholder"))  # no points were lost, so there is no goal to change
        terminal.send(goal.encode())
        terminal.see(goal)
        terminal.press("enter")
        terminal.see(WORDS("goal.kept"))
        terminal.press("q")
        assert terminal.ended() == 0
    db = sqlite3.connect(home / "records.db")
    assert db.execute("SELECT before_score, goal FROM reflections").fetchall() == [(reflection, goal)]
    db.close()


def test_a_conversation_is_typed(home: Path, start: Start, attempt: Attempt) -> None:
    with start(*PLAY, "--own-words", rows=50) as terminal:
        for turn, choice in enumerate(attempt.bundle.scenario.walks["ideal"].choices[:2], 1):
            terminal.see(WORDS("play.turn", number=turn), WORDS("play.own.ask"))
            covered = [pack(offer.line.choice.say.get("zh")) for offer in attempt.offers()]
            assert [line for line in covered if line in terminal.packed] == []
            typed = attempt.state.choice(choice).say.get("zh")
            terminal.send(f"{typed}1hq".encode())  # digits and letters of a composition are not keys
            terminal.see(typed)
            terminal.press("enter")
            see_choices(terminal, attempt)
            terminal.press(say(attempt, choice))
            see_lines(terminal, lines(attempt)[-2:])
    assert record(home) == [("", [decision.choice for decision in attempt.decisions])]
