"""Every shipped scene, played at random by the engine and by the script of its page, and compared.

10,000 walks each with ``make campaign``; ``ROLEPLAY_WALKS`` sets another number.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from campaign_size import LONG, short_or_long
from player_walks import SideBySide, needs_node
from roleplay.reading.library import Library
from roleplay.workspace.workspace import shipped_library

pytestmark = needs_node

WALKS = int(os.environ.get("ROLEPLAY_WALKS") or short_or_long(5, 10_000))
#: One walk in this many is compared including its debrief, which requires exploring every state of the scene.
FACTS_EVERY = WALKS // (20 if LONG else 5) if WALKS >= 200 else 0
SCENES = [path.stem for path in sorted((shipped_library() / "scenarios").glob("*.yaml"))]


@pytest.fixture(scope="module")
def side_by_side() -> Iterator[SideBySide]:
    processes = SideBySide()
    yield processes
    processes.close()


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([shipped_library()])


@pytest.mark.parametrize("scene", SCENES)
def test_random_walks_are_equal(scene: str, library: Library, side_by_side: SideBySide) -> None:
    bundle = library.bundle(scene)
    assert side_by_side.differences(bundle, WALKS, every=10, facts_every=FACTS_EVERY) == ""
