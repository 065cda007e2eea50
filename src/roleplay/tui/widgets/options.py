"""The choices of a briefing: rows that are gone through with the arrow keys and changed in place."""

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

from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph
from roleplay.presenting.preparation import OptionLine
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.tui.textual_private import lay_out_again
from roleplay.tui.widgets.prose import lay_out


class OptionRows(Widget, can_focus=True):
    """Rows of a name and a value; what the row under the cursor means stands below them."""

    DEFAULT_CSS = "OptionRows { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="move"),
        Binding("down,j", "move(1)", "Down", show=False, id="move"),
        Binding("left,h", "change(-1)", "Before", id="change"),
        Binding("right,l,space", "change(1)", "Change", id="change"),
    ]

    cursor: reactive[int] = reactive(0, layout=True, init=False)

    class Changed(Message):
        """The value of a row is to change."""

        def __init__(self, place: int, by: int) -> None:
            super().__init__()
            self.place = place
            self.by = by

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._lines: list[OptionLine] = []

    def show(self, lines: Sequence[OptionLine]) -> None:
        """Show these rows."""
        self._lines = list(lines)
        self.set_reactive(OptionRows.cursor, min(self.cursor, max(len(self._lines) - 1, 0)))
        lay_out_again(self)

    def watch_cursor(self) -> None:
        """Another row has another explanation."""
        self.clear_cached_dimensions()

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.cursor = min(max(self.cursor + by, 0), max(len(self._lines) - 1, 0))

    def action_change(self, by: int) -> None:
        """Another value for the row under the cursor."""
        if self._lines:
            self.post_message(self.Changed(self.cursor, by))

    def on_click(self, event: Click) -> None:
        """A click changes a row."""
        place = event.get_content_offset_capture(self).y
        if 0 <= place < len(self._lines):
            self.cursor = place
            self.action_change(1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows, and the explanation of one."""
        return len(self._lines) + self._about(width).plain.count("\n") + 1 if self._lines else 0

    def _about(self, width: int) -> Content:
        line = self._lines[self.cursor]
        cut = cell_len(safe(line.value)) > self._room(width)
        names = [Paragraph(line.value, "bold")] if cut else []
        return lay_out([BLANK_LINE, *names, Paragraph(line.about, "$foreground-muted")], width)

    def _label_width(self, width: int) -> int:
        longest = max(cell_len(safe(line.label, newlines=False)) for line in self._lines)
        return min(longest, max(width // 2, 8))

    def _room(self, width: int) -> int:
        """Cells for a value, after the pointer and between its brackets."""
        return max(width - 2 - self._label_width(width) - 1 - 4, 0)

    def render(self) -> Content:
        """The rows, then the explanation."""
        width = self.content_size.width
        if not self._lines:
            return Content()
        label, room = self._label_width(width), self._room(width)
        rows: list[Content | tuple[str, str | Style]] = []
        for place, line in enumerate(self._lines):
            here = place == self.cursor
            pointer = self._glyphs.pointer if here else " "
            name = pad(fit(safe(line.label, newlines=False), label, self._glyphs.ellipsis), label)
            value = fit(safe(line.value, newlines=False), room, self._glyphs.ellipsis)
            value = f"< {value} >" if here else f"  {value}"
            text = pad(f"{pointer} {name} {value}", width)
            style = "$block-cursor-foreground on $block-cursor-background" if here and self.has_focus else ""
            rows += [(text, style or ("bold" if here or line.changed else "")), ("\n", "")]
        return Content.assemble(*rows, self._about(width))
