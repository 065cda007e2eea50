"""The plain mode shows every fact of a session; tests/tui require the same of the full screen."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from command_runs import ShipLibrary
from desk_scene import desk_home
from fact_texts import coach_texts, debrief_texts, missing, moment_texts, said_texts, title_texts
from roleplay.engine.view import ending_text
from roleplay.plain.shell import PlainShell
from roleplay.session import Attempt, Decision, Mode, Options, Setup
from roleplay.text.glyphs import without_arrow
from roleplay.workspace.workspace import Workspace

WALKS = (("sit", "today"), ("wait", "later"), ("lie",))


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def workspace(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    home = desk_home(tmp_path)
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    ship_library(home / "nothing")
    return Workspace()


def played(workspace: Workspace, language: str, setup: Setup, *typed: str) -> str:
    write = io.StringIO()
    shell = PlainShell(workspace, language, io.StringIO("".join(f"{line}\n" for line in typed)), write)
    shell.play("desk", setup, resume=False, new=False, briefing=False)
    return write.getvalue()


@pytest.mark.parametrize("walk", WALKS, ids="-".join)
def test_a_conversation(workspace: Workspace, language: str, walk: tuple[str, ...]) -> None:
    setup, words = Setup(3), workspace.words(language)
    out = played(workspace, language, setup, *walk)
    attempt = Attempt(workspace.library.bundle("desk"), setup)
    expected = [*title_texts(attempt, words), *said_texts(attempt, words), *moment_texts(attempt, words, in_words=True)]
    for choice in walk:
        attempt.say(Decision(choice, language))
        expected += said_texts(attempt, words)
        expected += [] if attempt.over else moment_texts(attempt, words, in_words=True)
    assert len(expected) > 15
    assert missing(expected, out) == []


@pytest.mark.parametrize("walk", WALKS, ids="-".join)
def test_the_coaching_of_guided_play(workspace: Workspace, language: str, walk: tuple[str, ...]) -> None:
    setup, words = Setup(3, Mode.GUIDED), workspace.words(language)
    coaching, _, _ = played(workspace, language, setup, *walk).partition(words("plain.reflect"))
    attempt = Attempt(workspace.library.bundle("desk"), setup)
    for choice in walk:
        attempt.say(Decision(choice, language))
        assert missing(coach_texts(attempt, words), coaching) == []


@pytest.mark.parametrize("walk", WALKS, ids="-".join)
def test_a_debrief(workspace: Workspace, language: str, walk: tuple[str, ...]) -> None:
    setup, words = Setup(3, options=Options(own_words=True, ask_sure=True, hide_meters=True)), workspace.words(language)
    typed: list[str] = []
    attempt = Attempt(workspace.library.bundle("desk"), setup)
    for number, choice in enumerate(walk):
        typed += [str(number + 2), "Please calm down.", choice, "3"]
        attempt.say(Decision(choice, language, own_words="Please calm down.", sure=3, guess=number + 1))
    out = played(workspace, language, setup, *typed, "So so.", "a", "", "")
    expected = [without_arrow(text, words("plain.to")) for text in debrief_texts(attempt, words)]
    assert len(expected) > 30
    _, question, debrief = out.partition(words("plain.reflect"))
    assert question
    text = ending_text(attempt.state)
    ending = [] if text is None else [text.get(language)]
    assert missing([text for text in expected if text not in ending], debrief) == []
    assert missing(ending, out) == []
