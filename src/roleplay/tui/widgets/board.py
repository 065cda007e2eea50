"""The projector's board, whose rows are made for the available width and height, and the QR code for phones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from roleplay.presenting.drill.rows.qr import Part, qr_size
from roleplay.presenting.rows.row import Row
from roleplay.tui.widgets.lines_view import LinesView

#: On boards with room to spare, one part in so many of the height is left empty above the rows, in every phase.
_TOP_DIVISOR = 8
_ROOMY_HEIGHT = 30


class Board(LinesView):
    """Shows the rows that a function of width and height makes, a little below the top if there is room to spare."""

    class Picked(Message):
        """A row with a number was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(
        self,
        rows_at: Callable[[int, int], list[Row]],
        on_overflow: Callable[[int, int], None] | None = None,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(on_overflow, id=id)
        self._rows_at = rows_at

    def lay_out(self, width: int) -> list[Row]:
        return self._rows_at(width, self.size.height)

    @property
    def blank_rows_above(self) -> int:
        """Empty rows above the first one."""
        height = self.size.height
        return max(min(height // _TOP_DIVISOR, height - len(self.rows)), 0) if height >= _ROOMY_HEIGHT else 0

    def on_resize(self, event: events.Resize) -> None:
        self._laid_out_for = -1  # the layout depends on the height too
        super().on_resize(event)

    def update_rows(self) -> None:
        super().update_rows()
        self.settle()

    def on_click(self, event: events.Click) -> None:
        number = self.clicked_key(event)
        if number is not None:
            self.post_message(self.Picked(number))


class Picture(Widget):
    """A QR code, black on white whatever the theme."""

    DEFAULT_CSS = "Picture { display: none; }"
    _LIGHT = Style(color="#000000", bgcolor="#ffffff")
    _DARK = Style(color="#ffffff", bgcolor="#000000")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.parts: Sequence[tuple[Part, ...]] = ()

    def show(self, parts: Sequence[tuple[Part, ...]]) -> None:
        """Show ``parts``; an empty sequence takes no room."""
        if parts == self.parts:
            return
        self.parts = parts
        columns, rows = qr_size(list(parts))
        self.styles.width, self.styles.height = columns, rows
        self.styles.display = "block" if parts else "none"
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if y >= len(self.parts):
            return Strip.blank(self.size.width, self.rich_style)
        segments = [Segment(part.text, self._DARK if part.dark else self._LIGHT) for part in self.parts[y]]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)
