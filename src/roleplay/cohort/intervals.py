"""Confidence intervals for shares: they hold the true share in 95 of 100 such samples.

If many are examined and only those that differ from something are reported, one in twenty of them would do so by
chance. `deviate` is for intervals that hold *all* true shares in 95 of 100 samples (Bonferroni): Dunn, "Multiple
comparisons among means", JASA 56 (1961), 52-64.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

#: The normal deviate of 95 per cent, two-sided.
Z = 1.959963984540054


class Interval(NamedTuple):
    """From ``low`` to ``high``."""

    low: float
    high: float


def deviate(comparisons: int) -> float:
    """The normal deviate for ``comparisons`` intervals (at least 1) that must hold simultaneously."""
    return NormalDist().inv_cdf(1 - 0.025 / max(comparisons, 1))


def share_interval(hits: float, count: float, z: float = Z) -> Interval:
    """The score interval of a share, each end 0 to 1; ``count`` must be above 0.

    Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212.
    """
    share, square = hits / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = z * sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return Interval(max(middle - half, 0.0), min(middle + half, 1.0))


def difference_interval(hits1: float, count1: float, hits2: float, count2: float, z: float = Z) -> Interval:
    """The interval of the difference of two independent shares, -1 to 1: the first minus the second.

    Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
    Statistics in Medicine 17 (1998), 873-890, method 10: a hybrid of the two score intervals, sound for small groups
    and for shares of 0 and 1.
    """
    share1, share2 = hits1 / count1, hits2 / count2
    first, second = share_interval(hits1, count1, z), share_interval(hits2, count2, z)
    difference = share1 - share2
    return Interval(
        difference - sqrt((share1 - first.low) ** 2 + (second.high - share2) ** 2),
        difference + sqrt((first.high - share1) ** 2 + (share2 - second.low) ** 2),
    )
