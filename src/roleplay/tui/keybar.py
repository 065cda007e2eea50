"""The line at the bottom that lists the keys that currently do something, and above it, for a while, a note.

A click on a key presses it. Notes are shown here and not in a box over the text: where such a box cuts through a
Chinese character, Textual loses a character of the box as well.
"""

from __future__ import annotations

import re
from typing import Any, cast

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.screen import Screen
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from roleplay.locales import Catalogue
from roleplay.presenting.rows.keys import KEY_GAP, Shortcut, key_name, key_rows
from roleplay.text.cells import cell_len
from roleplay.text.plain import safe
from roleplay.text.wrap import wrap
from roleplay.tui.host import Host
from roleplay.tui.textual_private import relayout

#: Bindings that are the same on every screen come last, in this order.
_GLOBAL_IDS = ("pause", "back", "home", "help", "language", "palette", "quit")
_RANGE = re.compile("[0-9]-[0-9]")
#: A note stays for so many seconds, or longer if it takes longer to read (at so many cells per second).
_NOTE_SECONDS, _READING_SPEED = 6.0, 12.0
_NOTE_STYLES = {"information": "bold", "warning": "bold $text-warning", "error": "bold $text-error"}


def key_display(binding: Binding, words: Catalogue) -> str:
    """A binding's key as it is shown: the catalogue's ``keyshown.<id>``, else its ``key_display``, else its name."""
    shown = words.words.get(f"keyshown.{binding.id}")
    return shown or binding.key_display or key_name(binding.key, words)


def shortcuts(screen: Screen[Any], words: Catalogue, *, hidden: bool = False) -> list[Shortcut]:
    """The keys that currently do something, the screen's own first; with ``hidden`` also those not shown in the bar.

    Keys with the same description are shown once. Keys without words in the catalogue belong to Textual and are left
    out.
    """
    ranked: dict[tuple[str, str], tuple[int, Shortcut]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        identity = (binding.id or binding.action, binding.description)
        if identity in ranked or not (binding.show or hidden) or f"key.{binding.id}" not in words.words:
            continue
        rank = _GLOBAL_IDS.index(binding.id) if binding.id in _GLOBAL_IDS else -1
        ranked[identity] = (
            rank,
            Shortcut(binding.key, key_display(binding, words), binding.description, active.enabled),
        )
    return [shortcut for _, shortcut in sorted(ranked.values(), key=lambda pair: pair[0])]


class KeyBar(Widget):
    """Shows the keys of the screen it is on, and notes above them."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys: list[Shortcut] = []
        self._note: tuple[str, str] | None = None
        self._note_timer: Timer | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._update_keys)
        self._update_keys(self.screen)

    def _shortcuts(self) -> list[Shortcut]:
        return shortcuts(self.screen, cast("Host", self.app).words)

    def _update_keys(self, _: Screen[Any]) -> None:
        keys = self._shortcuts()
        if keys != self._keys:
            width = self.content_size.width
            rows = len(key_rows(self._keys, width))
            self._keys = keys
            if width == 0 or len(key_rows(keys, width)) != rows:
                relayout(self)
            else:
                self.refresh()

    def show_note(self, text: str, severity: str = "information") -> None:
        """Show ``text`` above the keys for as long as it takes to read it."""
        self._note = (safe(text, newlines=False), severity)
        self.add_class("-speaking")
        if self._note_timer is not None:
            self._note_timer.stop()
        self._note_timer = self.set_timer(max(_NOTE_SECONDS, cell_len(text) / _READING_SPEED), self.clear_note)
        relayout(self)

    def clear_note(self) -> None:
        """Remove the note."""
        if self._note is not None:
            self._note = None
            self.remove_class("-speaking")
            relayout(self)

    @property
    def note(self) -> str:
        """The note that is currently shown; empty if there is none."""
        return self._note[0] if self._note else ""

    def _note_lines(self, width: int) -> list[str]:
        if self._note is None:
            return []
        mark = "" if self._note[1] == "information" else "! "
        return wrap(mark + self._note[0], width, indent=" " * len(mark))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if not self._keys:
            self._keys = self._shortcuts()
        return len(key_rows(self._keys, width)) + len(self._note_lines(width))

    def render(self) -> Content:
        width = self.content_size.width
        style = _NOTE_STYLES[self._note[1]] if self._note else ""
        parts: list[tuple[str, Style | str]] = [(line + "\n", style) for line in self._note_lines(width)]
        for number, row in enumerate(key_rows(self._keys, width)):
            if number:
                parts.append(("\n", ""))
            for index, shortcut in enumerate(row):
                # a click on "1-4" would press 1, which is hardly what was meant
                press = Style() if _RANGE.fullmatch(shortcut.shown) else Style.from_meta({"press": shortcut.key})
                name = Style.parse("bold $text-accent" if shortcut.enabled else "dim") + press
                words = (Style() if shortcut.enabled else Style.parse("dim")) + press
                parts += [(KEY_GAP if index else "", ""), (f"{shortcut.shown} ", name), (shortcut.description, words)]
        return Content.assemble(*parts)

    def on_click(self, event: Click) -> None:
        key = event.style.meta.get("press")
        if isinstance(key, str):
            event.stop()
            self.app.simulate_key(key)
