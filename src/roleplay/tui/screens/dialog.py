"""The pause: go on, to the library, or quit. Nothing is lost either way, and it says so."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.choices import Choices, Item
from roleplay.tui.widgets.paragraph import BLANK, Row, block


class PauseScreen(BaseScreen, ModalScreen[None]):
    """Lies over the conversation."""

    CSS_PATH = STYLES / "conversation.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Go on", id="dialog_back"),
        Binding("up,k", "move(-1)", show=False, id="play_move"),
        Binding("down,j", "move(1)", show=False, id="play_move"),
        Binding("enter", "pick_here", show=False, id="play_pick"),
        *(Binding(str(n), f"pick({n})", show=False, id="play_pick") for n in (1, 2, 3)),
    ]
    help_key = "help.conversation"

    def __init__(self, saved: bool) -> None:
        super().__init__()
        self._saved = saved

    def compose(self) -> ComposeResult:
        """A small box."""
        with Vertical(id="box"):
            yield Choices(self.app.glyphs.pointer, self.app.glyphs.locked, id="pause")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill it."""
        self._fill()

    def _fill(self) -> None:
        words, choices = self.words, self.query_one(Choices)
        items = [Item(str(n), words(f"pause.{key}")) for n, key in enumerate(("continue", "library", "quit"), 1)]
        text, role = ("pause.saved", "muted") if self._saved else ("pause.unsaved", "mark")
        choices.show(
            items,
            lambda width: [
                Row(((words("pause.title"), "heading"),)),
                *block(words(text), width, role),
                BLANK,
            ],
            highlighted=choices.highlighted,
        )

    async def change_language(self) -> None:
        """The same in the other language."""
        self._fill()
        self.refresh_bindings()

    def action_move(self, by: int) -> None:
        """Highlight another item."""
        self.query_one(Choices).move(by)

    def action_pick_here(self) -> None:
        """Do what is highlighted."""
        choices = self.query_one(Choices)
        choices.pick(choices.highlighted)

    def action_pick(self, number: int) -> None:
        """Do the item of that number."""
        self.query_one(Choices).pick(number - 1)

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Go on, home, or out."""
        event.stop()
        if event.place == 0:
            self.dismiss()
        elif event.place == 1:
            self.app.go_home()
        else:
            self.app.exit()
