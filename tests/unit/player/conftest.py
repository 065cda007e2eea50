"""One Node process for all comparisons of this room."""

from collections.abc import Iterator

import pytest

from player_walks import SideBySide


@pytest.fixture(scope="session")
def side_by_side() -> Iterator[SideBySide]:
    """Started once, so that further tests cost nothing."""
    both = SideBySide()
    yield both
    both.close()
