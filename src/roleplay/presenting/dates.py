"""Dates, in words and in digits."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.records.model import When


class Day(NamedTuple):
    """A calendar date; months count from 1."""

    year: int
    month: int
    day: int

    def in_words(self, words: Catalogue) -> str:
        """``29 November 2026``, ``2026年11月29日``."""
        return words("date.day", day=self.day, month=words(f"date.m{self.month}"), year=self.year)


def local_date(at: When) -> str:
    """The local date, as ``2026-05-04``."""
    return f"{at.astimezone():%Y-%m-%d}"


def local_minute(at: When) -> str:
    """The local date and time, as ``2026-05-04 09:30``."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
