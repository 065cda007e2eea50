"""The conversation so far: the other side on the left, the learner on the right, stage directions between."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from roleplay.presenting.facts import TranscriptLine
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.transcript import mark_changed, transcript_rows
from roleplay.tui.widgets.lines_view import LinesView


class Transcript(LinesView):
    """Follows the conversation; stops when the reader scrolls up, and follows again at the end.

    New lines are shown from their first row, so that an answer taller than the view is read downwards; ``on_overflow``
    receives the numbers of rows out of view.
    """

    def __init__(
        self,
        on_overflow: Callable[[int, int], None] | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(on_overflow, id=id, classes=classes)
        self._lines: Sequence[TranscriptLine] = ()
        self._first_new = 0
        self._following = True
        self._anchor: tuple[int, int] | None = None
        self._marked_line: int | None = None
        self._mark = ""
        #: the heading of every turn, with a ``{number}``; empty for none
        self.turn_heading = ""

    def show(self, lines: Sequence[TranscriptLine], fresh: int | None = None) -> None:
        """Show ``lines``. Those from index ``fresh`` are new and scrolled into view; ``None`` keeps the position."""
        if fresh is None:
            self._anchor = self._line_at_top()
        else:
            self._first_new = fresh
            self._following = True
            self._anchor = None
        self._lines = lines
        self.update_rows()
        self.settle()

    def mark_line(self, line: int | None, word: str) -> None:
        """Mark ``line`` with ``word`` from the next `show` on; ``None`` marks none."""
        self._marked_line, self._mark = line, word

    def lay_out(self, width: int) -> list[Row]:
        """The rows, with fewer empty ones on a low screen."""
        rows = transcript_rows(self._lines, width, airy=self.screen.size.height >= 30, turns=self.turn_heading)
        return mark_changed(rows, self._marked_line, self._mark)

    @property
    def blank_rows_above(self) -> int:
        """Empty rows above, so that the last line is next to the choices."""
        return 0 if self.turn_heading else max(self.size.height - len(self.rows), 0)

    def mark_read(self) -> None:
        """Treat all lines in view as read: if the choices need more room, the end of the transcript stays visible."""
        if self.scroll_offset.y >= len(self.rows) - self.size.height:
            self._first_new = len(self._lines)

    @property
    def following(self) -> bool:
        """Whether new lines are scrolled into view automatically."""
        return self._following

    def settle(self) -> None:
        """Scroll to the first new line, or to the end if they all fit."""
        end = max(len(self.rows) - self.size.height, 0)
        if self._following:
            first = next(
                (n for n, row in enumerate(self.rows) if row.key is not None and row.key >= self._first_new), end
            )
            self.scroll_to_row(min(first, end))
        elif self._anchor is not None:
            line, below = self._anchor
            first = next((n for n, row in enumerate(self.rows) if row.key == line), 0)
            self.scroll_to_row(min(first + below, end))
        super().settle()

    def _line_at_top(self) -> tuple[int, int] | None:
        """The line at the top of the view, and how many of its rows are scrolled out; ``None`` if there is none."""
        top = self.scroll_offset.y
        while top < len(self.rows) and self.rows[top].key is None:
            top += 1
        if top >= len(self.rows):
            return None
        line = self.rows[top].key or 0
        first = next(n for n, row in enumerate(self.rows) if row.key == line)
        return line, top - first

    def on_resize(self, event: events.Resize) -> None:
        if not self._following:
            self._anchor = self._anchor or self._line_at_top()
        super().on_resize(event)

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``; at the end, follow again."""
        end = max(len(self.rows) - self.size.height, 0)
        y = min(max(self.scroll_offset.y + rows, 0), end)
        self._anchor = None
        self._following = y >= end
        if self._following:
            self._first_new = len(self._lines)
        self.scroll_to_row(y)
        self.report_overflow()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._following, self._anchor = False, None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._anchor = None
