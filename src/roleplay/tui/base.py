"""What every screen shares: the words in the learner's language, the key bar, help, and the minimum window size."""

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
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.tui.host import Host
from roleplay.tui.keybar import KeyBar

#: The folder of the style sheets: one for each screen, and one for all.
STYLES = Path(__file__).parent / "styles"

#: In a smaller window a screen only says that it needs more room.
MIN_COLUMNS, MIN_ROWS = 60, 18


class GuardedScreen(Screen[ScreenResultType], Generic[ScreenResultType]):
    """A screen that is safe against queued keys: stale ones answer nothing, and it cannot be dismissed twice."""

    #: input sent before this time (seconds, message clock) was meant for what was shown earlier
    input_valid_from: float = 0.0

    def discard_pending_input(self) -> None:
        """Ignore keys already queued: the learner pressed them before seeing what is asked now."""
        self.input_valid_from = Event().time

    @property
    def is_on_top(self) -> bool:
        """Whether no other screen is on top of it; Textual's ``is_current`` is also true of one behind a dialog."""
        return self.app.screen is self

    def is_stale(self, event: Message) -> bool:
        """Whether ``event`` was sent before the current question was shown."""
        return event.time < self.input_valid_from

    def on_screen_resume(self) -> None:
        """Ignore keys meant for the screen that was shown before."""
        self.discard_pending_input()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen with ``result``; does nothing if it is no longer on top."""
        return super().dismiss(result) if self.is_on_top else AwaitComplete()


class BaseScreen(GuardedScreen[ScreenResultType], Generic[ScreenResultType]):
    """A screen that can change its language while it is shown. A modal one returns a result.

    A binding is described by the catalogue's ``key.<id>``, with the id of the binding, unless `key_state` overrides it,
    so that key bar, help and palette cannot disagree. ``help_key`` names the catalogue entry that `?` shows.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (MIN_ROWS, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "Help", id="help"),
        Binding("L", "app.toggle_language", "Language", id="language"),
    ]
    help_key: str = "help.general"
    #: whether screens opened from it go on top of it, so that "back" returns here
    stays_below: ClassVar[bool] = False

    def __init__(self) -> None:
        """Add the classes for the window's size at once, so that the first layout is already right."""
        super().__init__()
        with contextlib.suppress(NoActiveAppError):
            width, height = self.app.size
            for size, steps in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
                fitting = [step for step in steps or () if size >= step[0]]
                if fitting:
                    self.add_class(max(fitting)[1], update=False)

    @property
    def host(self) -> Host:
        """The application, through the interface that screens may use."""
        return cast("Host", self.app)

    @property
    def words(self) -> Catalogue:
        """The interface texts in the current language."""
        return self.host.words

    @property
    def glyphs(self) -> Glyphs:
        """The characters used for drawing."""
        return self.host.glyphs

    @property
    def language(self) -> str:
        """The current language for the texts of scenes."""
        return self.host.language

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The active bindings, described in the current language."""
        return {key: self._described(active) for key, active in super().active_bindings.items()}

    def key_state(self, key: str) -> KeyState:
        """How the binding of that id is currently shown."""
        return DEFAULT_KEY

    def _described(self, active: ActiveBinding) -> ActiveBinding:
        binding = active.binding
        state = self.key_state(binding.id) if binding.id else DEFAULT_KEY
        words = self.words.words.get(f"key.{binding.id}") if state.words is None else state.words
        shown = replace(
            binding,
            description=binding.description if words is None else words,
            show=binding.show if state.shown is None else state.shown,
            key_display=binding.key_display if state.name is None else state.name,
        )
        return active._replace(binding=shown, enabled=active.enabled if state.enabled is None else state.enabled)

    def key_unused(self, key: str) -> None:
        """Handle a key that currently does nothing: say so on screens with a key bar."""
        if self.query(KeyBar):
            self.host.note(self.words("app.unused_key"))

    def key_used(self) -> None:
        """Handle a key that does something: clear the note about an unused key, if it is still shown."""
        for bar in self.query(KeyBar):
            if bar.note == safe(self.words("app.unused_key"), newlines=False):
                bar.clear_note()

    async def change_language(self) -> None:
        """Show everything in the new language; subclasses keep what was typed or highlighted."""
        await self.recompose()
        self.refresh_bindings()


class BaseDialog(BaseScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen on top of another one, to which it returns a result."""
