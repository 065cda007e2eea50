"""The list of scenes."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.library_rows import LibraryRow, RowKind
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.scene_list import Columns, columns_row, scene_row
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.pointed_list import PointedList


class SceneList(PointedList[LibraryRow]):
    """Scenes under headings; the headings cannot be chosen."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._columns = Columns(title="", level="", minutes="", best="", latest="", nothing="")

    def show(self, rows: Sequence[LibraryRow], columns: Columns, prefer: str | None = None) -> None:
        """Show these rows under the names of their columns; see `show_items`."""
        self._columns = columns
        self.show_items(rows, columns.nothing, prefer)

    def key_of(self, item: LibraryRow) -> str:
        return item.key

    def is_heading(self, item: LibraryRow) -> bool:
        return item.kind is RowKind.HEADING

    def names_row(self, width: int) -> Row:
        return columns_row(self._columns, width)

    def item_row(self, item: LibraryRow, width: int, *, at_cursor: bool) -> Row:
        return scene_row(item, self._glyphs, width, at_cursor=at_cursor)
