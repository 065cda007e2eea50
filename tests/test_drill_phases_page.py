"""docs/drill-phases.md shows the table that the drill uses."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_the_phases_page_matches_the_table() -> None:
    spec = importlib.util.spec_from_file_location("drill_phases", DOCS / "drill_phases.py")
    assert spec is not None
    assert spec.loader is not None
    drawn = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawn)
    page = (DOCS / "drill-phases.md").read_text(encoding="utf-8")
    assert page == drawn.page(), "run python docs/drill_phases.py"
