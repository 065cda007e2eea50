"""A page that is read from top to bottom."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.rows.row import Row
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView


class Turned(Protocol):
    """What keys can turn: rows that a widget draws itself, or whatever stands in one that scrolls."""

    def turn_rows(self, rows: int) -> None:
        """Scroll by so many rows, up where they are negative."""

    def turn_pages(self, pages: int) -> None:
        """Scroll by so many heights of the view, less a row that stays."""


class PageScreen(BaseScreen[None]):
    """The usual keys turn what is read on it: by a row, by a page."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = STYLES / "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup,b", "pages(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("pagedown,space", "pages(1)", "Down", show=False, id="play_scroll_down"),
        Binding("up,k", "rows(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("down,j", "rows(1)", "Down", show=False, id="play_scroll_down"),
    ]

    def compose(self) -> ComposeResult:
        """Nothing but the page, over the keys."""
        yield RowsView(id="page", classes=EDGE)
        yield KeyBar()

    @property
    def page(self) -> RowsView:
        """The rows of ``#page``, where there is one."""
        return self.query_one("#page", RowsView)

    @property
    def turned(self) -> Turned:
        """What the keys turn: `page`, unless a subclass says otherwise."""
        return self.page

    def action_rows(self, rows: int) -> None:
        self.turned.turn_rows(rows)

    def action_pages(self, pages: int) -> None:
        self.turned.turn_pages(pages)


class TitledPage(PageScreen):
    """A page under a title. A subclass says what the title is, and shows the page."""

    def title_row(self, width: int) -> Row:
        """The title in ``width`` cells."""
        raise NotImplementedError

    def retell(self) -> None:
        """Show what is shown in the language of the moment."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield RowsView(self._title_rows, id="title")
        yield from self.compose_page()
        yield KeyBar()

    def compose_page(self) -> ComposeResult:
        """What stands between the title and the keys."""
        yield RowsView(id="page", classes=EDGE)

    def _title_rows(self, width: int) -> list[Row]:
        return [self.title_row(width)]

    async def change_language(self) -> None:
        """The same in the other language."""
        self.query_one("#title", RowsView).changed()
        self.retell()
        self.refresh_bindings()
