"""What screens with a list share: the title, the list, and the details of the highlighted item."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from roleplay.presenting.rows.listing import Listing
from roleplay.presenting.rows.row import Row
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.one_line_input import OneLineInput
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.tui.widgets.prose import Prose

T = TypeVar("T")


class ListScreen(BaseScreen[None], Generic[T]):
    """Shows a `Listing`, which a subclass creates; it is created again whenever its source may have changed."""

    CSS_PATH = STYLES / "library.tcss"
    AUTO_FOCUS = "PointedList"
    #: the class of the list, which describes what Enter does
    list_class: ClassVar[type[PointedList[Any]]]

    def __init__(self) -> None:
        super().__init__()
        self.shown: Listing[T] = Listing()

    def listing(self) -> Listing[T]:
        """The list to show now, in the current language."""
        raise NotImplementedError

    def create_widgets(self) -> None:
        """Create the widgets that `compose` lays out."""
        self.top = RowsView(self._title_rows, id="top")
        self.items: PointedList[T] = self.list_class(id="items")
        self.about = Prose(id="about")

    def compose(self) -> ComposeResult:
        """The title, the details of the highlighted item, and the list."""
        self.create_widgets()
        self.about.add_class("over")
        yield self.top
        yield self.about
        with Vertical(id="left"):
            yield self.items
        yield KeyBar()

    def _title_rows(self, width: int) -> list[Row]:
        return [self.shown.title_row(width)]

    def on_screen_resume(self) -> None:
        """Update the list with what was done meanwhile."""
        super().on_screen_resume()
        self.load()

    async def change_language(self) -> None:
        """Show the same list in the new language; the highlight is kept."""
        self.show()

    def load(self) -> None:
        """Read the source of the list, and show it."""
        self.show()

    def show(self, prefer: str | None = None) -> None:
        """Show the current list. If the highlighted item is gone, the pointer goes to the one with key ``prefer``."""
        self.shown = self.listing()
        self.items.show(self.shown, prefer)
        self.top.update_rows()
        self.show_details(self.items.highlighted)
        self.refresh_bindings()

    def show_details(self, item: T | None) -> None:
        """Show the details of the highlighted item."""
        self.about.show(self.shown.about(item))

    def on_pointed_list_highlighted(self) -> None:
        self.highlight_moved()

    def highlight_moved(self) -> None:
        """Handle a move of the highlight."""
        self.show_details(self.items.highlighted)


class SearchedListScreen(ListScreen[T], Generic[T]):
    """A list that is searched by typing; the query is kept until it is cleared."""

    #: the catalogue's key of the input's placeholder
    placeholder_key: ClassVar[str]

    @property
    def search_text(self) -> str:
        """The current query; empty for all."""
        raise NotImplementedError

    def search(self, text: str) -> None:
        """Filter the list by ``text``."""
        raise NotImplementedError

    async def change_language(self) -> None:
        """Keep the query, too."""
        await super().change_language()
        for field in self.query(Input):
            field.placeholder = self.words(self.placeholder_key)

    async def action_filter(self) -> None:
        if not self.query(Input):
            field = OneLineInput(
                self.search_text, placeholder=self.words(self.placeholder_key), id="filter", compact=True
            )
            await self.query_one("#left").mount(field, before=0)
        self.query_one(Input).focus()
        self.refresh_bindings()

    async def clear_search(self) -> None:
        """Clear the query and remove the input."""
        self.items.focus()
        await self.query(Input).remove()
        self.search("")

    def on_input_changed(self, message: Input.Changed) -> None:
        if message.value != self.search_text:
            self.search(message.value)

    def on_input_submitted(self) -> None:
        """Return to the list, which stays filtered."""
        self.items.focus()

    def action_to_list(self) -> None:
        self.items.focus()
