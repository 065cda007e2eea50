"""Seeds nobody can foresee. Everything that follows from a seed is the same for ever; only drawing it is chance."""

from __future__ import annotations

import secrets

#: A fresh seed is below this: short enough to be read out to a class.
SEEDS = 100_000


def fresh_seed() -> int:
    """A seed from 0 to 99,999 that nobody can foresee."""
    return secrets.randbelow(SEEDS)
