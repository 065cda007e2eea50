"""Rows of plain text, and a widget that shows and scrolls any number of them.

A row consists of spans, each with a *role* (what it is, not how it looks); the widget maps every role to a style.
One widget draws all its rows itself, so the cost of a frame does not grow with the length of the conversation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from roleplay.presenting.rows.row import BLANK, Row, RowsAt
from roleplay.tui.widgets.edge import EDGE, show_overflow
from roleplay.tui.widgets.row_view import RowView


class LinesView(RowView, can_focus=False):
    """Shows rows. A subclass makes them in `lay_out`, and calls `update_rows` whenever they would be different."""

    LOOKS: ClassVar[dict[str, str]] = {
        "muted": "$text-muted",
        "strong": "bold",
        "accent": "bold $text-accent",
        "call": "$text-accent",
        "good": "$text-success",
        "bad": "$text-error",
        "stage": "italic $text-muted",
        "you": "$text-primary",
        "heading": "bold $text-accent",
        "cursor": "bold $foreground on $primary-muted",
        "mark": "bold $text-warning",
    }
    DEFAULT_CSS = "LinesView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }"
    ALLOW_SELECT = False

    def __init__(
        self,
        on_overflow: Callable[[int, int], None] | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``on_overflow`` receives the numbers of rows above and below the view; without it, an edge shows them."""
        super().__init__(id=id, classes=classes)
        self.rows: list[Row] = []
        self._on_overflow = on_overflow
        self._laid_out_for = -1

    def lay_out(self, width: int) -> list[Row]:
        """The rows for ``width`` cells."""
        raise NotImplementedError

    @property
    def text_width(self) -> int:
        """Cells for text. One column is reserved for the scroll bar, so that nothing moves when it appears."""
        return max(self.content_region.width - 1, 0)

    def update_rows(self) -> None:
        """Lay out the rows again, because they changed. The screen is only laid out again if the height changes."""
        before = len(self.rows)
        self._laid_out_for = -1
        if self.is_mounted and self.text_width > 0:
            self._lay_out_rows(self.text_width)
            if not self.styles.is_auto_height or len(self.rows) == before:
                self.refresh()
                self.report_overflow()
                return
        self.clear_cached_dimensions()
        self.refresh(layout=True)
        if self.is_attached:  # at its maximum height it gets no event when there is more to see
            self.call_after_refresh(self.report_overflow)

    def _lay_out_rows(self, width: int) -> None:
        if self._laid_out_for != width:
            self._laid_out_for = width
            self.rows = self.lay_out(width)
        self.virtual_size = Size(width, len(self.rows))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        text_width = max(width - 1, 1)
        if self._laid_out_for != text_width:
            self._laid_out_for = text_width
            self.rows = self.lay_out(text_width)
        return len(self.rows)

    def on_resize(self, event: events.Resize) -> None:
        if self.text_width > 0:
            self._lay_out_rows(self.text_width)
            self.settle()

    def settle(self) -> None:
        """Called once rows and size are known; a subclass may scroll here."""
        self.report_overflow()

    # -- what is in view -----------------------------------------------------------

    @property
    def rows_below(self) -> int:
        """How many rows are below what is in view; 0 while nothing is in view."""
        return max(len(self.rows) - self.size.height - self.scroll_offset.y, 0) if self.size.height else 0

    def report_overflow(self) -> None:
        """Report how many rows are out of view, to the callback or on the edge."""
        above = min(self.scroll_offset.y, len(self.rows)) if self.size.height else 0
        if self._on_overflow is not None:
            self._on_overflow(above, self.rows_below)
        elif self.has_class(EDGE):
            show_overflow(self, above, self.rows_below)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.report_overflow()

    def scroll_to_row(self, row: int) -> None:
        """Show ``row`` at the top, at once and whether or not there is a scroll bar."""
        self.scroll_to(y=row, animate=False, force=True, immediate=True)

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``; up if negative."""
        self.scroll_to_row(self.scroll_offset.y + rows)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by ``pages``, up if negative; a page is the height of the view less one row of overlap."""
        self.scroll_rows(pages * max(self.size.height - 1, 1))

    def reveal(self, key: int) -> None:
        """Scroll as little as possible to show the rows that belong to ``key``, or at least the first of them."""
        numbers = [number for number, row in enumerate(self.rows) if row.key == key]
        if numbers and self.size.height:
            top, bottom, y = numbers[0], numbers[-1] + 1, self.scroll_offset.y
            self.scroll_to_row(top if top < y else max(y, min(top, bottom - self.size.height)))

    @property
    def blank_rows_above(self) -> int:
        """Empty rows above the first one."""
        return 0

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self._laid_out_for != self.text_width > 0:  # the first frame comes before the first resize event
            self._laid_out_for = self.text_width
            self.rows = self.lay_out(self.text_width)
        index = y + self.scroll_offset.y - self.blank_rows_above
        return self.strip_of(self.rows[index] if 0 <= index < len(self.rows) else BLANK, width)

    def key_at(self, y: int) -> int | None:
        """The key of the row at ``y`` (in the widget)."""
        index = y + self.scroll_offset.y - self.blank_rows_above
        return self.rows[index].key if 0 <= index < len(self.rows) else None

    def clicked_key(self, event: events.Click) -> int | None:
        """The key of the row that was clicked. A click on a row with a key is not passed on."""
        offset = event.get_content_offset(self)
        key = None if offset is None else self.key_at(offset.y)
        if key is not None:
            event.stop()
        return key


class RowsView(LinesView):
    """Shows the rows that a function of the width makes."""

    def __init__(self, rows_at: RowsAt | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows_at = rows_at

    def show(self, rows_at: RowsAt) -> None:
        """Show the rows of ``rows_at`` from now on."""
        self._rows_at = rows_at
        self.update_rows()

    def lay_out(self, width: int) -> list[Row]:
        return self._rows_at(width) if self._rows_at else []
