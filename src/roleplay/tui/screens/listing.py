"""What the screens that show a list share: its title, the list, what there is to say of the highlighted item."""

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
    """Shows a `Listing`, made anew whenever what it is of may have changed. A subclass makes it."""

    CSS_PATH = STYLES / "library.tcss"
    AUTO_FOCUS = "PointedList"
    #: the class of the list, which says what Enter is for
    list_class: ClassVar[type[PointedList[Any]]]

    def __init__(self) -> None:
        super().__init__()
        self.shown: Listing[T] = Listing()

    def listing(self) -> Listing[T]:
        """What is to be shown now, in the language of the moment."""
        raise NotImplementedError

    def make_parts(self) -> None:
        """Make what `compose` lays out."""
        self.top = RowsView(self._title_rows, id="top")
        self.items: PointedList[T] = self.list_class(id="items")
        self.about = Prose(id="about")

    def compose(self) -> ComposeResult:
        """The title, what there is to say of the highlighted item, and the list."""
        self.make_parts()
        self.about.add_class("over")
        yield self.top
        yield self.about
        with Vertical(id="left"):
            yield self.items
        yield KeyBar()

    def _title_rows(self, width: int) -> list[Row]:
        return [self.shown.title_row(width)]

    def on_screen_resume(self) -> None:
        """What was done meanwhile shows in the list."""
        super().on_screen_resume()
        self.load()

    async def change_language(self) -> None:
        """The same list in the other language; the highlight stays."""
        self.show()

    def load(self) -> None:
        """Read what the list is of, and show it."""
        self.show()

    def show(self, prefer: str | None = None) -> None:
        """Show what there is; where the highlighted item is gone, the pointer goes to that of the key ``prefer``."""
        self.shown = self.listing()
        self.items.show(self.shown, prefer)
        self.top.changed()
        self.tell_of(self.items.highlighted)
        self.refresh_bindings()

    def tell_of(self, item: T | None) -> None:
        """Say what there is to say of the highlighted item."""
        self.about.show(self.shown.about(item))

    def on_pointed_list_highlighted(self) -> None:
        self.point_elsewhere()

    def point_elsewhere(self) -> None:
        """Another item is highlighted."""
        self.tell_of(self.items.highlighted)


class SearchedListScreen(ListScreen[T], Generic[T]):
    """A list that can be looked through by typing; what is typed stays until all is asked for again."""

    #: the catalogue's key of what stands in the empty line
    asks_for: ClassVar[str]

    @property
    def sought(self) -> str:
        """What the list is looked through for."""
        raise NotImplementedError

    def seek(self, text: str) -> None:
        """Look through the list for ``text``."""
        raise NotImplementedError

    async def change_language(self) -> None:
        """What was typed stays, too."""
        await super().change_language()
        for field in self.query(Input):
            field.placeholder = self.words(self.asks_for)

    async def action_filter(self) -> None:
        if not self.query(Input):
            field = OneLineInput(self.sought, placeholder=self.words(self.asks_for), id="filter", compact=True)
            await self.query_one("#left").mount(field, before=0)
        self.query_one(Input).focus()
        self.refresh_bindings()

    async def seek_nothing(self) -> None:
        """Show all again, without the line."""
        self.items.focus()
        await self.query(Input).remove()
        self.seek("")

    def on_input_changed(self, message: Input.Changed) -> None:
        if message.value != self.sought:
            self.seek(message.value)

    def on_input_submitted(self) -> None:
        """Back to the list, which stays filtered."""
        self.items.focus()

    def action_to_list(self) -> None:
        self.items.focus()
