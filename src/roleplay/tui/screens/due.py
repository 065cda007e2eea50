"""What was practised, and when each is due again: what is due first. Each opens a focus drill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from roleplay.locales import Catalogue
from roleplay.presenting.due import DueFact, all_cards, due_line
from roleplay.presenting.rows.due import card_names_row, card_row
from roleplay.presenting.rows.row import Row
from roleplay.records.model import When
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.workspace.focus import tries_of


class CardList(PointedList[DueFact]):
    """Cards, those that are due first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Drill", id="due_drill")]
    words: Catalogue
    now: When

    def key_of(self, item: DueFact) -> str:
        return item.card.ref

    def names_row(self, width: int) -> Row:
        return card_names_row(self.words, width)

    def item_row(self, item: DueFact, width: int, *, at_cursor: bool) -> Row:
        return card_row(item, self.now, self.words, self._glyphs, width, at_cursor=at_cursor)


class DueScreen(BaseScreen[None]):
    """All cards."""

    CSS_PATH = STYLES / "library.tcss"
    AUTO_FOCUS = "CardList"
    help_key = "help.due"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.leave", "Back", id="back")]

    def __init__(self) -> None:
        super().__init__()
        self._facts: Sequence[DueFact] = ()

    def compose(self) -> ComposeResult:
        self.cards = CardList(self.glyphs, id="scenes")
        self.top, self.about = Static(id="top"), Static(id="resume")
        yield self.top
        yield self.about
        with Vertical(id="left"):
            yield self.cards
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """What was drilled meanwhile has another date."""
        super().on_screen_resume()
        self._show()

    async def change_language(self) -> None:
        """The same list in the other language."""
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        workspace, words = self.host.workspace, self.words
        now = workspace.now
        self._facts = all_cards(workspace.store.history(), workspace.library.contents, now, words, tries_of(workspace))
        count = sum(fact.card.due <= now for fact in self._facts)
        told = words("due.screen_count", count=count, cards=len(self._facts)) if self._facts else ""
        self.top.update(Content.assemble((words("due.screen_title"), "bold"), ("  " + told, "$foreground-muted")))
        self.cards.words, self.cards.now = words, now
        self.cards.show_items(self._facts, words("due.none"))
        self._tell_of(self.cards.highlighted)
        self.refresh_bindings()

    def _tell_of(self, fact: DueFact | None) -> None:
        """The card under the pointer in a sentence, and what such a date is worth."""
        legend = self.words("due.legend")
        told = "" if fact is None else f"{due_line(fact, self.cards.now, self.words)}\n"
        self.about.update(Content.assemble(told, (legend, "$foreground-muted")))

    def on_pointed_list_highlighted(self, message: CardList.Highlighted) -> None:
        self._tell_of(message.item)

    def on_pointed_list_chosen(self, message: CardList.Chosen) -> None:
        """A focus drill on the card."""
        from roleplay.tui.screens.focus import FocusScreen

        self.app.push_screen(FocusScreen(message.item.card.ref))
