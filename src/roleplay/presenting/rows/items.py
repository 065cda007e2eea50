"""Rows to read, followed by numbered items to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.rows.row import Item, Row, RowsAt, block
from roleplay.presenting.rows.transcript import MEASURE
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs


def choice_rows(before: RowsAt, items: Sequence[Item], highlighted: int, glyphs: Glyphs, width: int) -> list[Row]:
    """The rows of ``before``, then the items; the ``key`` of an item's rows is its index.

    The highlighted item has a pointer as well as a colour; a locked one gives the reason.
    """
    measure = min(width, MEASURE)
    left = (width - measure) // 2
    rows = [Row(((" " * left, ""), *row.spans), row.fill) for row in before(measure)]
    column = max((cell_len(item.key) for item in items), default=1)
    for index, item in enumerate(items):
        is_highlighted = index == highlighted
        lock = f"{glyphs.locked} " if item.locked is not None else ""
        role = "muted" if item.locked is not None else ""
        text = f"{item.text} {item.locked}" if item.locked else item.text
        label = f"{' ' * left}{glyphs.pointer if is_highlighted else ' '} {item.key.rjust(column)}  {lock}"
        lines = block(text, left + measure, role, label=label, label_role=role or "accent", indent=cell_len(label))
        rows += [Row(row.spans, "cursor" if is_highlighted else "", index) for row in lines]
    return rows
