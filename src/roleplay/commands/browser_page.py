"""The full screen inside a browser: `roleplay serve` runs this program without a terminal, one process per tab.

Textual then draws into a pipe. A tab may close at any moment, even before the first frame; the application can miss
that and go on drawing for nobody. So a thread watches it and ends the process.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

#: Seconds of processor time within which an application starts. One that spins uses them up; one that only waits
#: for its turn among thirty others does not.
STARTUP_CPU_SECONDS = 4.0
#: Seconds of wall-clock time within which it starts in any case.
STARTUP_SECONDS = 60.0
#: Seconds within which an application that has ended, or that nobody sees any more, closes its files.
SHUTDOWN_SECONDS = 2.0
_CHECK_SECONDS = 0.25


def is_browser_page(environ: Mapping[str, str]) -> bool:
    """Whether the screen is a page in a browser."""
    return "web_driver" in environ.get("TEXTUAL_DRIVER", "")


class Observation(NamedTuple):
    """The watch's view of an application."""

    #: seconds since it was started
    age: float
    #: seconds of processor time it has used
    work: float
    #: whether it has ever been running
    begun: bool
    #: seconds since it ended, or since the server that shows it went away; ``None`` while both are there
    over: float | None


def is_lost(observation: Observation) -> bool:
    """Whether the process must be ended from outside the application."""
    if observation.over is not None:
        return observation.over > SHUTDOWN_SECONDS
    return not observation.begun and (observation.work > STARTUP_CPU_SECONDS or observation.age > STARTUP_SECONDS)


class Running(Protocol):
    """The part of the watched app that the watch needs."""

    @property
    def is_running(self) -> bool:
        """Whether it processes messages."""


def watch(app: Running, end: Callable[[int], object] = os._exit) -> None:
    """Watch ``app`` from a thread of its own until the process ends; ``end(0)`` ends it.

    Nothing is lost by that: every decision was saved when it was made.
    """
    from threading import Thread  # late, because every command imports this module

    parent = os.getppid()
    start = time.monotonic()

    def check() -> None:
        begun, over = False, None
        while True:
            time.sleep(_CHECK_SECONDS)
            now = time.monotonic()
            running = app.is_running
            begun = begun or running
            if over is None and (os.getppid() != parent or (begun and not running)):
                over = now
            if is_lost(Observation(now - start, time.process_time(), begun, None if over is None else now - over)):
                end(0)
                return

    Thread(target=check, name="watch", daemon=True).start()
