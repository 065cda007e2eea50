"""What happens beside the facilitator's keys: changes from phones, and the forecast of what every line costs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from roleplay.drill.outcome import Change
from roleplay.exploration.way_lengths import WayLengths
from roleplay.presenting.drill.forecast import Forecast, compute_forecast
from roleplay.presenting.facts.debrief import Foresight
from roleplay.session import Attempt

#: Seconds between two frames that show changes from phones.
_FRAME_SECONDS = 0.1


class ChangeFeed:
    """Passes changes on at once, then waits a moment: a flood of votes costs only a few frames a second."""

    def __init__(self, screen: Screen[None], show: Callable[[frozenset[Change]], None]) -> None:
        self._screen = screen
        self._show = show
        #: changes not shown yet
        self._changes: frozenset[Change] = frozenset()
        #: whether `_pass_on` is scheduled
        self._scheduled = False

    def add(self, changes: frozenset[Change]) -> None:
        """Show ``changes`` together with any others pending, once the screen is idle."""
        self._changes |= changes
        if not self._scheduled:
            self._scheduled = self._screen.call_later(self._pass_on)

    def clear(self) -> None:
        """Drop the pending changes: they are shown already."""
        self._changes = frozenset()

    def _pass_on(self) -> None:
        if self._changes:
            self._show(self._changes)
        self._screen.set_timer(_FRAME_SECONDS, self._resume)

    def _resume(self) -> None:
        self._scheduled = False
        if self._changes:
            self.add(frozenset())


class ForecastWorker:
    """Computes in a thread what every line costs in the end, while people gather."""

    def __init__(self, screen: Screen[None], forecast: Forecast, on_ready: Callable[[], None]) -> None:
        self._screen = screen
        self._forecast = forecast
        self._on_ready = on_ready

    def start(self) -> None:
        """Start the computation, unless it is done, under way or not needed."""
        attempt = self._forecast.begin()
        if attempt is not None:
            self._screen.run_worker(partial(self._work, attempt), thread=True, exit_on_error=False, group="foresight")

    def _work(self, attempt: Attempt) -> None:
        self._screen.app.call_from_thread(self._finish, attempt, *compute_forecast(attempt))

    def _finish(self, attempt: Attempt, values: Foresight, lengths: WayLengths | None) -> None:
        if self._forecast.finish(attempt, values, lengths):
            self._on_ready()
