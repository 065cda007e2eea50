"""Rate limits per caller: token buckets."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple


class Rate(NamedTuple):
    """``per_second`` in the long run, and up to ``burst`` at once after a pause."""

    per_second: float
    burst: float


class Buckets:
    """A token bucket for each caller. ``clock`` is monotonic, in seconds.

    Only the ``most`` most recent callers are remembered; a forgotten one starts again with a full bucket.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float], most: int = 4096) -> None:
        self._rate = rate
        self._clock = clock
        self._most = most
        #: caller -> (tokens, time at which they were counted)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, caller: str = "") -> float:
        """Take a token; returns 0 if there was one, else the seconds until there is."""
        now = self._clock()
        rate, burst = self._rate
        left, then = self._left.pop(caller, (burst, now))
        left = min(burst, left + (now - then) * rate)
        wait = 0.0 if left >= 1 else (1 - left) / rate
        self._left[caller] = (left if wait else left - 1, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return wait
