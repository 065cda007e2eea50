"""The script of a scene's page plays, judges and debriefs random scenes exactly as the engine does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings

from player_walks import SideBySide, needs_node
from roleplay.exploration import explore
from strategies import World, quick, worlds

pytestmark = needs_node
#: Maximum number of states of a world explored for its debrief.
_LIMIT = 3000


@pytest.fixture(scope="module")
def side_by_side() -> Iterator[SideBySide]:
    processes = SideBySide()
    yield processes
    processes.close()


@given(world=worlds())
@settings(quick, phases=[Phase.generate])  # the first difference is clear as it is, and shrinking takes minutes
def test_random_scenes_are_played_and_debriefed_alike(world: World, side_by_side: SideBySide) -> None:
    graph = explore(world.story, _LIMIT)
    has_debrief = not graph.cut and all(graph.can_end)  # else the check refuses it, or the debrief has no foresight
    assert side_by_side.differences(world.bundle, 4, every=2, facts_every=3 if has_debrief else 0, most_casts=2) == ""
