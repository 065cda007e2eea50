"""The script of a page plays, judges and tells random scenes as the engine does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings

from player_walks import SideBySide, needs_node
from roleplay.exploration import explore
from strategies import World, quick, worlds

pytestmark = needs_node
#: States of a world that is explored for its debrief.
_LIMIT = 3000


@pytest.fixture(scope="module")
def side_by_side() -> Iterator[SideBySide]:
    both = SideBySide()
    yield both
    both.close()


@given(world=worlds())
@settings(quick, phases=[Phase.generate])  # what differs first is told by itself; making it smaller takes minutes
def test_random_scenes_are_played_and_told_alike(world: World, side_by_side: SideBySide) -> None:
    graph = explore(world.story, _LIMIT)
    told = not graph.cut and all(graph.can_end)  # elsewhere the check refuses the scene, or nothing is known of the end
    assert side_by_side.differences(world.bundle, 4, every=2, facts_every=3 if told else 0, most_casts=2) == ""
