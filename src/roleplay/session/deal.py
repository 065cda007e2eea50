"""Find a seed that deals given facts, so that an attempt still depends on a single number."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.engine import Story, start

#: Maximum number of seeds tried. One in as many as there are different deals fits.
TRIES = 200_000


def seed_that_deals(story: Story, deal: Mapping[str, str], first: int = 0) -> int | None:
    """The first seed, from ``first`` on, that deals every fact in ``deal`` the value given there.

    ``None`` if none of `TRIES` seeds does.
    """
    wanted = [(story.facts.index(name), value) for name, value in deal.items()]
    for seed in range(first, first + TRIES if wanted else first + 1):
        facts = start(story, seed).facts
        if all(facts[index] == value for index, value in wanted):
            return seed
    return None
