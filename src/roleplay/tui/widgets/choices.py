"""What the learner can currently do: some rows to read, and numbered items to pick by key or mouse."""

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
    """Rows and items. The highlighted item has a pointer as well as a colour; a locked one shows its reason."""

    class Picked(Message):
        """An item was picked: its index, from 0."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(
        self,
        glyphs: Glyphs,
        on_overflow: Callable[[int, int], None] | None = None,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(on_overflow, id=id)
        self._glyphs = glyphs
        self._before: RowsAt = _no_rows
        self._reading = False
        self.items: Sequence[Item] = ()
        self.highlighted = 0

    def show(
        self, items: Sequence[Item], before: RowsAt = _no_rows, *, highlighted: int = 0, reading: bool = False
    ) -> None:
        """Show ``items`` below the rows of ``before``; ``highlighted`` -1 highlights none.

        With ``reading`` the rows matter most, and `move` scrolls them.
        """
        self._before = before
        self._reading = reading
        self.items = items
        self.highlighted = min(highlighted, max(len(items) - 1, 0))
        self.update_rows()
        self.scroll_to_row(0)

    def lay_out(self, width: int) -> list[Row]:
        return choice_rows(self._before, self.items, self.highlighted, self._glyphs, width)

    def move(self, by: int) -> None:
        """Highlight another item, wrapping around at both ends. While reading, scroll instead."""
        if self._reading:
            self.scroll_rows(by)
        elif self.items:
            start = -1 if self.highlighted < 0 < by else max(self.highlighted, 0)
            self._highlight((start + by) % len(self.items))

    def _highlight(self, index: int) -> None:
        if index != self.highlighted:
            self.highlighted = index
            self.update_rows()
        self._reveal()

    def _reveal(self) -> None:
        first_ends = max((number for number, row in enumerate(self.rows, 1) if row.key == 0), default=0)
        if self.highlighted == 0 and first_ends <= self.size.height:
            self.scroll_to_row(0)  # to show the rows before it as well
        else:
            self.reveal(self.highlighted)

    def settle(self) -> None:
        super().settle()
        if self.items and not self._reading:
            self._reveal()

    def pick(self, index: int) -> None:
        """Pick the item at ``index``, if there is one."""
        if 0 <= index < len(self.items):
            self.post_message(self.Picked(index))

    def on_click(self, event: events.Click) -> None:
        """Pick an item. The second half of a double click is ignored: it was not meant for what the first opened."""
        index = self.clicked_key(event)
        if index is not None and event.chain == 1:
            self.pick(index)
