"""What was practised, and when each is due again: what is due first. Each opens a focus drill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

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
        #: ``None`` until they are known
        self._facts: Sequence[DueFact] | None = None

    def compose(self) -> ComposeResult:
        self.cards = CardList(self.glyphs, id="scenes")
        self.cards.words, self.cards.now = self.words, self.host.workspace.now
        self.top, self.about = Static(id="top"), Static(id="resume")
        yield self.top
        yield self.about
        with Vertical(id="left"):
            yield self.cards
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """What was drilled meanwhile has another date."""
        super().on_screen_resume()
        self._load()

    async def change_language(self) -> None:
        """The same list in the other language."""
        self._load()

    def _load(self) -> None:
        """The list as far as it is known; it is worked out, however long the record is, while the keys answer."""
        self._show()
        self.run_worker(self._work_out, thread=True, exit_on_error=False, exclusive=True)

    def _work_out(self) -> None:
        worker, workspace, words = get_current_worker(), self.host.workspace, self.words
        finished, contents, now = workspace.store.history(), workspace.library.contents, workspace.now
        facts = all_cards(finished, contents, now, words, tries_of(workspace))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._know, facts, now)

    def _know(self, facts: Sequence[DueFact], now: When) -> None:
        self._facts, self.cards.now = facts, now
        self._show()

    def _show(self) -> None:
        words, facts, now = self.words, self._facts, self.cards.now
        told = ""
        if facts:
            count = sum(fact.card.due <= now for fact in facts)
            told = words("due.screen_count", count=count, cards=len(facts))
        self.top.update(Content.assemble((words("due.screen_title"), "bold"), ("  " + told, "$foreground-muted")))
        self.cards.words = words
        self.cards.show_items(facts or (), words("progress.coming" if facts is None else "due.none"))
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
