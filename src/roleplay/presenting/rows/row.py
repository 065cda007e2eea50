"""Rows of plain text: what a screen shows, before any widget.

A row consists of spans, each with a *role* (what it is, not how it looks); the widget styles each role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from roleplay.text.cells import cell_len
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words, wrap


class Row(NamedTuple):
    """A line on screen: ``(text, role)`` spans. ``fill`` is the role of the whole row, ``key`` what it belongs to."""

    spans: tuple[tuple[str, str], ...] = ()
    fill: str = ""
    key: int | None = None

    @property
    def text(self) -> str:
        """The text without roles."""
        return "".join(text for text, _ in self.spans)


#: Returns the rows for a width in cells.
RowsAt = Callable[[int], list[Row]]


#: An empty row.
BLANK = Row()
#: Cells that a part of a row keeps at least, however narrow the row.
_MIN_PART = 8
#: The maximum width, in cells, of a page that is read from top to bottom.
PAGE_MEASURE = 100


def block(
    text: str,
    width: int,
    role: str = "",
    *,
    label: str = "",
    label_role: str = "strong",
    indent: int = 0,
    key: int | None = None,
) -> list[Row]:
    """``text`` wrapped to ``width`` cells, every row indented by ``indent``; ``label`` is put in that margin.

    A label too long for the margin gets a row of its own.
    """
    rows: list[Row] = []
    label = safe(label, newlines=False)
    room = max(width - indent, 8)
    lines = wrap(safe(text), room)
    if label and cell_len(label) > indent:
        rows.append(Row(((label, label_role),), key=key))
        label = ""
    for number, line in enumerate(lines):
        margin = label if number == 0 else ""
        spans = [(margin, label_role)] if margin else []
        gap = indent - cell_len(margin)
        if gap > 0:
            spans.append((" " * gap, ""))
        rows.append(Row((*spans, (line, role)), key=key))
    return rows


def fit_row(row: Row, width: int, ellipsis: str) -> Row:
    """``row`` in ``width`` cells if possible: its longest parts are cut and end in ``ellipsis``.

    Every part keeps its first eight cells.
    """
    cells = [cell_len(text) for text, _ in row.spans]
    while sum(cells) > width and max(cells) > _MIN_PART:
        cells[cells.index(max(cells))] -= 1
    spans = (
        (text if room >= cell_len(text) else fit_words(text, room, ellipsis), role)
        for (text, role), room in zip(row.spans, cells, strict=True)
    )
    return row._replace(spans=tuple(spans))


def flow(pieces: Iterable[Sequence[tuple[str, str]]], width: int, *, gap: str = "   ", indent: int = 0) -> list[Row]:
    """Short pieces side by side, as many per row as fit; a piece too long for a row is wrapped."""
    rows: list[Row] = []
    spans: list[tuple[str, str]] = []
    used, margin = 0, " " * indent

    def close() -> None:
        nonlocal spans, used
        if spans:
            rows.append(Row(((margin, ""), *spans)))
        spans, used = [], 0

    for piece in pieces:
        clean = [(safe(text, newlines=False), role) for text, role in piece]
        cells = sum(cell_len(text) for text, _ in clean)
        if used and used + len(gap) + cells > width - indent:
            close()
        if cells > width - indent:
            role = clean[0][1]
            rows += block("".join(text for text, _ in clean), width, role, indent=indent)
            continue
        if used:
            spans.append((gap, ""))
            used += len(gap)
        spans += clean
        used += cells
    close()
    return rows


def with_key(rows: Iterable[Row], key: int | None, fill: str = "") -> list[Row]:
    """The rows with ``key`` and ``fill`` set."""
    return [row._replace(key=key, fill=fill) for row in rows]


#: The sign of what the last save changed.
CHANGED = "~"


#: The sign of a choice near to what the learner typed.
NEAR = "="


class Item(NamedTuple):
    """An item to pick. ``key`` is shown before it; ``locked`` is the reason why it cannot be picked now."""

    key: str
    text: str
    locked: str | None = None
