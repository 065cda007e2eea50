"""Moments and lengths of time as xAPI writes them (ISO 8601)."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.records.model import When

#: Seconds between two decisions above which nobody can tell whether somebody was still there: a length of time that is
#: longer is not told, and does not count.
LONGEST = 3600.0


def timestamp(when: When) -> str:
    """A moment to the millisecond in UTC, as ``2026-03-02T09:00:58.200Z``.

    A record keeps more digits; a store need not, and would find the same statement to differ.
    """
    offset = when.utcoffset()
    utc = when.replace(tzinfo=None) - offset if offset else when.replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def elapsed(since: When, until: When) -> float | None:
    """Seconds between two moments, to the hundredth; ``None`` where they are too long (`LONGEST`) or run backwards."""
    seconds = (until - since).total_seconds()
    return round(seconds, 2) if 0 <= seconds <= LONGEST else None


def total(lengths: Iterable[float | None]) -> float:
    """The sum of the lengths of time that are known, in seconds."""
    return round(sum(length for length in lengths if length is not None), 2)


def duration(seconds: float) -> str:
    """A length of time, as ``PT17.2S``: to the hundredth of a second, which is all that xAPI compares."""
    return f"PT{seconds:.2f}".rstrip("0").rstrip(".") + "S"
