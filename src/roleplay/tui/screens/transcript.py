"""The whole conversation, to read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.facts import transcript_lines
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.title import transcript_title
from roleplay.session import Attempt
from roleplay.tui.base import STYLES
from roleplay.tui.screens.page import TitledPage
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.transcript import Transcript


class TranscriptScreen(TitledPage):
    """Everything said so far, with numbered turns."""

    CSS_PATH = STYLES / "conversation.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t,q", "app.pop_screen", "Back", id="transcript_back"),
        Binding("home,g", "pages(-9999)", show=False, id="play_scroll_up"),
        Binding("end,G", "pages(9999)", show=False, id="play_scroll_down"),
    ]
    help_key = "help.conversation"

    def __init__(self, attempt: Attempt, held_back: int = 0) -> None:
        """``held_back`` is the number of lines at the end that must not be shown yet."""
        super().__init__()
        self._attempt = attempt
        self._held_back = held_back

    def compose_page(self) -> ComposeResult:
        yield Transcript(id="transcript", classes=EDGE)

    @property
    def scroll_target(self) -> Transcript:
        """The transcript."""
        return self.query_one(Transcript)

    def on_mount(self) -> None:
        """Start at the end, the current place in the conversation."""
        self._show(at_end=True)

    def _show(self, *, at_end: bool) -> None:
        lines = transcript_lines(self._attempt, self.words)
        lines = lines[: len(lines) - self._held_back]
        view = self.scroll_target
        view.turn_heading = self.words.words["play.turn"]
        view.show(lines, len(lines) if at_end else None)

    def title_row(self, width: int) -> Row:
        return transcript_title(self._attempt, self.words, self.glyphs, width)

    def show_page(self) -> None:
        self._show(at_end=False)
