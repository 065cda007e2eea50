"""The map of a scene to walk about on: where one is, where one has been, what the last save changed, and a cursor."""

from __future__ import annotations

from textual import events
from textual.message import Message

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Chart
from roleplay.mapping.text import MapLine, lines, tree_glyphs
from roleplay.presenting.rows.row import CHANGED, Row, block
from roleplay.presenting.rows.scene_map import MapMarks, map_rows, passages_of
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.lines_view import LinesView


class SceneMap(LinesView):
    """Draws a chart. Every place has a sign before it, so that nothing depends on colour."""

    class Picked(Message):
        """A place was picked."""

        def __init__(self, passage: str) -> None:
            super().__init__()
            self.passage = passage

    def __init__(self, words: Catalogue, glyphs: Glyphs, ascii: bool, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = words
        self._glyphs = glyphs
        self._ascii = ascii
        self._chart: Chart | None = None
        self._marks = MapMarks("", (), ())
        self._lines: tuple[MapLine, ...] = ()
        self._lines_of: tuple[Chart | None, int, Catalogue] = (None, 0, self.words)
        #: the place that is chosen
        self.cursor = ""
        self.passages: list[str] = []

    def show(self, chart: Chart | None, marks: MapMarks, words: Catalogue) -> None:
        """Show this chart. When one comes to another place, the cursor goes there."""
        moved = marks.here != self._marks.here
        if chart is self._chart and marks == self._marks and words is self.words:
            return
        self._chart, self._marks, self.words = chart, marks, words
        if moved or (chart is not None and self.cursor not in chart.graph.vertices):
            self.cursor = marks.here
        self.changed()
        self._reveal()

    def move(self, by: int) -> None:
        """Choose another place, in the order in which they are drawn; the map is a ring."""
        if self.passages:
            index = self.passages.index(self.cursor) if self.cursor in self.passages else -1
            self.cursor = self.passages[(index + by) % len(self.passages)]
            self.changed()
            self._reveal()

    def lay_out(self, width: int) -> list[Row]:
        if self._chart is None:
            self.passages, self._lines_of = [], (None, 0, self.words)
            return block(self.words("edit.no_map"), width, "muted")
        before, wide, words = self._lines_of
        if (before is not self._chart) or (wide, words) != (width, self.words):
            self._lines = lines(self._chart, self.words, width - 2, tree_glyphs(self._ascii))
            self._lines_of = (self._chart, width, self.words)
            self.passages = passages_of(self._lines)
        signs = {"here": self._glyphs.pointer, "way": self._glyphs.mark, "changed": CHANGED}
        return [
            *block(self.words("edit.keys_map", **signs), width, "muted"),
            *map_rows(self._lines, self._marks, self.cursor, self._glyphs),
        ]

    def on_click(self, event: events.Click) -> None:
        """Choose a place; what is chosen already is picked."""
        index = self.clicked_key(event)
        if index is None:
            return
        if self.passages[index] == self.cursor:
            self.post_message(self.Picked(self.cursor))
        else:
            self.cursor = self.passages[index]
            self.changed()

    def settle(self) -> None:
        self._reveal()

    def _reveal(self) -> None:
        if self.cursor not in self.passages or not self.size.height:
            return
        index = self.passages.index(self.cursor)
        y = next((number for number, row in enumerate(self.rows) if row.key == index), 0)
        top, height = self.scroll_offset.y, self.size.height
        if not top <= y <= top + height - min(4, height):
            self.scroll_to_row(max(y - height // 4, 0))
