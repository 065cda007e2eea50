"""Dates in words."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue


class Day(NamedTuple):
    """A calendar date; months count from 1."""

    year: int
    month: int
    day: int

    def in_words(self, words: Catalogue) -> str:
        """``29 November 2026``, ``2026年11月29日``."""
        return words("date.day", day=self.day, month=words(f"date.m{self.month}"), year=self.year)
