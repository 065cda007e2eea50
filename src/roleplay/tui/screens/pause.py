"""The pause: go on, to the library, or quit. None of them loses anything, and it says so."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.presenting.leaving import PauseAnswer
from roleplay.tui.base import STYLES
from roleplay.tui.screens.ask import AskScreen


class PauseScreen(AskScreen[PauseAnswer]):
    """A dialog on top of the conversation; returns the way out."""

    CSS_PATH = STYLES / "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "pick(1)", "Go on", id="dialog_back"),
        Binding("q", "letter('q')", "Quit", id="quit"),
    ]
