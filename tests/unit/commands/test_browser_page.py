"""The watch over a screen in a browser: when the process is ended from outside the application."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from unittest import mock

import pytest

from roleplay.commands import browser_page
from roleplay.commands.browser_page import (
    SHUTDOWN_SECONDS,
    STARTUP_CPU_SECONDS,
    STARTUP_SECONDS,
    Observation,
    is_lost,
    watch,
)
from roleplay.commands.environment import has_terminal

ON_A_PAGE = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}


@pytest.mark.parametrize(
    ("seen", "ended"),
    [
        (Observation(age=1, work=1, begun=False, over=None), False),
        # it spins, and nobody sees it
        (Observation(age=STARTUP_CPU_SECONDS + 1, work=STARTUP_CPU_SECONDS + 1, begun=False, over=None), True),
        # it waits for its turn
        (Observation(age=STARTUP_CPU_SECONDS * 5, work=1, begun=False, over=None), False),
        (Observation(age=STARTUP_SECONDS + 1, work=1, begun=False, over=None), True),
        (Observation(age=3600, work=900, begun=True, over=None), False),  # somebody is playing
        (Observation(age=3600, work=900, begun=True, over=SHUTDOWN_SECONDS / 2), False),
        (Observation(age=3600, work=900, begun=True, over=SHUTDOWN_SECONDS + 0.1), True),
        # the server went first
        (Observation(age=SHUTDOWN_SECONDS + 1, work=1, begun=False, over=SHUTDOWN_SECONDS + 0.1), True),
    ],
)
def test_when_a_process_is_ended(seen: Observation, ended: bool) -> None:
    assert is_lost(seen) is ended


class Application:
    """An application that runs or not, as set."""

    def __init__(self, *states: bool) -> None:
        self.states = list(states)

    @property
    def is_running(self) -> bool:
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]


@pytest.fixture
def short_limits() -> Iterator[None]:
    with (
        mock.patch.object(browser_page, "_CHECK_SECONDS", 0.001),
        mock.patch.object(browser_page, "STARTUP_CPU_SECONDS", 1e6),
        mock.patch.object(browser_page, "STARTUP_SECONDS", 0.05),
        mock.patch.object(browser_page, "SHUTDOWN_SECONDS", 0.0),
    ):
        yield


def watch_ends_it(application: Application) -> bool:
    """Whether the watch ends the process within a moment."""
    ended = threading.Event()
    watch(application, lambda code: ended.set())
    return ended.wait(0.4)


@pytest.mark.usefixtures("short_limits")
def test_an_application_that_never_starts_is_ended() -> None:
    assert watch_ends_it(Application(False))


@pytest.mark.usefixtures("short_limits")
def test_an_application_that_has_ended_is_not_waited_for() -> None:
    with mock.patch.object(browser_page, "STARTUP_SECONDS", 1e6):
        assert watch_ends_it(Application(False, True, True, False))


@pytest.mark.usefixtures("short_limits")
def test_an_application_whose_server_has_gone_is_ended() -> None:
    with mock.patch("os.getppid", side_effect=[7, 7, 7, *[1] * 1000]):
        assert watch_ends_it(Application(True))


@pytest.mark.usefixtures("short_limits")
def test_an_application_that_is_played_is_left_alone() -> None:
    application = Application(False, True)
    assert not watch_ends_it(application)
    application.states = [False]  # so that its watch ends too


def test_a_page_is_a_screen_like_a_terminal() -> None:
    with mock.patch.dict(os.environ, ON_A_PAGE):
        assert has_terminal()
    with mock.patch.dict(os.environ, {"TEXTUAL_DRIVER": "", "TERM": "xterm"}):
        assert not has_terminal()  # in a test, neither stream is a terminal
