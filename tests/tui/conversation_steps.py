"""Helpers shared by the tests of conversation and debrief: playing through their small library."""

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

GOOD_WALK = ("listen", "own", "promise")
POOR_WALK = ("calm", "excuse", "sure")

MakeApp = Callable[..., RoleplayApp]


def setup(mode: Mode = Mode.PRACTICE, seed: int = 1, **options: bool) -> Setup:
    return Setup(seed, mode, (), Options(**options))


def talk(app: App[Any]) -> ConversationScreen:
    assert isinstance(app.screen, ConversationScreen)
    return app.screen


def debrief_screen(app: App[Any]) -> DebriefScreen:
    assert isinstance(app.screen, DebriefScreen)
    return app.screen


def has_reached(attempt: Attempt, turn: int) -> bool:
    return attempt.turn == turn


def key_of(screen: ConversationScreen, choice: str) -> str:
    """The number key that currently says ``choice``."""
    return str([offer.id for offer in screen.attempt.offers()].index(choice) + 1)


async def say(pilot: Pilot[None], *choices: str) -> None:
    """Say lines by calling the action of their number key, without waiting for key events."""
    for choice in choices:
        screen = talk(pilot.app)
        turn = screen.attempt.turn
        screen.action_pick(int(key_of(screen, choice)))
        await wait_for(pilot, partial(has_reached, screen.attempt, turn + 1), choice)


async def to_debrief(pilot: Pilot[None], *choices: str) -> None:
    """Play to the end and into the debrief, and skip its question."""
    await say(pilot, *choices)
    talk(pilot.app).action_pick_here()
    await wait_screen(pilot, "DebriefScreen")
    await wait_for(pilot, lambda: debrief_screen(pilot.app).view.foresight is not None, "what each line cost")
    debrief_screen(pilot.app).action_leave_line()
    await wait_for(pilot, lambda: debrief_screen(pilot.app).view.part >= 0, "the ending")
