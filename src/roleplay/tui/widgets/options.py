"""The options of a briefing: rows that are stepped through with the arrow keys and changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from roleplay.presenting.preparation import OptionLine
from roleplay.presenting.rows.options import explanation, option_texts
from roleplay.text.glyphs import Glyphs
from roleplay.tui.textual_private import relayout
from roleplay.tui.widgets.prose import lay_out


class OptionRows(Widget, can_focus=True):
    """Rows with a name and a value each; below them the row under the cursor is explained."""

    DEFAULT_CSS = "OptionRows { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="move"),
        Binding("down,j", "move(1)", "Down", show=False, id="move"),
        Binding("left,h", "change(-1)", "Before", id="change"),
        Binding("right,l,space", "change(1)", "Change", id="change"),
    ]

    cursor: reactive[int] = reactive(0, layout=True, init=False)

    class Changed(Message):
        """A request to change the value of a row by ``by`` steps."""

        def __init__(self, index: int, by: int) -> None:
            super().__init__()
            self.index = index
            self.by = by

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._lines: list[OptionLine] = []

    def show(self, lines: Sequence[OptionLine]) -> None:
        self._lines = list(lines)
        self.set_reactive(OptionRows.cursor, min(self.cursor, max(len(self._lines) - 1, 0)))
        relayout(self)

    def watch_cursor(self) -> None:
        self.clear_cached_dimensions()

    def action_move(self, by: int) -> None:
        self.cursor = min(max(self.cursor + by, 0), max(len(self._lines) - 1, 0))

    def action_change(self, by: int) -> None:
        if self._lines:
            self.post_message(self.Changed(self.cursor, by))

    def on_click(self, event: Click) -> None:
        index = event.get_content_offset_capture(self).y
        if 0 <= index < len(self._lines):
            self.cursor = index
            self.action_change(1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines) + self._explanation(width).plain.count("\n") + 1 if self._lines else 0

    def _explanation(self, width: int) -> Content:
        return lay_out(explanation(self._lines, self.cursor, width), width)

    def render(self) -> Content:
        width = self.content_size.width
        if not self._lines:
            return Content()
        parts: list[tuple[str, str | Style]] = []
        texts = option_texts(self._lines, self.cursor, self._glyphs, width)
        for index, (line, text) in enumerate(zip(self._lines, texts, strict=True)):
            at_cursor = index == self.cursor
            style = "$block-cursor-foreground on $block-cursor-background" if at_cursor and self.has_focus else ""
            parts += [(text, style or ("bold" if at_cursor or line.changed else "")), ("\n", "")]
        return Content.assemble(*parts, self._explanation(width))
