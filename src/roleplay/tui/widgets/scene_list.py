"""The list of scenes: one widget that draws its own lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from roleplay.presenting.library_rows import LibraryRow, RowKind
from roleplay.presenting.rows.row import BLANK, Row
from roleplay.presenting.rows.scene_list import Columns, columns_row, scene_row
from roleplay.text.cells import fit
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.edge import EDGE, tell_edge
from roleplay.tui.widgets.row_view import RowView


class SceneList(RowView, can_focus=True, inherit_bindings=False):
    """Scenes under headings; the headings cannot be chosen."""

    LOOKS: ClassVar[dict[str, str]] = {
        "columns": "$foreground-muted",
        "heading": "bold $text-accent",
        "cursor": "$block-cursor-foreground on $block-cursor-background",
        "muted": "$foreground-muted",
        "passed": "$text-success",
        "failed": "$text-warning",
    }
    DEFAULT_CSS = "SceneList { overflow-x: hidden; scrollbar-size-vertical: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", id="brief"),
        Binding("up,k", "move(-1)", "Up", show=False, id="move"),
        Binding("down,j", "move(1)", "Down", show=False, id="move"),
        Binding("home", "edge(-1)", "First", show=False, id="edge"),
        Binding("end", "edge(1)", "Last", show=False, id="edge"),
    ]

    cursor: reactive[int] = reactive(-1, init=False)

    class Highlighted(Message):
        """Another row is highlighted, or none."""

        def __init__(self, row: LibraryRow | None) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, row: LibraryRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id, classes=EDGE)
        self._glyphs = glyphs
        self._rows: list[LibraryRow] = []
        self._columns = Columns(title="", level="", minutes="", best="", latest="", nothing="")

    @property
    def highlighted(self) -> LibraryRow | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def show(self, rows: Sequence[LibraryRow], columns: Columns, prefer: str | None = None) -> None:
        """Show these rows. The cursor stays on the row it is on, else goes to ``prefer``, else to the first.

        Nobody is told: whoever shows the rows asks for `highlighted`.
        """
        kept = self.highlighted
        wanted = [kept.key if kept else None, prefer]
        self._rows = list(rows)
        self._columns = columns
        keys = {row.key: index for index, row in enumerate(self._rows)}
        cursor = next((keys[key] for key in wanted if key in keys), None)
        self.virtual_size = Size(1, len(self._rows) + 1)
        self.set_reactive(SceneList.cursor, self._next_row(-1, 1) if cursor is None else cursor)
        if self.is_attached:
            self.refresh()
            self._keep_in_view()
            self.tell_more()

    def watch_cursor(self) -> None:
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Highlighted(self.highlighted))

    def _keep_in_view(self) -> None:
        room = self.size.height - 1
        if room <= 0 or self.cursor < 0:
            return
        top = int(self.scroll_y)
        first = self.cursor
        while first > 0 and self._rows[first - 1].kind is RowKind.HEADING:
            first -= 1
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif self.cursor >= top + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False, force=True)

    def tell_more(self) -> None:
        """Say at its edge how many rows are out of view."""
        room, top = self.size.height - 1, int(self.scroll_y)
        if room > 0:
            tell_edge(self, top, max(len(self._rows) - room - top, 0), by_arrows=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.tell_more()

    def _next_row(self, start: int, by: int) -> int:
        index = start + by
        while 0 <= index < len(self._rows) and self._rows[index].kind is RowKind.HEADING:
            index += by
        return index if 0 <= index < len(self._rows) else start

    def action_move(self, by: int) -> None:
        self.cursor = self._next_row(self.cursor, by)

    def action_edge(self, by: int) -> None:
        self.cursor = self._next_row(-1, 1) if by < 0 else self._next_row(len(self._rows), -1)

    def action_choose(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Chosen(self.highlighted))

    def on_click(self, event: Click) -> None:
        """A click highlights; on what is highlighted already it chooses."""
        index = event.y - 1 + int(self.scroll_y) if event.y else -1
        if 0 <= index < len(self._rows) and self._rows[index].kind is not RowKind.HEADING:
            if index == self.cursor:
                self.action_choose()
            self.cursor = index

    def on_resize(self) -> None:
        self._keep_in_view()
        self.tell_more()

    # -- drawing -------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y - 1 + int(self.scroll_offset.y)
        if y == 0:
            row = columns_row(self._columns, width)
        elif not self._rows and y == 2:
            row = Row(((fit(self._columns.nothing, width), "muted"),))
        elif 0 <= index < len(self._rows):
            row = scene_row(self._rows[index], self._glyphs, width, at_cursor=index == self.cursor)
        else:
            row = BLANK
        return self.strip_of(row, width)
