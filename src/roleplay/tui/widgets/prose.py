"""Paragraphs of plain text, wrapped by the rules of Chinese and Latin text alike. One widget for any length."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content, Span
from textual.geometry import Size
from textual.widget import Widget

from roleplay.presenting.paragraphs import Paragraph, wrapped
from roleplay.text.cells import cell_len
from roleplay.tui.textual_private import relayout


def lay_out(paragraphs: Iterable[Paragraph], width: int) -> Content:
    """The paragraphs as lines of at most ``width`` cells. Untrusted text is never parsed as markup."""
    text, spans = wrapped(paragraphs, width)
    return Content(text, [Span(*span) for span in spans])


class Prose(Widget):
    """Shows paragraphs, wrapped to the width it is given."""

    DEFAULT_CSS = "Prose { height: auto; }"

    def __init__(
        self, paragraphs: Iterable[Paragraph] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._paragraphs = tuple(paragraphs)
        self._laid_out: tuple[int, Content] | None = None

    @property
    def text(self) -> str:
        """All the text shown, unwrapped."""
        return "\n".join(paragraph.label + paragraph.text for paragraph in self._paragraphs)

    def show(self, paragraphs: Iterable[Paragraph]) -> None:
        """Show these paragraphs instead."""
        shown = tuple(paragraphs)
        if shown != self._paragraphs:
            self._paragraphs = shown
            self._laid_out = None
            relayout(self)

    def _content_for(self, width: int) -> Content:
        if self._laid_out is None or self._laid_out[0] != width:
            self._laid_out = (width, lay_out(self._paragraphs, width))
        return self._laid_out[1]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The width of the longest paragraph on one line."""
        return max(
            (cell_len(paragraph.label + paragraph.text) + paragraph.indent for paragraph in self._paragraphs), default=0
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._content_for(width).plain.count("\n") + 1 if self._paragraphs else 0

    def render(self) -> Content:
        return self._content_for(self.content_size.width)
