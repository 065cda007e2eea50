"""The findings about a file as rows: each in short, and the open one in full, with its line and a caret."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from roleplay.locales import Catalogue
from roleplay.presenting.rows.findings import FindingsView
from roleplay.presenting.rows.row import Row
from roleplay.reading.diagnostics import Diagnostic
from roleplay.tui.widgets.lines_view import LinesView


class Findings(LinesView):
    """A list of findings, one of them open."""

    def __init__(self, view: FindingsView, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view

    @property
    def open_index(self) -> int:
        """The index of the open finding."""
        return self._view.open_index

    @property
    def current(self) -> Diagnostic | None:
        """The open finding."""
        return self._view.current

    def show(self, findings: Sequence[Diagnostic], note: tuple[str, str], words: Catalogue) -> None:
        """Show ``findings``, and below them a note (text, role)."""
        if self._view.show(findings, note, words):
            self.update_rows()
            self.reveal(self.open_index)

    def move(self, by: int) -> None:
        """Open another finding, wrapping around at both ends."""
        self._view.move(by)
        self.update_rows()
        self.reveal(self.open_index)

    def lay_out(self, width: int) -> list[Row]:
        return self._view.rows(width)

    def on_click(self, event: events.Click) -> None:
        index = self.clicked_key(event)
        if index is not None:
            self.move(index - self.open_index)

    def settle(self) -> None:
        self.reveal(self.open_index)
