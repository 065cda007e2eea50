"""The dialog that asks for the name under which a walk is kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.authoring.walk_writer import KeptWalk, is_walk_name
from roleplay.presenting.editing import kept_walk_rows
from roleplay.presenting.rows.row import Row
from roleplay.tui.screens.write import WriteScreen


class KeepScreen(WriteScreen):
    """A dialog on top of the scene; returns the name. A name in use must be confirmed once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Leave", id="keep_leave"),
    ]
    help_key = "help.edit"
    enter_id = "keep_done"

    def __init__(self, walk: KeptWalk, taken: Collection[str]) -> None:
        """``walk`` has the suggested name; ``taken`` are the names of the scene's other walks."""
        super().__init__(walk.name, max_length=60)
        self._walk = walk
        self._taken = taken
        self._asked_about = ""

    def question(self, width: int) -> list[Row]:
        """The walk to be kept, as rows above the input line."""
        return kept_walk_rows(self._walk, self.words, width)

    def objection(self, text: str) -> str:
        """A name must be short and plain; one in use is refused once, to make sure that replacing the walk is meant."""
        name = text.strip()
        if not is_walk_name(name):
            return "keep.bad_name"
        if name in self._taken and name != self._asked_about:
            self._asked_about = name
            return "keep.taken"
        return ""
