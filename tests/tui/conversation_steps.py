"""What the tests of conversation and debrief share: their small library, and walking through it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from roleplay.session import Attempt, Mode, Options, Setup
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.conversation import ConversationScreen
from roleplay.tui.screens.debrief import DebriefScreen

from .app_under_test import wait_for, wait_screen

KEPT = ("listen", "own", "promise")
LOST = ("calm", "excuse", "sure")

MakeApp = Callable[..., RoleplayApp]


def setup(mode: Mode = Mode.PRACTICE, seed: int = 1, **options: bool) -> Setup:
    return Setup(seed, mode, (), Options(**options))


def talk(app: App[Any]) -> ConversationScreen:
    assert isinstance(app.screen, ConversationScreen)
    return app.screen


def look_back(app: App[Any]) -> DebriefScreen:
    assert isinstance(app.screen, DebriefScreen)
    return app.screen


def has_come_to(attempt: Attempt, turn: int) -> bool:
    return attempt.turn == turn


def key_of(screen: ConversationScreen, choice: str) -> str:
    """The number that says ``choice`` now."""
    return str([offer.id for offer in screen.attempt.offers()].index(choice) + 1)


async def say(pilot: Pilot[None], *choices: str) -> None:
    """Say lines by their number; what the key would do, without waiting for the key."""
    for choice in choices:
        screen = talk(pilot.app)
        turn = screen.attempt.turn
        screen.action_pick(int(key_of(screen, choice)))
        await wait_for(pilot, partial(has_come_to, screen.attempt, turn + 1), choice)


async def to_debrief(pilot: Pilot[None], *choices: str) -> None:
    """Play to the end, into the debrief, past its question."""
    await say(pilot, *choices)
    talk(pilot.app).action_pick_here()
    await wait_screen(pilot, "DebriefScreen")
    await wait_for(pilot, lambda: look_back(pilot.app).view.foresight is not None, "what each line cost")
    look_back(pilot.app).action_leave_line()
    await wait_for(pilot, lambda: look_back(pilot.app).view.part >= 0, "the ending")
