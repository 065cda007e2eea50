"""A focus drill: three tries, each debriefed, and the result."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.presenting.due import CardName, card_name
from roleplay.presenting.focus import page_rows
from roleplay.presenting.rows.row import PAGE_MEASURE, Row, block
from roleplay.presenting.rows.title import drill_title
from roleplay.session.focus import FocusPhase, FocusTry, TrySearchResult, should_repeat
from roleplay.tui.screens.focus_talk import FocusTalkScreen
from roleplay.tui.screens.page import TitledPage
from roleplay.workspace.focus import FocusDrill


class FocusScreen(TitledPage):
    """The page below the tries: it waits for the next, debriefs the last one, and shows the result at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", id="focus_go_on"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.focus"

    def __init__(self, card: str) -> None:
        """``card`` is ``heat.hear`` or ``move:cut_in``."""
        super().__init__()
        self._drill = FocusDrill(self.host.workspace, card, self.language)

    def on_mount(self) -> None:
        self._search_for_try()

    @property
    def _card_name(self) -> CardName | None:
        return card_name(self._drill.card, self.host.workspace.library.contents, self.words)

    def title_row(self, width: int) -> Row:
        return drill_title(
            "" if self._card_name is None else self._card_name.text(self.words), self.words, self.glyphs, width
        )

    def show_page(self) -> None:
        """Show the page again in the current language."""
        self.discard_pending_input()  # an extra Enter must not answer what has not been shown yet
        self.page.show(self._rows)
        self.refresh_bindings()

    def _rows(self, width: int) -> list[Row]:
        width = min(width, PAGE_MEASURE)
        if self._card_name is None:
            return block(self.words("cli.no_card", card=self._drill.card), width)
        return page_rows(self._drill.page(self.words), self._card_name, self.words, self.glyphs, width)

    def _show(self) -> None:
        self.show_page()
        self.page.scroll_home(animate=False)

    # -- stepping through it -----------------------------------------------------------------------------------

    def _search_for_try(self) -> None:
        self._show()
        self.run_worker(self._find, thread=True, exit_on_error=False, exclusive=True, group="focus")

    def _find(self) -> None:
        self.app.call_from_thread(self._take_found, self._drill.find())

    def _take_found(self, found: TrySearchResult) -> None:
        self._drill.take(TrySearchResult(None) if self._card_name is None else found)
        self._show()
        just_read = should_repeat(self._drill.tries)  # the learner knows the lines that lead there
        if self._drill.next is not None and just_read and self.is_on_top:
            self._talk(self._drill.next)

    def _talk(self, focus_try: FocusTry) -> None:
        assert self._card_name is not None
        self.app.push_screen(FocusTalkScreen(focus_try, len(self._drill.tries) + 1, self._card_name), self._end_try)

    def _end_try(self, _: None) -> None:
        """End a try that was left."""
        self._drill.end_try()
        self._show()
        self.host.report_problems()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go on unless a try is still being searched for."""
        if action == "go_on":
            return self._drill.phase is not FocusPhase.SEARCHING
        return super().check_action(action, parameters)

    async def action_go_on(self) -> None:
        """Begin the announced try, or look for the next; after the last one show the result, then leave."""
        if self._drill.next is not None:
            self._talk(self._drill.next)
        elif self._drill.phase is not FocusPhase.REVIEW:
            await self.run_action("app.leave")
        elif self._drill.go_on() is FocusPhase.SEARCHING:
            self._search_for_try()
        else:
            self._show()
