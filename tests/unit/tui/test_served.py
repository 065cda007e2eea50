"""The watch over a screen that is a page: when the process is ended from outside of the application."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from unittest import mock

import pytest

from roleplay.commands.environment import has_terminal
from roleplay.tui import served
from roleplay.tui.served import COMES_UP, COMES_UP_AT_LAST, LETS_GO, Moment, lost, watch

ON_A_PAGE = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}


@pytest.mark.parametrize(
    ("moment", "ended"),
    [
        (Moment(age=1, work=1, begun=False, over=None), False),
        (Moment(age=COMES_UP + 1, work=COMES_UP + 1, begun=False, over=None), True),  # it spins, and nobody sees it
        (Moment(age=COMES_UP * 5, work=1, begun=False, over=None), False),  # it waits for its turn
        (Moment(age=COMES_UP_AT_LAST + 1, work=1, begun=False, over=None), True),
        (Moment(age=3600, work=900, begun=True, over=None), False),  # somebody plays
        (Moment(age=3600, work=900, begun=True, over=LETS_GO / 2), False),
        (Moment(age=3600, work=900, begun=True, over=LETS_GO + 0.1), True),
        (Moment(age=LETS_GO + 1, work=1, begun=False, over=LETS_GO + 0.1), True),  # the server went first
    ],
)
def test_when_a_process_is_ended(moment: Moment, ended: bool) -> None:
    assert lost(moment) is ended


class Application:
    """Runs, or does not, as it is told."""

    def __init__(self, *states: bool) -> None:
        self.states = list(states)

    @property
    def is_running(self) -> bool:
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]


@pytest.fixture
def hurried() -> Iterator[None]:
    with (
        mock.patch.object(served, "_LOOKS_EVERY", 0.001),
        mock.patch.object(served, "COMES_UP", 1e6),
        mock.patch.object(served, "COMES_UP_AT_LAST", 0.05),
        mock.patch.object(served, "LETS_GO", 0.0),
    ):
        yield


def ends(application: Application) -> bool:
    """Whether the watch ends the process within a moment."""
    ended = threading.Event()
    watch(application, lambda code: ended.set())
    return ended.wait(0.4)


@pytest.mark.usefixtures("hurried")
def test_an_application_that_never_comes_up_is_ended() -> None:
    assert ends(Application(False))


@pytest.mark.usefixtures("hurried")
def test_an_application_that_has_ended_is_not_waited_for() -> None:
    with mock.patch.object(served, "COMES_UP_AT_LAST", 1e6):
        assert ends(Application(False, True, True, False))


@pytest.mark.usefixtures("hurried")
def test_an_application_whose_server_has_gone_is_ended() -> None:
    with mock.patch.object(served.os, "getppid", side_effect=[7, 7, 7, *[1] * 1000]):
        assert ends(Application(True))


@pytest.mark.usefixtures("hurried")
def test_an_application_that_is_played_is_left_alone() -> None:
    application = Application(False, True)
    assert not ends(application)
    application.states = [False]  # so that its watch ends too


def test_a_page_is_a_screen_like_a_terminal() -> None:
    with mock.patch.dict(os.environ, ON_A_PAGE):
        assert has_terminal()
    with mock.patch.dict(os.environ, {"TEXTUAL_DRIVER": "", "TERM": "xterm"}):
        assert not has_terminal()  # neither stream of a test is one
