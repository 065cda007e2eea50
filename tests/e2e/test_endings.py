"""However the program ends, the terminal is restored, and the exit code says what happened."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from e2e.conftest import Start
from e2e.terminal import Terminal
from roleplay.locales import catalogue

WORDS = catalogue("en")
PLAY = ("play", "first-steps", "--no-briefing", "--seed", "0", "--lang", "en")
FAIL = """
import sys
from roleplay.cli import main

def fail(*_):
    raise ZeroDivisionError("oh [/b] no")

import {module} as module
module.{name} = fail
sys.exit(main(sys.argv[1:]))
"""


def last_words(terminal: Terminal) -> str:
    """The output after leaving the full screen."""
    _, left, after = bytes(terminal.raw).rpartition(b"\x1b[?1049l")
    assert left, "the full screen was not left"
    return re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\\\)|\x07", b"", after).decode().strip()


@pytest.mark.parametrize("words", [(), PLAY, (*PLAY[:2], "--lang", "en")], ids=["library", "conversation", "briefing"])
@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",), ("ctrl+c", "q")], ids="-".join)
def test_leaving(start: Start, words: tuple[str, ...], keys: tuple[str, ...]) -> None:
    with start(*words) as terminal:
        terminal.see("q" + WORDS("key.quit"))
        for key in keys:
            if key == "q" and len(keys) > 1:
                terminal.see(WORDS("app.how_to_quit"))
            terminal.press(key)
        assert terminal.ended() == 0
        assert terminal.restored
        assert last_words(terminal) == ""


def test_leaving_from_a_window_that_is_too_small(start: Start) -> None:
    with start(*PLAY, columns=30, rows=8) as terminal:
        terminal.see("30", "60", "18")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.restored


#: Unusual input: invalid UTF-8, an 8-bit Alt, GBK, old mouse reports.
NOISE = b"\xff\xe1x\xc4\xe3\xba\xc3\x1b[M \xe0\x80\x1b[99999999999;1u\x1b[48;0;0;0;0t\x1b[?62;22c"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_noise_and_a_signal_leave_the_terminal_as_it_was(start: Start, number: signal.Signals) -> None:
    other = {"LC_ALL": "en_US.GB18030"} if number is signal.SIGHUP else {}
    with start("play", "first-steps", "--no-briefing", "--own-words", "--lang", "en", env=other) as terminal:
        terminal.see(WORDS("play.own.placeholder"))
        if other:
            terminal.see("LC_ALL=en_US.UTF-8")
        terminal.send(NOISE)
        terminal.press("half a l", "escape")
        terminal.see(WORDS("pause.title"))
        terminal.process.send_signal(number)
        assert terminal.ended() == 128 + number
        assert terminal.restored
        assert last_words(terminal) == ""
    with start("play", "first-steps", "--resume", "--lang", "en") as terminal:
        terminal.see("half a l")  # and the replacement for the noise before it


#: Starts the program as `make play` does: the session leader receives the SIGHUP of a closed terminal.
LED = """
import signal, subprocess, sys
from pathlib import Path
signal.signal(signal.SIGHUP, lambda *_: None)
code = subprocess.call([sys.executable, "-m", "roleplay", *sys.argv[1:]])
Path("code").write_text(str(code))
"""


def test_a_closed_terminal_ends_the_program_without_a_signal(start: Start, home: Path) -> None:
    with start(*PLAY, program=LED) as terminal:
        terminal.see("1-3")
        terminal.hang_up()
        assert terminal.ended() == 0  # that of its parent, which waited for it
    assert (home / "code").read_text() == str(128 + signal.SIGHUP)
    with start("play", "first-steps", "--resume", "--lang", "en") as terminal:
        terminal.see("1-3")


def test_a_terminal_that_becomes_unreadable_is_one_sentence(start: Start) -> None:
    program = FAIL.format(module="roleplay.tui.textual_private", name="TolerantParser.tick")
    with start(*PLAY, program=program) as terminal:
        assert terminal.ended() == 2
        assert terminal.restored
        assert last_words(terminal).startswith("roleplay: an internal error (TerminalFailed: ZeroDivisionError: oh")
        assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize(
    ("module", "name", "keys"),
    [
        ("roleplay.tui.screens.conversation", "ConversationScreen.action_hint", ("h",)),
        ("roleplay.tui.screens.conversation", "ConversationScreen.compose", ()),
        ("roleplay.session.attempt", "Attempt.say", ("1",)),
        ("roleplay.records.store", "RecordStore.begin", ()),
        ("roleplay.workspace.workspace", "Workspace.words", ()),
    ],
)
def test_an_internal_error_is_one_sentence(start: Start, module: str, name: str, keys: tuple[str, ...]) -> None:
    with start(*PLAY, program=FAIL.format(module=module, name=name)) as terminal:
        if keys:
            terminal.see("1-3")
        terminal.press(*keys)
        assert terminal.ended() == 2
        assert terminal.restored
        raw = bytes(terminal.raw)
        message = last_words(terminal) if b"\x1b[?1049h" in raw else raw.decode().strip()
    assert "Traceback" not in raw.decode(errors="replace")
    assert message.startswith("roleplay: an internal error (ZeroDivisionError: oh [/b] no); details are in ")
    assert len(message.splitlines()) == 1
