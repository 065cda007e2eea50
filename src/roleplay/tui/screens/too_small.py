"""The cover shown while the window is too small."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Resize

from roleplay.presenting.paragraphs import Paragraph
from roleplay.tui.base import MIN_COLUMNS, MIN_ROWS, BaseScreen
from roleplay.tui.widgets.prose import Prose


class TooSmallScreen(BaseScreen[None]):
    """Says kindly how much room is needed. The screens below continue once there is room again."""

    CSS = """
    TooSmallScreen { align: center middle; background: $background; overflow: hidden; }
    TooSmallScreen Prose { width: 100%; text-align: center; }
    """
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield Prose([self._sentence(self.app.size.width, self.app.size.height)])

    def on_resize(self, event: Resize) -> None:
        self.query_one(Prose).show([self._sentence(event.size.width, event.size.height)])

    def _sentence(self, columns: int, rows: int) -> Paragraph:
        return Paragraph(
            self.words("app.too_small", columns=columns, rows=rows, need_columns=MIN_COLUMNS, need_rows=MIN_ROWS)
        )
