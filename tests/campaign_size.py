"""The length of a campaign: short in `.ci/run`, long with ``make campaign``."""

from __future__ import annotations

import os

#: Whether the long form runs (``make campaign``).
LONG = os.environ.get("ROLEPLAY_CAMPAIGN") == "1"


def short_or_long(short: int, long: int) -> int:
    """A number of repetitions: ``short`` in `.ci/run`, ``long`` with ``make campaign``."""
    return long if LONG else short
