"""Asks for the name under which a walk is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from roleplay.authoring.walk_writer import KeptWalk, may_be_called
from roleplay.presenting.rows.row import Row, block
from roleplay.tui.base import STYLES, BaseDialog
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.lines_view import Sheet


class KeepScreen(BaseDialog[None]):
    """Lies over the scene."""

    CSS_PATH = STYLES / "edit.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Leave", id="keep_leave"),
    ]
    help_key = "help.edit"

    def __init__(self, walk: KeptWalk, taken: Collection[str], on_name: Callable[[str], None]) -> None:
        """``walk`` has the name that is offered; ``on_name`` is told the one that was chosen."""
        super().__init__()
        self._walk = walk
        self._taken = taken
        self._on_name = on_name
        self._asked = ""
        self._answer = ""

    def compose(self) -> ComposeResult:
        """What is kept, a line for its name, and what is wrong with that."""
        with Vertical(id="box"):
            yield Sheet(self._what, id="what")
            yield Input(self._walk.name, max_length=60, id="name", compact=True)
            yield Sheet(self._told, id="answer")
        yield KeyBar()

    def _what(self, width: int) -> list[Row]:
        words, walk = self.words, self._walk
        rows = block(words("keep.title"), width, "heading")
        rows += block(words("keep.about", count=len(walk.choices), ending=walk.ending), width)
        for ref, comparison in walk.expect.items():
            rows += block(words("keep.score", ref=ref, range=comparison), width)
        return [*rows, *block(words("keep.name"), width, "muted")]

    def _told(self, width: int) -> list[Row]:
        if not self._answer:
            return []
        return block(self.words(self._answer, **({"name": self._asked} if self._asked else {})), width, "mark")

    async def change_language(self) -> None:
        """The same in the other language; what was typed stays."""
        for sheet in self.query(Sheet):
            sheet.changed()
        self.refresh_bindings()

    def _described(self, active: ActiveBinding) -> ActiveBinding:
        """Enter is the line's own key, and does what this screen is for."""
        if active.binding.key == "enter":
            words = self.words("key.keep_done")
            return active._replace(binding=replace(active.binding, id="keep_done", description=words, show=True))
        return super()._described(active)

    def _say(self, key: str, asked: str = "") -> None:
        self._answer, self._asked = key, asked
        self.query_one("#answer", Sheet).changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name, if it is one; a name that is taken is asked about once."""
        event.stop()
        name = event.value.strip()
        if not may_be_called(name):
            self._say("keep.bad_name")
        elif name in self._taken and name != self._asked:
            self._say("keep.taken", name)
        else:
            self.dismiss()
            self._on_name(name)
