"""A small dialog over a screen with a line to write."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from roleplay.presenting.rows.row import Row, block
from roleplay.tui.base import STYLES, BaseDialog
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.one_line_input import OneLineInput


class WriteScreen(BaseDialog[str]):
    """Asks a question, and returns what was written; ``None`` if it was cancelled.

    A subclass provides the `question`, and says in `objection` what it does not accept.
    """

    CSS_PATH = STYLES / "ask.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="back"),
    ]
    #: the binding id that describes Enter
    enter_id: ClassVar[str]

    def __init__(self, value: str, *, max_length: int = 200) -> None:
        """``value`` is the initial text; ``max_length`` is in characters."""
        super().__init__()
        self._written = value
        self._max_length = max_length
        self._objection = ""

    def question(self, width: int) -> list[Row]:
        """The question, as rows of ``width`` cells above the line."""
        raise NotImplementedError

    def objection(self, text: str) -> str:
        """The catalogue's key of what is wrong with ``text``, which may quote it as ``{name}``; empty if nothing is."""
        return ""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield RowsView(self.question, id="what")
            yield OneLineInput(self._written, max_length=self._max_length, id="line", compact=True)
            yield RowsView(self._objection_rows, id="answer")
        yield KeyBar()

    def _objection_rows(self, width: int) -> list[Row]:
        if not self._objection:
            return []
        return block(self.words(self._objection, name=self._written.strip()), width, "mark")

    async def change_language(self) -> None:
        """Show the same question in the new language; the typed text is kept."""
        for sheet in self.query(RowsView):
            sheet.update_rows()
        self.refresh_bindings()

    def _described(self, active: ActiveBinding) -> ActiveBinding:
        """Describe Enter, which belongs to the text field, as what this screen does with it."""
        if active.binding.key == "enter":
            active = active._replace(binding=replace(active.binding, id=self.enter_id, show=True))
        return super()._described(active)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._written = event.value
        self.submit(event.value)

    def submit(self, text: str) -> None:
        """Return ``text``, or show what is wrong with it."""
        self._objection = self.objection(text)
        if self._objection:
            self.query_one("#answer", RowsView).update_rows()
        else:
            self.dismiss(text)
