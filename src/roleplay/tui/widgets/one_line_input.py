"""A single-line text field."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from roleplay.text.plain import safe


class OneLineInput(Input):
    """A text field that pastes text as one line: its lines are joined with spaces, and cut at the maximum length."""

    def on_paste(self, event: Paste) -> None:
        """Replace Textual's handler, which pastes only the first line, and nothing if there is too little room."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        text = " ".join(line for line in map(str.strip, safe(event.text).split("\n")) if line)
        room = len(text) if not self.max_length else max(self.max_length - len(self.value) + end - start, 0)
        self.replace(text[:room], start, end)
