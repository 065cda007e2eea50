"""The command palette: what it offers, and its own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.screen import Screen
from textual.theme import ThemeProvider
from textual.widgets.option_list import Option

from roleplay.locales import Catalogue
from roleplay.tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from roleplay.tui.app import RoleplayApp


def commands(app: RoleplayApp, screen: Screen[Any]) -> Iterable[SystemCommand]:
    """The commands that make sense everywhere, and those of the screen that is shown."""
    words = app.words

    def command(name: str, action: str) -> SystemCommand:
        async def run() -> None:
            await app.run_action(action)

        return SystemCommand(words(f"command.{name}"), words(f"command.{name}_about"), run)

    if not isinstance(screen, LibraryScreen):
        yield SystemCommand(words("command.library"), words("command.library_about"), app.go_home)
    yield command("language", "app.toggle_language")
    yield SystemCommand(words("command.theme"), words("command.theme_about"), app.search_themes)
    yield SystemCommand(words("command.help"), words("command.help_about"), app.action_help)
    yield command("quit", "app.quit")


class Palette(CommandPalette):
    """Textual's palette, speaking the learner's language."""

    def __init__(self, words: Catalogue, *, id: str | None = None, themes: bool = False) -> None:
        super().__init__(
            [ThemeProvider] if themes else None,
            placeholder=words("command.search_themes" if themes else "command.search"),
            id=id,
        )
        self._none = words("command.none")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                self.query_one(CommandList).add_option(Option(Content(self._none), disabled=True, id=self._NO_MATCHES))
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)


def theme_palette(words: Catalogue) -> Palette:
    """All themes, to be searched."""
    return Palette(words, themes=True)
