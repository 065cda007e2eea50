"""Timestamps and durations in the format of xAPI (ISO 8601)."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.records.model import When

#: The longest time between two decisions, in seconds, that counts. Beyond it nobody knows whether the learner was still
#: there, so the time is neither reported nor added up.
MAX_DURATION = 3600.0


def timestamp(when: When) -> str:
    """A timestamp in UTC with milliseconds, as ``2026-03-02T09:00:58.200Z``.

    Records have more digits, but a store need not keep them and would then consider the same statement different.
    """
    offset = when.utcoffset()
    utc = when.replace(tzinfo=None) - offset if offset else when.replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def elapsed(since: When, until: When) -> float | None:
    """Seconds between two times, rounded to hundredths; ``None`` if negative or longer than `MAX_DURATION`."""
    seconds = (until - since).total_seconds()
    return round(seconds, 2) if 0 <= seconds <= MAX_DURATION else None


def total(lengths: Iterable[float | None]) -> float:
    """The sum of the known durations, in seconds."""
    return round(sum(length for length in lengths if length is not None), 2)


def duration(seconds: float) -> str:
    """A duration, as ``PT17.2S``, with hundredths of a second, the precision that xAPI compares."""
    return f"PT{seconds:.2f}".rstrip("0").rstrip(".") + "S"
