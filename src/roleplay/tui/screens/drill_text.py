"""What the facilitator types for a drill: the names of the tables, what the group is called."""

from __future__ import annotations

from collections.abc import Callable

from roleplay.presenting.rows.row import Row, block
from roleplay.tui.screens.write import WriteScreen


def _nothing(text: str) -> str:
    return ""


class DrillTextScreen(WriteScreen):
    """Lies over the drill, and answers a line as it was typed."""

    help_key = "help.drill"
    done = "drill_done"

    def __init__(self, key: str, value: str = "", objection: Callable[[str], str] = _nothing) -> None:
        """``key`` has the ``title`` and ``about`` of what is asked; ``objection`` says what is wrong with a line."""
        super().__init__(value)
        self._key = key
        self._wrong = objection

    def question(self, width: int) -> list[Row]:
        """What is asked, and what for."""
        return [
            *block(self.words(f"{self._key}.title"), width, "heading"),
            *block(self.words(f"{self._key}.about"), width),
        ]

    def objection(self, text: str) -> str:
        """What whoever asks does not take."""
        return self._wrong(text)
