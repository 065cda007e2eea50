"""The pause: go on, to the library, or quit. Nothing is lost either way, and it says so."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.tui.base import STYLES
from roleplay.tui.host import WayOut
from roleplay.tui.screens.ask import AskScreen, Reply


class PauseScreen(AskScreen[WayOut]):
    """Lies over the conversation, and answers how to go on."""

    CSS_PATH = STYLES / "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "pick(1)", "Go on", id="dialog_back"),
    ]
    help_key = "help.conversation"

    def __init__(self, saved: bool) -> None:
        """``saved``: whether what was said is being kept."""
        replies = [
            Reply(WayOut.STAY, "pause.continue"),
            Reply(WayOut.LIBRARY, "pause.library"),
            Reply(WayOut.QUIT, "pause.quit"),
        ]
        about, role = ("pause.saved", "muted") if saved else ("pause.unsaved", "mark")
        super().__init__("pause.title", about, replies, role)
