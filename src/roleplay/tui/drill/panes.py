"""The panes of the drill's screen: title, board with the QR code, foot, and the cover on top of them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer

from roleplay.drill.events.facilitator import Veil
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.rows.canvas import Canvas
from roleplay.presenting.rows.out_of_view import out_of_view
from roleplay.presenting.rows.row import Row
from roleplay.tui.base import BaseScreen
from roleplay.tui.widgets.board import Board, Picture
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.drills import Drill

#: Seconds for which the press of a keypad stays visible.
_FLASH_SECONDS = 0.15


class DrillPanes:
    """The widgets of a drill; each is laid out again only when it is told that it changed."""

    def __init__(self, screen: BaseScreen[None], drill: Drill, display: DrillDisplay) -> None:
        self._screen = screen
        self._drill = drill
        self._display = display
        self.title = RowsView(self._title_rows, id="title")
        self.board = Board(self._board_rows, self._show_overflow, id="board")
        self.picture = Picture(id="qr")
        self.foot = RowsView(self._foot_rows, id="foot")
        self.cover = Board(self._cover_rows, id="veil")
        #: ends the current flash
        self._flash_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield all widgets, in the order of the screen."""
        yield self.title
        with Horizontal(id="stage"):
            yield self.board
            yield self.picture
        yield self.foot
        yield self.cover

    def show(self) -> None:
        """Show the current state; a new page is shown from its top."""
        if self._display.follow():
            self.board.scroll_to_row(0)
        veil = self._drill.room.veil
        self._screen.update_classes({f"-{other}": veil is other for other in (Veil.PAUSE, Veil.BLANK)})
        if veil is not Veil.NONE:
            self.cover.update_rows()
        self.show_picture()
        self.board.update_rows()
        self.title.update_rows()
        self.foot.update_rows()
        self._screen.refresh_bindings()

    def show_counts(self) -> None:
        """Update only what a single vote can change."""
        self._display.forecast.forget_debrief()
        if self._display.votes_redraw_board:
            self.board.update_rows()
            self._screen.refresh_bindings()
        self.foot.update_rows()

    def flash(self) -> None:
        """Make a keypad press visible for a moment."""
        self._display.flashing = True
        self.foot.update_rows()
        if self._flash_timer is not None:
            self._flash_timer.stop()
        self._flash_timer = self._screen.set_timer(_FLASH_SECONDS, self._end_flash)

    def _end_flash(self) -> None:
        self._display.flashing = False
        self.foot.update_rows()

    def show_picture(self) -> None:
        """Show the QR code in the size that fits the screen."""
        self.picture.show(self._display.qr_code(self._canvas(*self._screen.app.size)))

    def _canvas(self, width: int, height: int) -> Canvas:
        return Canvas(self._screen.words, self._screen.glyphs, width, height)

    def _title_rows(self, width: int) -> list[Row]:
        return self._display.title_rows(self._canvas(width, 1), unsaved=self._drill.problem is not None)

    def _board_rows(self, width: int, height: int) -> list[Row]:
        return self._display.board_rows(self._canvas(width, height), with_qr=bool(self.picture.parts))

    def _foot_rows(self, width: int) -> list[Row]:
        return self._display.foot_rows(self._canvas(width, 2))

    def _cover_rows(self, width: int, height: int) -> list[Row]:
        return self._display.cover_rows(self._canvas(width, height))

    def _show_overflow(self, above: int, below: int) -> None:
        """Show in the border of the foot how many rows are out of view."""
        text = out_of_view(above, below, self._screen.words, self._screen.glyphs)
        if text != str(self.foot.border_title or ""):
            self.foot.border_title = Content(text)
