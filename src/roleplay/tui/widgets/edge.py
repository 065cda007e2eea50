"""The lower edge of a scrolling widget, which says how many rows are out of view."""

from __future__ import annotations

from typing import cast

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from roleplay.presenting.rows.out_of_view import out_of_view
from roleplay.tui.host import Host

#: The CSS class of widgets that have an edge.
EDGE = "edge"


def show_overflow(widget: Widget, above: int, below: int, *, by_arrows: bool = False) -> None:
    """Show on the lower edge of ``widget`` how many rows are above and below what is in view."""
    host = cast("Host", widget.app)
    text = out_of_view(above, below, host.words, host.glyphs, by_arrows=by_arrows)
    if text != str(widget.border_subtitle or ""):
        widget.border_subtitle = Content(text)


class ReadingPane(VerticalScroll):
    """A scrolling container for a page that is read from top to bottom."""

    def __init__(self, *children: Widget, id: str | None = None, can_focus: bool | None = None) -> None:
        super().__init__(*children, id=id, classes=EDGE, can_focus=can_focus)

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``; up if negative."""
        self.scroll_relative(y=rows, animate=False)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by ``pages``, up if negative; a page is the height of the view less one row of overlap."""
        self.scroll_rows(pages * max(self.scrollable_content_region.height - 1, 1))

    def report_overflow(self) -> None:
        """Show how many rows are out of view."""
        show_overflow(self, round(self.scroll_y), max(round(self.max_scroll_y - self.scroll_y), 0))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.report_overflow()

    def watch_virtual_size(self, size: Size) -> None:
        """Its content has become longer or shorter."""
        self.report_overflow()

    def on_resize(self, event: events.Resize) -> None:
        self.report_overflow()
