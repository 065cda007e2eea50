"""Criteria as bars: how much of what was due was earned, the level, and what that level looks like."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts.debrief import RubricFact
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.cells import cell_len, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

_BAR = 20
_NAME = 24


def rubric_rows(rubrics: Sequence[RubricFact], glyphs: Glyphs, width: int, order_label: str) -> list[Row]:
    """Every rubric: its criteria with their anchors, and the order of its steps."""
    rows: list[Row] = []
    names = [cell_len(one.name) for rubric in rubrics for one in rubric.criteria]
    column = min(max(names, default=0), _NAME) + 1
    for rubric in rubrics:
        if rows:
            rows.append(BLANK)
        rows.append(Row(((safe(rubric.name, newlines=False) + "  ", "heading"), (rubric.score, "strong"))))
        for one in rubric.criteria:
            rows += _criterion(one.name, one.share, one.score, one.level_word, one.anchor, glyphs, width, column)
        if rubric.order:
            margin = max(column + 2, cell_len(order_label) + 2)
            rows += block(rubric.order, width, label=order_label, label_role="muted", indent=margin)
    return rows


def _criterion(
    name: str, share: float | None, score: str, level: str, anchor: str, glyphs: Glyphs, width: int, column: int
) -> list[Row]:
    label = safe(name, newlines=False)
    margin = column + 2
    rows: list[Row] = []
    if cell_len(label) >= column:
        rows.append(Row((("  " + label, "strong"),)))
        label = ""
    bar = min(_BAR, max(width - margin - 16, 4))
    start = "  " + pad(label, column)
    if share is None:
        rows.append(Row(((start, "strong"), (score, "muted"))))
    else:
        spans = ((start, "strong"), (glyphs.bar(share, bar, 1.0), "accent"), (f"  {score:>4}  ", ""), (level, "strong"))
        rows.append(Row(spans))
    return rows + block(anchor, width, "muted", indent=margin)
