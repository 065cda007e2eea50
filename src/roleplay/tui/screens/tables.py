"""Asks for the names of the tables of a class."""

from __future__ import annotations

from roleplay.drill.plan import Plan
from roleplay.presenting.drill import plan_settings
from roleplay.presenting.rows.row import Row, block
from roleplay.tui.screens.write import WriteScreen


class TablesScreen(WriteScreen):
    """Lies over the lobby, and answers the names as they were typed."""

    help_key = "help.drill"
    done = "drill_done"

    def __init__(self, plan: Plan, names: str) -> None:
        """``names`` are those that the tables of ``plan`` have, as they would be typed."""
        super().__init__(names)
        self._plan = plan

    def question(self, width: int) -> list[Row]:
        """What tables are for."""
        return [
            *block(self.words("drill.tables.title"), width, "heading"),
            *block(self.words("drill.tables.about"), width),
        ]

    def objection(self, text: str) -> str:
        """A table has a key of its own."""
        return "drill.tables.many" if plan_settings.too_many(plan_settings.with_tables(self._plan, text)) else ""
