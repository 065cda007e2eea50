"""What the learner can do now: some rows to read, and numbered items to pick from by key or mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message

from roleplay.presenting.rows.items import choice_rows
from roleplay.presenting.rows.row import Item, Row, RowsAt
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.lines_view import LinesView


def _no_rows(width: int) -> list[Row]:
    return []


class Choices(LinesView):
    """Rows and items. The highlighted item has a pointer as well as a colour; a locked one says why."""

    class Picked(Message):
        """An item was picked: its index, from 0."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(
        self,
        glyphs: Glyphs,
        on_more: Callable[[int], None] = lambda rows: None,
        *,
        id: str | None = None,
    ) -> None:
        """``on_more`` is told how many rows lie below what is in view."""
        super().__init__(id=id)
        self._on_more = on_more
        self._glyphs = glyphs
        self._before: RowsAt = _no_rows
        self._reading = False
        self.items: Sequence[Item] = ()
        self.highlighted = 0

    def show(
        self, items: Sequence[Item], before: RowsAt = _no_rows, *, highlighted: int = 0, reading: bool = False
    ) -> None:
        """Show these items under the rows of ``before``, none highlighted with ``highlighted`` -1.

        ``reading``: the rows matter, `move` scrolls them.
        """
        self._before = before
        self._reading = reading
        self.items = items
        self.highlighted = min(highlighted, max(len(items) - 1, 0))
        self.changed()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def lay_out(self, width: int) -> list[Row]:
        return choice_rows(self._before, self.items, self.highlighted, self._glyphs, width)

    def move(self, by: int) -> None:
        """Highlight another item; the list is a ring. While reading: scroll."""
        if self._reading:
            self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True, immediate=True)
        elif self.items:
            start = -1 if self.highlighted < 0 < by else max(self.highlighted, 0)
            self._highlight((start + by) % len(self.items))

    def _highlight(self, index: int) -> None:
        if index != self.highlighted:
            self.highlighted = index
            self.changed()
        self._reveal()

    def _reveal(self) -> None:
        places = [n for n, row in enumerate(self.rows) if row.key == self.highlighted]
        if places and self.size.height:
            top, bottom = places[0], places[-1] + 1
            if self.highlighted == 0:
                top = 0 if bottom <= self.size.height else top
            y = self.scroll_offset.y
            y = top if top < y else max(y, bottom - self.size.height)
            self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def _tell(self) -> None:
        below = len(self.rows) - self.size.height - self.scroll_offset.y
        if self._on_more is not None:
            self._on_more(below if below > 0 and self.size.height else 0)

    def settle(self) -> None:
        self._tell()
        if self.items and not self._reading:
            self._reveal()

    def pick(self, index: int) -> None:
        """Pick an item, if there is one at that index."""
        if 0 <= index < len(self.items):
            self.post_message(self.Picked(index))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = None if offset is None else self.key_at(offset.y)
        if index is not None:
            event.stop()
            self.pick(index)
