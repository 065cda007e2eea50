"""Scores in percent, as they are kept and as they are shown."""

from __future__ import annotations

from math import floor


def percent(score: float) -> float:
    """A share as a percentage, free of the last bits' noise."""
    return round(score * 100, 7)


def whole_percent(percentage: float) -> int:
    """A score in percent as it is shown everywhere: rounded down, so that it never seems to reach a mark it missed."""
    return floor(round(percentage, 7))
