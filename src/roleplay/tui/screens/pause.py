"""The pause: go on, to the library, or quit. Nothing is lost by any of them, and it says so."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.presenting.record_notes import titles, unwritten_note
from roleplay.records.model import UnwrittenAttempt
from roleplay.tui.base import STYLES
from roleplay.tui.host import WayOut
from roleplay.tui.screens.ask import AskScreen, Reply


class PauseScreen(AskScreen[WayOut]):
    """Lies over the conversation, and answers how to go on."""

    CSS_PATH = STYLES / "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "pick(1)", "Go on", id="dialog_back"),
        Binding("q", "letter('q')", "Quit", id="quit"),
    ]
    help_key = "help.conversation"

    def __init__(self, unwritten: UnwrittenAttempt | None, *, in_branch: bool = False) -> None:
        """``unwritten`` is the attempt, where something of it is not on the disk; ``in_branch`` in a "what if"."""
        debrief = [Reply(WayOut.DEBRIEF, "pause.debrief")] if in_branch else []
        replies = [
            Reply(WayOut.STAY, "pause.continue"),
            *debrief,
            Reply(WayOut.LIBRARY, "pause.library"),
            Reply(WayOut.QUIT, "pause.quit", keys="q"),
        ]
        self._unwritten = unwritten
        about = "pause.saved_branch" if in_branch else "pause.saved"
        super().__init__("pause.title", about, replies, "muted" if unwritten is None else "mark")

    def about(self) -> str:
        """That all is kept, or how far the disk has it."""
        if self._unwritten is None:
            return super().about()
        known = titles(self.host.workspace.library.entries, self.host.language)
        return unwritten_note([self._unwritten], known, self.words)
