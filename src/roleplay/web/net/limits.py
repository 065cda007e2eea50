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
        self._tokens: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tokens)

    def take(self, caller: str = "") -> float:
        """Take a token; returns 0 if there was one, else the seconds until there is."""
        now = self._clock()
        rate, burst = self._rate
        tokens, counted_at = self._tokens.pop(caller, (burst, now))
        tokens = min(burst, tokens + (now - counted_at) * rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / rate
        self._tokens[caller] = (tokens if wait else tokens - 1, now)
        if len(self._tokens) > self._most:
            self._tokens.popitem(last=False)
        return wait
