"""A class in its lobby for each test that asks for one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from phoning import Hall
from phoning import hall as opened


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    """The desk, on phones."""
    async with opened(tmp_path) as made:
        yield made
