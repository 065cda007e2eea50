"""Asks for the names of the tables of a class."""

from __future__ import annotations

from roleplay.drill.names import read_names
from roleplay.presenting.drill.plan_settings import tables_problem
from roleplay.presenting.rows.row import Row, block
from roleplay.tui.screens.write import WriteScreen


class TablesScreen(WriteScreen):
    """Lies over the lobby, and answers the names as they were typed."""

    help_key = "help.drill"
    done = "drill_done"

    def question(self, width: int) -> list[Row]:
        """What tables are for."""
        return [
            *block(self.words("drill.tables.title"), width, "heading"),
            *block(self.words("drill.tables.about"), width),
        ]

    def objection(self, text: str) -> str:
        """A table has a name and a key of its own."""
        return tables_problem(read_names(text))
