"""Helpers shared by the tests of the screens: their own library, waiting for conditions, the screen as text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.pilot import Pilot

from roleplay.session import Decision, Mode, Setup
from roleplay.workspace.workspace import Workspace

Value = TypeVar("Value")
#: ``golden(app, name)``, a fixture: assert that the screen equals the one stored under this name.
Golden = Callable[[App[Any], str], None]

HERE = Path(__file__).parent
DATA = HERE / "data" / "library"
SIZES = ((80, 24), (200, 60))
LANGUAGES = ("zh", "en")


def clock() -> Callable[[], datetime]:
    """A clock that starts at noon of a fixed day and advances by a minute at each call."""
    minutes = 0

    def now() -> datetime:
        nonlocal minutes
        minutes += 1
        return datetime(2026, 3, 2, 12, 0, tzinfo=UTC) + timedelta(minutes=minutes)

    return now


def grid(app: App[Any]) -> str:
    """The screen as a person sees it, without trailing spaces (the only place that uses the compositor)."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def flat(app: App[Any], selector: str = "") -> str:
    """The screen, or one widget of it, as one line without spaces: for texts that may be wrapped anywhere."""
    strips = app.screen._compositor.render_strips()
    if selector:
        region = app.screen.query_one(selector).region
        strips = [strip.crop(region.x, region.right) for strip in strips[region.y : region.bottom]]
    return "".join("".join(strip.text for strip in strips).replace("│", "").split())


async def wait_for(pilot: Pilot[None], holds: Callable[[], bool], what: str = "", seconds: float = 8.0) -> None:
    """Wait until ``holds``; on timeout, fail with the screen of that time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what or holds}\n{grid(pilot.app)}")
        await asyncio.sleep(0.01)
    await pilot.pause()


async def wait_value(pilot: Pilot[None], value: Callable[[], Value], wanted: Value, what: str = "") -> None:
    """Wait until ``value`` returns ``wanted``."""
    await wait_for(pilot, lambda: value() == wanted, what or f"{wanted}")


async def wait_change(pilot: Pilot[None], value: Callable[[], Value], before: Value, what: str) -> None:
    """Wait until ``value`` returns something other than ``before``."""
    await wait_for(pilot, lambda: value() != before, what)


async def wait_text(pilot: Pilot[None], text: str, selector: str = "") -> None:
    """Wait until ``text`` can be read, on the screen or in one widget, however it is wrapped."""
    expected = "".join(text.split())
    await wait_for(pilot, lambda: expected in flat(pilot.app, selector), f"{text!r}")


async def wait_screen(pilot: Pilot[None], name: str) -> None:
    """Wait until the screen of that class is shown and completely laid out."""
    await wait_for(pilot, lambda: type(pilot.app.screen).__name__ == name and pilot.app.screen.is_mounted, name)
    await pilot.pause()


def play(workspace: Workspace, scene: str, choices: list[str], setup: Setup | None = None) -> str | None:
    """Play a scene without any screen; returns the attempt's id."""

    attempt = workspace.begin(scene, setup or Setup(seed=1, mode=Mode.PRACTICE), "zh")
    for choice in choices:
        attempt.say(Decision(choice, "zh"))
    return attempt.journal.attempt_id
