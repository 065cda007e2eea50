"""What is wrong with a file, as rows: in short, and the one that is looked at in full, with its line and a caret."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from roleplay.locales import Catalogue
from roleplay.presenting.rows.findings import findings_rows
from roleplay.presenting.rows.row import Row
from roleplay.reading.diagnostics import Diagnostic
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.lines_view import LinesView


class Findings(LinesView):
    """A list of findings with one of them open."""

    def __init__(self, words: Catalogue, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = words
        self._glyphs = glyphs
        self.findings: Sequence[Diagnostic] = ()
        self.here = 0
        self._note: tuple[str, str] = ("", "")

    def show(self, findings: Sequence[Diagnostic], note: tuple[str, str], words: Catalogue) -> None:
        """Show these findings, and under them a note (text, role). The one that was open stays open if it is there."""
        if (findings, note, words) == (self.findings, self._note, self.words):
            return
        was = self.current
        self.words, self.findings, self._note = words, findings, note
        was_here = was and (was.code, was.details)
        same = (n for n, finding in enumerate(findings) if (finding.code, finding.details) == was_here)
        self.here = next(same, min(self.here, max(len(findings) - 1, 0)))
        self.changed()
        self.reveal(self.here)

    @property
    def current(self) -> Diagnostic | None:
        """The finding that is open."""
        return self.findings[self.here] if self.here < len(self.findings) else None

    def move(self, by: int) -> None:
        """Open another finding; the list is a ring."""
        if self.findings:
            self.here = (self.here + by) % len(self.findings)
            self.changed()
            self.reveal(self.here)

    def lay_out(self, width: int) -> list[Row]:
        return findings_rows(self.findings, self.here, self._note, self.words, self._glyphs, width)

    def on_click(self, event: events.Click) -> None:
        index = self.clicked_key(event)
        if index is not None:
            self.move(index - self.here)

    def settle(self) -> None:
        self.reveal(self.here)
