"""Formatting of figures: a name, the median, the range."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def figure(name: str, values: Sequence[float], unit: str = "ms") -> str:
    """One line: the median of ``values``, their minimum and maximum, and their number."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{name:<33}{middle:>8.1f} {unit}  ({low:.1f} to {high:.1f}, n={len(values)})"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that the share ``share`` (0 to 1) of the values does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
