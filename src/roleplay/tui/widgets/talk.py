"""A talk: what was said, the meters, and what can be said next, one under the other."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from roleplay.presenting import facts
from roleplay.presenting.rows.out_of_view import out_of_view
from roleplay.session import Attempt
from roleplay.tui.host import Host
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.meters import Meters
from roleplay.tui.widgets.one_line_input import OneLineInput
from roleplay.tui.widgets.transcript import Transcript

#: Of the height of a talk the choices have at most this part while a hint is open (the style sheet has the same).
_WITH_HINT = 0.94


class Talk(Vertical):
    """The lines over meters and choices tell how many rows are out of view."""

    def __init__(self, host: Host, *, own_words: bool = False, id: str | None = None) -> None:
        """``own_words``: under the choices there is a line to write."""
        super().__init__(id=id)
        self._host = host
        self._own_words = own_words
        self._lines_out = self._choices_out = (0, 0)
        self.transcript = Transcript(self._tell_lines, id="transcript")
        self.meters = Meters(host.glyphs, id="meters")
        self.choices = Choices(host.glyphs, self._tell_choices, id="choices")

    def compose(self) -> ComposeResult:
        yield self.transcript
        yield self.meters
        yield self.choices
        if self._own_words:
            yield OneLineInput(id="own", compact=True)

    @property
    def room_for_choices(self) -> int | None:
        """Rows that the choices may have while a hint is open; `None` before it is laid out."""
        return int(self.size.height * _WITH_HINT) - 1 if self.size.height else None

    def squeeze(self, *, hinting: bool) -> None:
        """With a hint open all choices stay in view: what was said makes room, and where need be the meters."""
        used = sum(len(view.rows) + 1 for view in (self.choices, self.meters)) + 1
        self.set_class(hinting, "-hinting")
        self.set_class(hinting and used > self.size.height, "-crowded")
        self._tell()

    def show(self, attempt: Attempt, fresh: int | None, held_back: int = 0) -> None:
        """Show what was said, but for the last ``held_back`` lines; for ``fresh`` see `Transcript.show`."""
        lines = facts.transcript_lines(attempt, self._host.words)
        self.transcript.show(lines[: len(lines) - held_back], fresh)

    def _tell_lines(self, above: int, below: int) -> None:
        self._lines_out = (above, below)
        self._tell()

    def _tell_choices(self, above: int, below: int) -> None:
        self._choices_out = (above, below)
        self._tell()

    def _tell(self) -> None:
        """In the line over the meters, and in that over the choices; over these both where the meters are gone."""
        words, glyphs = self._host.words, self._host.glyphs
        lines = out_of_view(*self._lines_out, words, glyphs)
        choices = out_of_view(*self._choices_out, words, glyphs, by_arrows=True)
        if self.has_class("-crowded"):
            choices = choices or lines
        for view, text in ((self.meters, lines), (self.choices, choices)):
            if str(view.border_title or "") != text:
                view.border_title = Content(text)
