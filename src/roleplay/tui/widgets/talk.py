"""A talk: what was said, the meters, and what can be said next, one under the other."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from roleplay.presenting import facts
from roleplay.session import Attempt
from roleplay.tui.host import Host
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.meters import Meters
from roleplay.tui.widgets.transcript import Transcript
from roleplay.tui.widgets.typed_line import TypedLine


class Talk(Vertical):
    """The lines over meters and choices tell how many rows are out of view."""

    def __init__(self, host: Host, *, own_words: bool = False, id: str | None = None) -> None:
        """``own_words``: under the choices there is a line to write."""
        super().__init__(id=id)
        self._host = host
        self._own_words = own_words
        self.transcript = Transcript(self._tell_lines_below, id="transcript")
        self.meters = Meters(host.glyphs, id="meters")
        self.choices = Choices(host.glyphs, self._tell_choices_below, id="choices")

    def compose(self) -> ComposeResult:
        yield self.transcript
        yield self.meters
        yield self.choices
        if self._own_words:
            yield TypedLine(id="own", compact=True)

    def show(self, attempt: Attempt, fresh: int | None, held_back: int = 0) -> None:
        """Show what was said, but for the last ``held_back`` lines; for ``fresh`` see `Transcript.show`."""
        lines = facts.transcript_lines(attempt, self._host.words)
        self.transcript.show(lines[: len(lines) - held_back], fresh)

    def _tell_lines_below(self, rows: int) -> None:
        self._tell_below(self.meters, "play.more_below", rows)

    def _tell_choices_below(self, rows: int) -> None:
        self._tell_below(self.choices, "play.more_choices", rows)

    def _tell_below(self, widget: Widget, key: str, rows: int) -> None:
        text = f"{self._host.glyphs.down} {self._host.words(key, count=rows)}" if rows else ""
        if str(widget.border_title or "") != text:
            widget.border_title = Content(text)
