"""What the keys of a screen do, and how it is meant."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph, heading
from roleplay.text.cells import cell_len, pad
from roleplay.tui.base import BaseScreen
from roleplay.tui.keybar import KeyBar, shortcuts
from roleplay.tui.widgets.prose import Prose


class ProseScreen(BaseScreen[None]):
    """A page to read, which lies over the screen it was called from."""

    CSS = """
    ProseScreen VerticalScroll { padding: 1 2; }
    ProseScreen Prose { max-width: 100; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.pop_screen", "Back", id="back")]

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Prose(self.paragraphs())
        yield KeyBar()

    def paragraphs(self) -> list[Paragraph]:
        """What stands on the page."""
        raise NotImplementedError

    async def change_language(self) -> None:
        """The same place in the other language."""
        self.show_again()

    def show_again(self) -> None:
        """What stands on the page has changed."""
        self.query_one(Prose).show(self.paragraphs())
        self.refresh_bindings()


class HelpScreen(ProseScreen):
    """Help for the screen it was called from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "app.pop_screen", "Back", id="back"),
    ]

    def __init__(self, about: BaseScreen[Any]) -> None:
        super().__init__()
        self.about = about

    def paragraphs(self) -> list[Paragraph]:
        words = self.words
        keys = [(shortcut.shown, shortcut.description) for shortcut in shortcuts(self.about, self.words, hidden=True)]
        keys.append((words("app.palette_key"), words("key.palette")))
        column = max(cell_len(name) for name, _ in keys) + 3
        text = [Paragraph(line) if line else BLANK_LINE for line in words(self.about.help_key).strip().split("\n")]
        rows = [
            Paragraph(description, label=pad(name, column), label_style="bold $text-accent", indent=2, hang=column)
            for name, description in keys
        ]
        return [
            heading(words("help.title")),
            BLANK_LINE,
            *text,
            BLANK_LINE,
            heading(words("help.keys")),
            BLANK_LINE,
            *rows,
        ]
