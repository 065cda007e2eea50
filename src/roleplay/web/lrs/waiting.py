"""How long to wait before a store is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

#: Seconds before the second try; doubled for each one after it, up to the longest.
FIRST, LONGEST = 1.0, 60.0
#: Seconds that a store may ask to wait; where it asks for more, the push ends and says so.
PATIENCE = 300.0


class Wait(NamedTuple):
    """The clock, and what else is handed in for waiting."""

    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    #: a number from 0 to 1: a class whose store was away does not come back all in the same second
    chance: Callable[[], float]

    def seconds(self, tries: int, retry_after: str, date: str = "") -> float:
        """How long to wait after so many ``tries``, from 1: as the store asks, else longer each time.

        ``date`` is when it asked, by its own clock: ours may be wrong by years.
        """
        asked = asked_for(retry_after, _moment(date) or self.now())
        longest = min(LONGEST, FIRST * 2 ** (tries - 1))
        return longest * (0.5 + self.chance() / 2) if asked is None else asked


def asked_for(retry_after: str, now: datetime) -> float | None:
    """The seconds that a header ``Retry-After`` asks for: a number, or a date; ``None`` if it says neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    when = _moment(text)
    return None if when is None else max(0.0, (when - now).total_seconds())


def _moment(text: str) -> datetime | None:
    """The moment that a header tells; ``None`` if it tells none, or one without a zone."""
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):  # no date, or one beyond all years
        return None
    return when if when.tzinfo else None
