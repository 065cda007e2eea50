"""The space to draw in, and laying out rows in it: as spacious as possible, to be read from the back row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.cells import cell_len, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Longest line, in cells, that is comfortable to read.
MEASURE = 96
#: Columns from which on two things are shown side by side.
WIDE = 100
#: Cells of the letter before a line: a space, the letter, a space, and two more.
LETTER = 5


class Canvas(NamedTuple):
    """The current words and drawing characters, and the available size in cells."""

    words: Catalogue
    glyphs: Glyphs
    width: int
    height: int

    @property
    def wide(self) -> bool:
        """Whether two things fit side by side."""
        return self.width >= WIDE

    @property
    def airy(self) -> bool:
        """Whether there is enough height for extra empty rows."""
        return self.height >= 30

    @property
    def measured(self) -> Canvas:
        """The same canvas, no wider than is comfortable to read."""
        return self.narrower(MEASURE)

    def narrower(self, width: int) -> Canvas:
        """The same canvas, no wider than ``width``."""
        return self._replace(width=max(min(self.width, width), 8))


def stack(groups: Iterable[Sequence[Row]], height: int, most: int = 1) -> list[Row]:
    """Groups of rows below one another, with as many empty rows between them as fit, at most ``most``."""
    filled = [list(group) for group in groups if group]
    rows = sum(map(len, filled))
    gaps = max(len(filled) - 1, 0)
    gap = most
    while gap > 0 and rows + gap * gaps > height:
        gap -= 1
    return [row for index, group in enumerate(filled) for row in ([BLANK] * gap if index else []) + group]


def inset(rows: Iterable[Row], by: int) -> list[Row]:
    """The rows indented by ``by`` cells."""
    return [row._replace(spans=((" " * by, ""), *row.spans)) for row in rows] if by > 0 else list(rows)


def centred(rows: Iterable[Row], width: int, canvas: Canvas) -> list[Row]:
    """Rows of ``width`` cells, centred on the canvas."""
    return inset(rows, (canvas.width - width) // 2)


def beside(left: Sequence[Row], right: Sequence[Row], width: int, gap: int = 4) -> list[Row]:
    """Two columns, of which the left one has ``width`` cells."""
    rows: list[Row] = []
    for index in range(max(len(left), len(right))):
        left_row = left[index] if index < len(left) else BLANK
        right_row = right[index] if index < len(right) else BLANK
        if not right_row.spans:
            rows.append(left_row)
            continue
        space = " " * (width - cell_len(left_row.text) + gap)
        rows.append(Row((*left_row.spans, (space, ""), *right_row.spans), left_row.fill, left_row.key))
    return rows


def middle(text: str, width: int, role: str = "") -> list[Row]:
    """A text centred in ``width`` cells, wrapped if necessary."""
    rows = block(text, width, role)
    return [Row(((pad("", (width - cell_len(row.text)) // 2), ""), *row.spans)) for row in rows]


def labelled_block(label: str, text: str, width: int, role: str = "") -> list[Row]:
    """A text with a short label before it, on the same row; an empty label takes no space."""
    name = safe(label, newlines=False)
    return block(text, width, role, label=name, label_role="muted", indent=cell_len(name) + 2 if name else 0)


def lettered(
    letter: str, text: str, width: int, role: str = "", *, here: bool = False, key: int | None = None
) -> list[Row]:
    """A line with its letter in a badge before it; ``here`` highlights it."""
    rows = block(text, width, role, label=f" {letter} ", label_role="cursor", indent=LETTER, key=key)
    return [row._replace(fill="strong") for row in rows] if here else rows
