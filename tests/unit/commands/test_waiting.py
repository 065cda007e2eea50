"""A long check says so, but only on a terminal."""

from __future__ import annotations

import io
import signal
import sys
import time

import pytest

from command_runs import Keyboard
from roleplay.commands import waiting
from roleplay.commands.waiting import notice_while_waiting

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs the timer of POSIX")


@pytest.fixture(autouse=True)
def _no_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "FIRST", 0.02)


def _wait(until: io.StringIO) -> None:
    deadline = time.monotonic() + 5
    while not until.getvalue() and time.monotonic() < deadline:
        pass


def test_long_work_says_what_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGALRM)
    monkeypatch.setattr(sys, "stderr", errors := Keyboard())
    with notice_while_waiting(lambda: "still \x1b[31mchecking"):
        _wait(errors)
    assert errors.getvalue() == "still checking\n"
    assert signal.getsignal(signal.SIGALRM) is before


def test_quick_work_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", errors := Keyboard())
    with notice_while_waiting(lambda: "still checking"):
        pass
    before = time.monotonic()
    while time.monotonic() < before + 0.05:
        pass
    assert errors.getvalue() == ""


def test_nothing_is_printed_to_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with notice_while_waiting(lambda: "still checking"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_an_error_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Keyboard())
    with pytest.raises(KeyboardInterrupt), notice_while_waiting(lambda: "still checking"):
        raise KeyboardInterrupt
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
