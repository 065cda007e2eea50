"""The map of a scene to move around on: the current place, the way there, what the last save changed, a cursor."""

from __future__ import annotations

from textual import events
from textual.message import Message

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Chart
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.scene_map import MapMarks, MapView
from roleplay.tui.widgets.lines_view import LinesView


class SceneMap(LinesView):
    """Draws a chart. Every place has a symbol in front of it, so that nothing depends on colour."""

    class Picked(Message):
        """A place was picked."""

        def __init__(self, passage: str) -> None:
            super().__init__()
            self.passage = passage

    def __init__(self, view: MapView, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view

    @property
    def cursor(self) -> str:
        """The place under the cursor."""
        return self._view.cursor

    @property
    def passages(self) -> list[str]:
        """All places, in drawing order."""
        return self._view.passages

    def show(self, chart: Chart | None, marks: MapMarks, words: Catalogue) -> None:
        """Show ``chart`` with ``marks``."""
        if self._view.show(chart, marks, words):
            self.update_rows()
            self._reveal()

    def move(self, by: int) -> None:
        """Move the cursor to another place in drawing order, wrapping around at both ends."""
        self._view.move(by)
        self.update_rows()
        self._reveal()

    def lay_out(self, width: int) -> list[Row]:
        return self._view.rows(width)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked place; if it is there already, pick the place."""
        place = self.clicked_key(event)
        if place is None:
            return
        if self._view.choose(place):
            self.post_message(self.Picked(self.cursor))
        else:
            self.update_rows()

    def settle(self) -> None:
        self._reveal()

    def _reveal(self) -> None:
        if self._view.place is None or not self.size.height:
            return
        y = next((number for number, row in enumerate(self.rows) if row.key == self._view.place), 0)
        top, height = self.scroll_offset.y, self.size.height
        if not top <= y <= top + height - min(4, height):
            self.scroll_to_row(max(y - height // 4, 0))
