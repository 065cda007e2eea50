"""All practice cards and when each is due again, earliest first. Each opens a focus drill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from roleplay.presenting.due import DueFact, all_cards
from roleplay.presenting.rows.due import CardListing
from roleplay.records.model import When
from roleplay.tui.screens.listing import ListScreen
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.workspace.focus import tries_of


class CardList(PointedList[DueFact]):
    """A list of cards."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Drill", id="due_drill")]


class DueScreen(ListScreen[DueFact]):
    """All cards."""

    list_class = CardList
    help_key = "help.due"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.leave", "Back", id="back")]

    def __init__(self) -> None:
        super().__init__()
        #: ``None`` until they have been loaded
        self._facts: Sequence[DueFact] | None = None
        self._now = self.host.workspace.now

    def listing(self) -> CardListing:
        return CardListing(self._facts, self._now, self.words, self.glyphs)

    async def change_language(self) -> None:
        """Show the same list in the new language."""
        self.load()

    def load(self) -> None:
        """Show what is known so far, and compute the list in a thread: a long record must not block the keys."""
        self.show()
        self.run_worker(self._work_out, thread=True, exit_on_error=False, exclusive=True)

    def _work_out(self) -> None:
        worker, workspace, words = get_current_worker(), self.host.workspace, self.words
        finished, contents, now = workspace.store.history(), workspace.library.contents, workspace.now
        facts = all_cards(finished, contents, now, words, tries_of(workspace))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._set_facts, facts, now)

    def _set_facts(self, facts: Sequence[DueFact], now: When) -> None:
        self._facts, self._now = facts, now
        self.show()

    def on_pointed_list_chosen(self, message: CardList.Chosen) -> None:
        """Open a focus drill on the card."""
        from roleplay.tui.screens.focus import FocusScreen

        self.app.push_screen(FocusScreen(message.item.card.ref))
