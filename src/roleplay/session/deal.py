"""A seed for facts that are to be dealt: what an attempt depends on stays one number."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.engine import Story, start

#: Seeds looked at, at most. One in as many as there are deals fits.
TRIES = 200_000


def seed_that_deals(story: Story, deal: Mapping[str, str], first: int = 0) -> int | None:
    """The first seed from ``first`` on by which every fact of ``deal`` has the value named there.

    ``None`` where none of `TRIES` seeds deals so.
    """
    wanted = [(story.facts.index(name), value) for name, value in deal.items()]
    for seed in range(first, first + TRIES if wanted else first + 1):
        facts = start(story, seed).facts
        if all(facts[index] == value for index, value in wanted):
            return seed
    return None
