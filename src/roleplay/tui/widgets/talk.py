"""A conversation: what was said, the meters, and what can be said next, one below the other."""

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

#: The largest share of the widget's height for the choices while a hint is open (the style sheet has the same value).
_MAX_SHARE_WITH_HINT = 0.94


class Talk(Vertical):
    """Transcript, meters and choices; the lines above meters and choices show how many rows are out of view."""

    def __init__(self, host: Host, *, own_words: bool = False, id: str | None = None) -> None:
        """``own_words`` adds a text field below the choices."""
        super().__init__(id=id)
        self._host = host
        self._own_words = own_words
        self._lines_overflow = self._choices_overflow = (0, 0)
        self.transcript = Transcript(self._on_lines_overflow, id="transcript")
        self.meters = Meters(host.glyphs, id="meters")
        self.choices = Choices(host.glyphs, self._on_choices_overflow, id="choices")

    def compose(self) -> ComposeResult:
        yield self.transcript
        yield self.meters
        yield self.choices
        if self._own_words:
            yield OneLineInput(id="own", compact=True)

    @property
    def room_for_choices(self) -> int | None:
        """The most rows the choices may take while a hint is open; ``None`` before the first layout."""
        return int(self.size.height * _MAX_SHARE_WITH_HINT) - 1 if self.size.height else None

    def squeeze(self, *, hinting: bool) -> None:
        """With a hint open, keep all choices in view: the transcript shrinks, and the meters are hidden if need be."""
        used = sum(len(view.rows) + 1 for view in (self.choices, self.meters)) + 1
        self.set_class(hinting, "-hinting")
        self.set_class(hinting and used > self.size.height, "-crowded")
        self._show_overflow()

    def show(self, attempt: Attempt, fresh: int | None, held_back: int = 0) -> None:
        """Show what was said except the last ``held_back`` lines; for ``fresh`` see `Transcript.show`."""
        lines = facts.transcript_lines(attempt, self._host.words)
        self.transcript.show(lines[: len(lines) - held_back], fresh)

    def _on_lines_overflow(self, above: int, below: int) -> None:
        self._lines_overflow = (above, below)
        self._show_overflow()

    def _on_choices_overflow(self, above: int, below: int) -> None:
        self._choices_overflow = (above, below)
        self._show_overflow()

    def _show_overflow(self) -> None:
        """Show it in the lines above the meters and the choices; without meters, in the latter for both."""
        words, glyphs = self._host.words, self._host.glyphs
        lines = out_of_view(*self._lines_overflow, words, glyphs)
        choices = out_of_view(*self._choices_overflow, words, glyphs, by_arrows=True)
        if self.has_class("-crowded"):
            choices = choices or lines
        for view, text in ((self.meters, lines), (self.choices, choices)):
            if str(view.border_title or "") != text:
                view.border_title = Content(text)
