"""Help: what the keys of a screen do, and how the screen works."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.help import help_paragraphs
from roleplay.presenting.paragraphs import Paragraph
from roleplay.tui.base import BaseScreen
from roleplay.tui.keybar import KeyBar, shortcuts
from roleplay.tui.widgets.edge import ReadingPane
from roleplay.tui.widgets.prose import Prose


class ProseScreen(BaseScreen[None]):
    """A page to read, on top of the screen it was opened from."""

    CSS = """
    ProseScreen ReadingPane { padding: 1 2 0 2; }
    ProseScreen Prose { max-width: 100; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.pop_screen", "Back", id="back")]

    def compose(self) -> ComposeResult:
        with ReadingPane():
            yield Prose(self.paragraphs())
        yield KeyBar()

    def paragraphs(self) -> list[Paragraph]:
        """The text of the page."""
        raise NotImplementedError

    async def change_language(self) -> None:
        """Show the same place in the new language."""
        self.show_again()

    def show_again(self) -> None:
        """Show the text again, because it has changed."""
        self.query_one(Prose).show(self.paragraphs())
        self.refresh_bindings()


class HelpScreen(ProseScreen):
    """Help for the screen it was opened from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "app.pop_screen", "Back", id="back"),
    ]

    def __init__(self, about: BaseScreen[Any]) -> None:
        super().__init__()
        self.about = about

    def paragraphs(self) -> list[Paragraph]:
        return help_paragraphs(
            self.about.help_key, shortcuts(self.about, self.words, hidden=True), self.words, self.glyphs
        )
