"""A page of rows that is read from top to bottom."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.widgets.lines_view import RowsView


class PageScreen(BaseScreen[None]):
    """Has its rows in ``#page``, which the usual keys scroll."""

    CSS_PATH = STYLES / "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "rows(-10)", "Up", show=False, id="play_scroll_up"),
        Binding("pagedown,space", "rows(10)", "Down", show=False, id="play_scroll_down"),
        Binding("up,k", "rows(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("down,j", "rows(1)", "Down", show=False, id="play_scroll_down"),
    ]

    @property
    def page(self) -> RowsView:
        """Where the rows stand."""
        return self.query_one("#page", RowsView)

    def action_rows(self, rows: int) -> None:
        self.page.turn_rows(rows)
