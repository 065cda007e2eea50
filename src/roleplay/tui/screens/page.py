"""Pages that are read from top to bottom."""

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


class Scrollable(Protocol):
    """A widget that scrolls: one that draws rows itself, or a container."""

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``; up if negative."""

    def scroll_pages(self, pages: int) -> None:
        """Scroll by ``pages``, up if negative; a page is the height of the view less one row of overlap."""


class PageScreen(BaseScreen[None]):
    """The usual keys scroll its text: by a row, by a page."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = STYLES / "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup,b", "pages(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("pagedown,space", "pages(1)", "Down", show=False, id="play_scroll_down"),
        Binding("up,k", "rows(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("down,j", "rows(1)", "Down", show=False, id="play_scroll_down"),
    ]

    def compose(self) -> ComposeResult:
        """Only the page, above the keys."""
        yield RowsView(id="page", classes=EDGE)
        yield KeyBar()

    @property
    def page(self) -> RowsView:
        """The rows of ``#page``, on screens that have it."""
        return self.query_one("#page", RowsView)

    @property
    def scroll_target(self) -> Scrollable:
        """What the keys scroll: `page`, unless a subclass says otherwise."""
        return self.page

    def action_rows(self, rows: int) -> None:
        self.scroll_target.scroll_rows(rows)

    def action_pages(self, pages: int) -> None:
        self.scroll_target.scroll_pages(pages)


class TitledPage(PageScreen):
    """A page below a title. A subclass provides the title and shows the page."""

    def title_row(self, width: int) -> Row:
        """The title in ``width`` cells."""
        raise NotImplementedError

    def show_page(self) -> None:
        """Show the page in the current language."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield RowsView(self._title_rows, id="title")
        yield from self.compose_page()
        yield KeyBar()

    def compose_page(self) -> ComposeResult:
        """The widgets between the title and the keys."""
        yield RowsView(id="page", classes=EDGE)

    def _title_rows(self, width: int) -> list[Row]:
        return [self.title_row(width)]

    async def change_language(self) -> None:
        """Show the same page in the new language."""
        self.query_one("#title", RowsView).update_rows()
        self.show_page()
        self.refresh_bindings()
