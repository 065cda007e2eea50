"""Text typed by the facilitator of a drill: names of tables, the group's name."""

from __future__ import annotations

from collections.abc import Callable

from roleplay.presenting.rows.row import Row, block
from roleplay.tui.screens.write import WriteScreen


def _nothing(text: str) -> str:
    return ""


class DrillTextScreen(WriteScreen):
    """A dialog on top of the drill; returns a line as it was typed."""

    help_key = "help.drill"
    enter_id = "drill_done"

    def __init__(self, key: str, value: str = "", objection: Callable[[str], str] = _nothing) -> None:
        """``key`` has the question's ``title`` and ``about``; ``objection`` returns what is wrong with a line."""
        super().__init__(value)
        self._key = key
        self._wrong = objection

    def question(self, width: int) -> list[Row]:
        """The question, and what it is for."""
        return [
            *block(self.words(f"{self._key}.title"), width, "heading"),
            *block(self.words(f"{self._key}.about"), width),
        ]

    def objection(self, text: str) -> str:
        """The caller's objection to ``text``."""
        return self._wrong(text)
