"""A try of a focus drill: a few lines from the middle of a conversation."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.presenting.due import CardName
from roleplay.presenting.focus import newest_line, try_lines, try_words
from roleplay.presenting.focus_panel import FocusPanel
from roleplay.presenting.rows.keys import KeyState
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.title import focus_title
from roleplay.session.focus import FocusTry
from roleplay.tui.screens.conversation import ConversationScreen
from roleplay.tui.widgets.lines_view import RowsView


class FocusTalkScreen(ConversationScreen):
    """Nothing here is journaled: the screen that opened it keeps the try once it is over."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pause", "Stop", id="focus_stop")]
    help_key = "help.focus_talk"

    def __init__(self, focus_try: FocusTry, number: int, named: CardName) -> None:
        """The ``number``-th try, from 1, on the card of that name."""
        super().__init__(focus_try.attempt, None)
        self._try = focus_try
        self._number = number
        self.panel = FocusPanel(focus_try, named)

    def _title_rows(self, width: int) -> list[Row]:
        return [focus_title(self.attempt, try_words(self._number, self.words), self.words, self.glyphs, width)]

    def _show_talk(self, fresh: int | None) -> None:
        lines = try_lines(self._try, self.words)
        self.talk.transcript.show(lines, None if fresh is None else newest_line(lines))
        self.query_one("#title", RowsView).update_rows()

    def key_state(self, key: str) -> KeyState:
        """Describe "stop" with the try that it stops."""
        if key == "focus_stop":
            return KeyState(self.words("focus.stop_in", which=try_words(self._number, self.words)))
        return super().key_state(key)

    def _open_debrief(self) -> None:
        self.dismiss()

    def action_pause(self) -> None:
        """Stop: the try is not over, and nothing of it is kept."""
        self.dismiss()
