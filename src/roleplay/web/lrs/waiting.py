"""How long to wait before retrying a request to a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

#: Seconds before the second try, doubled for each further one, and the maximum.
FIRST, LONGEST = 1.0, 60.0
#: Maximum seconds that a store may ask to wait; if it asks for more, the push ends and says so.
MAX_WAIT = 300.0


class Wait(NamedTuple):
    """The clock, the sleep function and the random numbers for waiting, injected for tests."""

    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    #: returns a number from 0 to 1: jitter, so that a class whose store was down does not retry in the same second
    chance: Callable[[], float]

    def seconds(self, tries: int, retry_after: str, date: str = "") -> float:
        """Seconds to wait after so many ``tries`` (from 1): as the store asks, else longer each time.

        ``date`` is the time of its answer by its own clock: ours may be wrong by years.
        """
        requested = retry_after_seconds(retry_after, _moment(date) or self.now())
        longest = min(LONGEST, FIRST * 2 ** (tries - 1))
        return longest * (0.5 + self.chance() / 2) if requested is None else requested


def retry_after_seconds(retry_after: str, now: datetime) -> float | None:
    """The seconds that a header ``Retry-After`` asks for, as a number or a date; ``None`` if it is neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    time = _moment(text)
    return None if time is None else max(0.0, (time - now).total_seconds())


def _moment(text: str) -> datetime | None:
    """The time in a header; ``None`` if it has none, or one without a time zone."""
    try:
        time = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):  # not a date, or a year out of range
        return None
    return time if time.tzinfo else None
