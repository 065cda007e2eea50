"""The figures of an ending as rows."""

from __future__ import annotations

from roleplay.presenting.facts.kpi import KpiPanel
from roleplay.presenting.rows.row import Row, block
from roleplay.text.cells import cell_len

#: In fewer cells than this, a name is above its figure instead of beside it.
_MIN_WIDTH_BESIDE = 64


def kpi_rows(panel: KpiPanel, width: int) -> list[Row]:
    """The panel's title and explanation, each figure with its target below it, the composite and the source."""
    rows = [*block(panel.title, width, "heading"), *block(panel.about, width, "muted")]
    indent = max(cell_len(figure.name) for figure in panel.figures) + 4 if width >= _MIN_WIDTH_BESIDE else 4
    for figure in panel.figures:
        rows += block(figure.value, width, label=f"  {figure.name}", indent=indent)
        rows += block(figure.against_target, width, "muted", indent=indent) if figure.against_target else []
    rows += block(panel.composite, width, "strong") if panel.composite else []
    return rows + (block(panel.source, width, "muted") if panel.source else [])
