"""A line to type."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from roleplay.text.plain import safe


class OneLineInput(Input):
    """What is pasted becomes one line: its lines are joined with a blank, and it is cut where there is no more room."""

    def on_paste(self, event: Paste) -> None:
        """In the place of Textual's own, which takes the first line and, where there is too little room, nothing."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        text = " ".join(line for line in map(str.strip, safe(event.text).split("\n")) if line)
        room = len(text) if not self.max_length else max(self.max_length - len(self.value) + end - start, 0)
        self.replace(text[:room], start, end)
