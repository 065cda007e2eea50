"""Scores in percent, as stored and as shown, and the levels they correspond to."""

from __future__ import annotations

from math import floor

#: A criterion's level is 0 below the first of these scores, 1 below the second, 2 below the third, else 3.
LEVELS = (0.25, 0.55, 0.80)


def level(score: float) -> int:
    """The level, 0 to 3, of a score from 0 to 1."""
    return sum(round(score, 9) >= bound for bound in LEVELS)


def percent(score: float) -> float:
    """A share (0 to 1) as a percentage, rounded to remove floating-point noise."""
    return round(score * 100, 7)


def whole_percent(percentage: float) -> int:
    """A percentage as it is shown everywhere: rounded down, so that it never seems to reach a mark it missed."""
    return floor(round(percentage, 7))
