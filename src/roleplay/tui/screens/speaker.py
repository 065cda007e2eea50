"""The facilitator's own screen: follows a drill run by another terminal, and shows what the class does not see."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.drill.stage import OUTSIDE_ROUNDS, Phase
from roleplay.presenting.drill.forecast import Forecast
from roleplay.presenting.drill.notes import notes
from roleplay.presenting.drill.pace_text import pace_text
from roleplay.presenting.drill.rows.speaker import notes_rows, title_row
from roleplay.presenting.rows.row import Row
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.drill.background import ForecastWorker
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.drills import DamagedDrill, FollowedDrill

#: Seconds between two reads of the journal.
_POLL_SECONDS = 0.25
#: The greatest width of a row in cells: longer rows are hard to read.
_MAX_WIDTH = 110
#: The phases in which the pace is shown.
_PACED_PHASES = frozenset(Phase) - OUTSIDE_ROUNDS | {Phase.LOBBY}


class SpeakerScreen(BaseScreen[None]):
    """Reads the journal as it grows. Nothing here can change the drill."""

    CSS_PATH = STYLES / "speaker.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,down,j,space", "pages(1)", "Down", id="speaker_scroll_down"),
        Binding("pageup,up,k", "pages(-1)", "Up", show=False, id="speaker_scroll_up"),
    ]
    help_key = "help.speaker"

    def __init__(self, following: FollowedDrill) -> None:
        super().__init__()
        self._following = following
        self._stopped = False
        self.forecast = Forecast(following.room)
        self._forecast_worker = ForecastWorker(self, self.forecast, self._show)

    def compose(self) -> ComposeResult:
        yield RowsView(self._title_rows, id="title")
        yield RowsView(self._rows, id="notes", classes=EDGE)
        yield KeyBar()

    def on_mount(self) -> None:
        self._forecast_worker.start()
        self.poll()
        self.set_interval(_POLL_SECONDS, self.poll)

    def poll(self) -> None:
        """Show what has happened since the last call."""
        if self._stopped:
            return
        before = self._following.room.stage
        try:
            changed = self._following.catch_up()
        except (DamagedDrill, OSError) as error:
            self._stopped = True
            self.host.note(self.words("speaker.stopped", problem=str(error)), "error")
            return
        if changed:
            self._show()
            if self._following.room.stage != before:
                self.query_one("#notes", RowsView).scroll_to_row(0)

    def _show(self) -> None:
        self._forecast_worker.start()  # a changed plan may have another cast
        for view in self.query(RowsView):
            view.update_rows()

    async def change_language(self) -> None:
        self._show()
        self.refresh_bindings()

    def action_pages(self, pages: int) -> None:
        self.query_one("#notes", RowsView).scroll_pages(pages)

    def _title_rows(self, width: int) -> list[Row]:
        return [title_row(self._following.room, self.words, self.glyphs, width, self.forecast.ahead)]

    def _rows(self, width: int) -> list[Row]:
        room, words = self._following.room, self.words
        pace = pace_text(room, self._following.clock, self.forecast, words) if room.phase in _PACED_PHASES else ""
        return notes_rows(room, notes(room, words), words, self.glyphs, min(width, _MAX_WIDTH), pace)
