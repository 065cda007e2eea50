"""A class in its lobby, for tests that need one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from phone_classroom import Classroom, open_classroom


@pytest.fixture
async def classroom(tmp_path: Path) -> AsyncIterator[Classroom]:
    """The desk, on phones."""
    async with open_classroom(tmp_path) as opened:
        yield opened
