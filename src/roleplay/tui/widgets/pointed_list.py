"""A list with a pointer: one widget that draws only the lines in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from roleplay.presenting.rows.listing import Listing
from roleplay.presenting.rows.row import BLANK, Row
from roleplay.text.cells import fit
from roleplay.tui.widgets.edge import EDGE, show_overflow
from roleplay.tui.widgets.row_view import RowView

T = TypeVar("T")


class PointedList(RowView, Generic[T], can_focus=True, inherit_bindings=False):
    """Shows a `Listing`. A subclass describes what Enter does."""

    LOOKS: ClassVar[dict[str, str]] = {
        "columns": "$foreground-muted",
        "heading": "bold $text-accent",
        "cursor": "$block-cursor-foreground on $block-cursor-background",
        "muted": "$foreground-muted",
        "passed": "$text-success",
        "failed": "$text-warning",
    }
    DEFAULT_CSS = "PointedList { overflow-x: hidden; scrollbar-size-vertical: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", id="brief"),
        Binding("up,k", "move(-1)", "Up", show=False, id="move"),
        Binding("down,j", "move(1)", "Down", show=False, id="move"),
        Binding("home", "edge(-1)", "First", show=False, id="edge"),
        Binding("end", "edge(1)", "Last", show=False, id="edge"),
    ]

    cursor: reactive[int] = reactive(-1, init=False)

    class Highlighted(Message):
        """The highlight moved to ``item``, or to none."""

        def __init__(self, item: Any) -> None:
            super().__init__()
            self.item = item

    class Chosen(Message):
        """``item`` was chosen."""

        def __init__(self, item: Any) -> None:
            super().__init__()
            self.item = item

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes=EDGE)
        self._listing: Listing[T] = Listing()

    @property
    def _items(self) -> Sequence[T]:
        return self._listing.items

    @property
    def highlighted(self) -> T | None:
        """The item under the pointer; ``None`` if there is none."""
        return self._items[self.cursor] if 0 <= self.cursor < len(self._items) else None

    def show(self, listing: Listing[T], prefer: str | None = None) -> None:
        """Show ``listing``. The pointer stays on its item if still there, else goes to ``prefer`` or the first item.

        No message is sent: the caller reads `highlighted`.
        """
        kept = self.highlighted
        key = None if kept is None else self._listing.key_of(kept)
        self._listing = listing
        self.virtual_size = Size(1, len(self._items) + 1)
        self.set_reactive(PointedList.cursor, listing.place_of(key, prefer))
        if self.is_attached:
            self.refresh()
            self._keep_in_view()
            self.report_overflow()

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
        while first > 0 and self._listing.is_heading(self._items[first - 1]):
            first -= 1
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif self.cursor >= top + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False, force=True)

    def report_overflow(self) -> None:
        """Show on the edge how many rows are out of view."""
        room, top = self.size.height - 1, int(self.scroll_y)
        if room > 0:
            show_overflow(self, top, max(len(self._items) - room - top, 0), by_arrows=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.report_overflow()

    def action_move(self, by: int) -> None:
        self.cursor = self._listing.next_place(self.cursor, by)

    def action_edge(self, by: int) -> None:
        self.cursor = self._listing.next_place(-1 if by < 0 else len(self._items), -by)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only if it leads somewhere."""
        if action == "choose":
            return self.highlighted is not None and self._listing.opens(self.highlighted)
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Chosen(self.highlighted))

    def on_click(self, event: Click) -> None:
        """Highlight the clicked item; if it is highlighted already, choose it."""
        index = event.y - 1 + int(self.scroll_y) if event.y else -1
        if 0 <= index < len(self._items) and not self._listing.is_heading(self._items[index]):
            if index == self.cursor:
                self.action_choose()
            self.cursor = index

    def on_resize(self) -> None:
        self._keep_in_view()
        self.report_overflow()

    # -- drawing -------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y - 1 + int(self.scroll_offset.y)
        if y == 0:
            row = self._listing.header_row(width)
        elif not self._items and y == 2:
            row = Row(((fit(self._listing.empty_text, width), "muted"),))
        elif 0 <= index < len(self._items):
            row = self._listing.item_row(self._items[index], width, at_cursor=index == self.cursor)
        else:
            row = BLANK
        return self.strip_of(row, width)
