"""A widget that draws rows of plain text and styles the roles of their spans by a table."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as ContentStyle

from roleplay.presenting.rows.row import Row

_VARIABLE = re.compile(r"\$([a-z-]+)")


class RowView(ScrollView):
    """Draws rows.

    The roles are not component classes: a style sheet recomputes all of those for every widget whenever a class of the
    screen changes, which took two thirds of the work of a key press.
    """

    #: role -> what it adds to the style of the widget ("bold $text-accent"), in Textual's style syntax
    LOOKS: ClassVar[dict[str, str]] = {}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._role_styles: dict[str, Style] = {}

    def strip_of(self, row: Row, width: int) -> Strip:
        """``row`` as a strip of ``width`` cells."""
        base = self._style_of("")
        if row.fill:
            base += self._style_of(row.fill)
        segments = [Segment(text, base + self._style_of(role) if role else base) for text, role in row.spans]
        return Strip(segments).adjust_cell_length(width, base)

    def _style_of(self, role: str) -> Style:
        style = self._role_styles.get(role)
        if style is None:
            style = self._role_styles[role] = self._resolve(role) if role else self.rich_style
        return style

    def _resolve(self, role: str) -> Style:
        # Textual's own substitution of a variable would lose the percentage of "auto 60%"
        variables = self.app.theme_variables
        text = _VARIABLE.sub(lambda match: variables[match[1]], self.LOOKS[role])
        ground = ContentStyle(background=self.visual_style.background)  # "auto" contrasts with it
        return (ground + self.app.stylesheet.parse_style(text)).rich_style

    def notify_style_update(self) -> None:
        """Discard the cached styles: the theme or the background has changed."""
        super().notify_style_update()
        self._role_styles.clear()
