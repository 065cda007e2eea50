"""What every screen shares: the words in the learner's language, the key bar, help, and too small a window."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Generic, cast

from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding, Binding, BindingType
from textual.events import Event
from textual.message import Message
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.types import NoActiveAppError

from roleplay.locales import Catalogue
from roleplay.presenting.rows.keys import AS_USUAL, KeyNow
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.tui.host import Host
from roleplay.tui.keybar import KeyBar

#: Where the style sheets lie: one a screen, and one for all.
STYLES = Path(__file__).parent / "styles"

#: Below this size a screen only says that it needs more room.
MIN_COLUMNS, MIN_ROWS = 60, 18


class SteadyScreen(Screen[ScreenResultType], Generic[ScreenResultType]):
    """A screen that any keys may come to in one read: it is left once, and what was not shown is not answered."""

    #: what was pressed before this moment was meant for something else (seconds, of the clock of messages)
    asked_since: float = 0.0

    def asks_anew(self) -> None:
        """What is asked now has not been seen yet: keys that are on their way already are no answer to it."""
        self.asked_since = Event().time

    @property
    def is_on_top(self) -> bool:
        """Whether no other screen lies over it; Textual calls one current that is seen behind a box."""
        return self.app.screen is self

    def comes_late(self, event: Message) -> bool:
        """Whether it answers what was asked before."""
        return event.time < self.asked_since

    def on_screen_resume(self) -> None:
        """It is shown from now on."""
        self.asks_anew()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave it with an answer; one that is left already stays so."""
        return super().dismiss(result) if self.is_on_top else AwaitComplete()


class BaseScreen(SteadyScreen[ScreenResultType], Generic[ScreenResultType]):
    """A screen that can change its language while it is shown. A modal one answers with its result.

    The description of a binding is the catalogue's ``key.<id>`` of the binding's id, where `key_now` says nothing else,
    so key bar, help and palette cannot disagree. ``help_key`` names the catalogue entry that `?` shows.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (MIN_ROWS, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "Help", id="help"),
        Binding("L", "app.toggle_language", "Language", id="language"),
    ]
    help_key: str = "help.general"
    #: whether what is opened from it lies over it, so that back leads here again
    stays_below: ClassVar[bool] = False

    def __init__(self) -> None:
        """Take the classes that belong to the size of the window at once: the first layout is then the right one."""
        super().__init__()
        with contextlib.suppress(NoActiveAppError):
            width, height = self.app.size
            for size, steps in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
                fitting = [step for step in steps or () if size >= step[0]]
                if fitting:
                    self.add_class(max(fitting)[1], update=False)

    @property
    def host(self) -> Host:
        """The application, as far as screens know it."""
        return cast("Host", self.app)

    @property
    def words(self) -> Catalogue:
        """The interface in the language of the moment."""
        return self.host.words

    @property
    def glyphs(self) -> Glyphs:
        """The characters that are drawn with."""
        return self.host.glyphs

    @property
    def language(self) -> str:
        """The language of the moment, for texts of scenes."""
        return self.host.language

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings, described in the language of the moment."""
        return {key: self._described(active) for key, active in super().active_bindings.items()}

    def key_now(self, key: str) -> KeyNow:
        """How the key of that id is shown at the moment."""
        return AS_USUAL

    def _described(self, active: ActiveBinding) -> ActiveBinding:
        binding = active.binding
        now = self.key_now(binding.id) if binding.id else AS_USUAL
        words = self.words.words.get(f"key.{binding.id}") if now.words is None else now.words
        shown = replace(
            binding,
            description=binding.description if words is None else words,
            show=binding.show if now.shown is None else now.shown,
            key_display=binding.key_display if now.name is None else now.name,
        )
        return active._replace(binding=shown, enabled=active.enabled if now.enabled is None else now.enabled)

    def key_unused(self, key: str) -> None:
        """A key was pressed that does nothing now. Where keys are told of, that is said."""
        if self.query(KeyBar):
            self.host.note(self.words("app.unused_key"))

    def key_used(self) -> None:
        """A key was pressed that does something: that another did nothing has been said for long enough."""
        for bar in self.query(KeyBar):
            if bar.note == safe(self.words("app.unused_key"), newlines=False):
                bar.be_quiet()

    async def change_language(self) -> None:
        """Show everything again in the new language; whatever was typed or highlighted is kept by the screen."""
        await self.recompose()
        self.refresh_bindings()


class BaseDialog(BaseScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen that lies over another one, and answers it."""
