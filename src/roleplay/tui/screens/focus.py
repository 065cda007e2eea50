"""A focus drill: three tries, each looked back on, and what they came to."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.engine import IllegalChoice
from roleplay.presenting.due import card_name
from roleplay.presenting.due_cards import DueCard
from roleplay.presenting.focus import (
    about_words,
    focus_result,
    look_at,
    look_rows,
    opening_rows,
    result_rows,
    step_words,
)
from roleplay.presenting.rows.row import BLANK, PAGE_MEASURE, Row, block
from roleplay.presenting.rows.title import drill_title
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.session.focus import FocusTry, comes_again
from roleplay.tui.screens.focus_talk import FocusTalkScreen
from roleplay.tui.screens.page import TitledPage
from roleplay.workspace.focus import FocusDrill


class FocusScreen(TitledPage):
    """The page under the tries: it waits, tells what the last one came to, and at the end the result."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", id="focus_go_on"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.focus"

    def __init__(self, card: str) -> None:
        """``card`` is ``heat.hear`` or ``move:cut_in``."""
        super().__init__()
        self._card = card
        self._drill: FocusDrill | None = None
        #: why there is nothing to try; empty where there is, or while that is looked for
        self._nothing = ""
        self._waiting = True
        #: the try that is about to begin
        self._next_try: FocusTry | None = None
        self._told = False
        #: the card with what was tried, once the result is told
        self._after: DueCard | None = None

    def on_mount(self) -> None:
        self._drill = FocusDrill(self.host.workspace, self._card, self.language)
        self._show()
        self._look_for_a_try()

    def title_row(self) -> Row:
        named = card_name(self._card, self.host.workspace.library.contents, self.words)
        return drill_title("" if named is None else named.told(self.words), self.words, self.glyphs)

    def retell(self) -> None:
        self._show()

    # -- trying ------------------------------------------------------------------------------------------------

    def _look_for_a_try(self) -> None:
        self._waiting = True
        self._show()
        self.run_worker(self._find, thread=True, exit_on_error=False, exclusive=True, group="focus")

    def _find(self) -> None:
        assert self._drill is not None
        found: FocusTry | None = None
        try:
            found, nothing = self._drill.next_try(), "focus.none"
        except (UnknownScene, BrokenScene, IllegalChoice, LookupError, OSError):
            nothing = "focus.broken"
        self.app.call_from_thread(self._begin, found, nothing)

    def _begin(self, tried: FocusTry | None, nothing: str) -> None:
        named = card_name(self._card, self.host.workspace.library.contents, self.words)
        drill = self._drill
        assert drill is not None
        self._waiting = False
        if tried is None or named is None:
            self._nothing = nothing
            if drill.tries:
                self._tell()
            self._show()
        else:
            self._next_try = tried
            self._show()
            self.page.scroll_home(animate=False)
            just_read = comes_again(drill.tries)  # what led there, that is
            if just_read and self.is_on_top:
                self._talk(tried)

    def _talk(self, tried: FocusTry) -> None:
        named = card_name(self._card, self.host.workspace.library.contents, self.words)
        assert self._drill is not None
        assert named is not None
        talk = FocusTalkScreen(tried, len(self._drill.tries) + 1, named)
        self.app.push_screen(talk, partial(self._tried, tried))

    def _tried(self, tried: FocusTry, _: None) -> None:
        """A try was left: what is over is kept and told; else the drill stops here."""
        assert self._drill is not None
        self._next_try = None
        if tried.over:
            self._drill.keep(tried)
            self.host.tell_problem()
        else:
            self._tell()
        self._show()
        self.page.scroll_home(animate=False)

    def _tell(self) -> None:
        """The result from now on."""
        assert self._drill is not None
        self._told, self._after = True, self._drill.due_card()

    async def action_go_on(self) -> None:
        """Into the try that is told of, or to the next one; after the last one to the result, and from there back."""
        assert self._drill is not None
        if self._next_try is not None:
            self._talk(self._next_try)
        elif self._told or self._nothing:
            await self.run_action("app.leave")
        elif self._drill.over:
            self._tell()
            self._show()
            self.page.scroll_home(animate=False)
        else:
            self._look_for_a_try()

    # -- showing -----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to go on to while it is being looked for."""
        if action == "go_on":
            return not self._waiting
        return super().check_action(action, parameters)

    def _show(self) -> None:
        self.asks_anew()  # an Enter too many is for nothing that it has not shown yet
        self.page.show(self._rows)
        self.refresh_bindings()

    def _rows(self, width: int) -> list[Row]:
        drill, words = self._drill, self.words
        contents = self.host.workspace.library.contents
        named = card_name(self._card, contents, words)
        width = min(width, PAGE_MEASURE)
        if drill is None or named is None:
            return block(words("cli.no_card", card=self._card), width)
        if self._told and drill.tries:
            after, now = self._after, self.host.workspace.now
            result = focus_result(drill.card, drill.tries, after, now, words, moved=drill.moved(after))
            return result_rows(result, named, words, width)
        if self._next_try is not None:
            return opening_rows(self._next_try, len(drill.tries) + 1, named, words, width)
        if self._nothing:
            return block(words(self._nothing), width)
        step = block(
            step_words(drill.tries, words, waiting=self._waiting), width, "muted" if self._waiting else "strong"
        )
        if self._waiting or not drill.tries:
            return [*block(about_words(named, words), width), BLANK, *step]
        look = look_at(drill.tries[-1], len(drill.tries), words)
        return [*look_rows(look, words, self.glyphs, width), BLANK, *step]
