"""Unpredictable seeds. Everything derived from a seed is deterministic; only drawing the seed is random."""

from __future__ import annotations

import secrets

#: Fresh seeds are below this, short enough to read out to a class.
SEEDS = 100_000


def fresh_seed() -> int:
    """An unpredictable seed from 0 to 99,999."""
    return secrets.randbelow(SEEDS)
