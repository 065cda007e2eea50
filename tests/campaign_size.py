"""How long a campaign goes on: short in `.ci/run`, long with ``make campaign``."""

from __future__ import annotations

import os

#: Whether ``make campaign`` asks.
LONG = os.environ.get("ROLEPLAY_CAMPAIGN") == "1"


def many(short: int, long: int) -> int:
    """How often something is tried: ``short`` in `.ci/run`, ``long`` with ``make campaign``."""
    return long if LONG else short
