"""The command palette: what it offers, in the learner's language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from textual.app import SystemCommand
from textual.message import Message
from textual.theme import ThemeProvider
from textual.widgets import Input, OptionList

from roleplay.locales import Catalogue
from roleplay.tui.base import GuardedScreen
from roleplay.tui.textual_private import TranslatedPalette

#: Command name -> the application's action. The word "projector" finds the projector themes.
_COMMANDS = {
    "library": "app.home",
    "progress": "app.open('progress')",
    "due": "app.open('due')",
    "forms": "app.open('forms')",
    "history": "app.open('history')",
    "plan": "app.open('plan')",
    "goals": "app.open('goals')",
    "incident": "app.open('incident')",
    "language": "app.toggle_language",
    "theme": "app.change_theme",
    "projector_light": "app.take_theme('projector-light')",
    "projector_dark": "app.take_theme('projector-dark')",
    "help": "app.help",
    "quit": "app.quit",
}


def commands(words: Catalogue, run: Callable[[str], Awaitable[object]], *, at_home: bool) -> Iterator[SystemCommand]:
    """The commands that work everywhere; ``run`` runs their actions. In the library, "library" itself is left out."""

    def command(name: str, action: str) -> SystemCommand:
        async def run_it() -> None:
            await run(action)

        return SystemCommand(words(f"command.{name}"), words(f"command.{name}_about"), run_it)

    for name, action in _COMMANDS.items():
        if not (at_home and name == "library"):
            yield command(name, action)


class Palette(TranslatedPalette, GuardedScreen[None]):
    """A searchable list of commands, or of themes."""

    def __init__(self, words: Catalogue, *, id: str | None = None, themes: bool = False) -> None:
        placeholder = words("command.search_themes" if themes else "command.search")
        super().__init__([ThemeProvider] if themes else None, placeholder=placeholder, id=id)
        self.no_matches = words("command.none")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Run nothing on a second Enter, when the palette has been closed already."""
        self._stop_if_closed(event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._stop_if_closed(event)

    def _stop_if_closed(self, event: Message) -> None:
        if not self.is_on_top:
            event.stop()
            event.prevent_default()
