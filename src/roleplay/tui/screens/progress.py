"""How every criterion went over the learner's attempts, and what to play next."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.due import SHOWN, due, due_lines
from roleplay.presenting.progress import Progress, Recommendation, progress, progress_rows
from roleplay.presenting.rows.debrief import MEASURE
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView


class ProgressScreen(BaseScreen[None]):
    """A page to read, by rubric or by family."""

    CSS_PATH = STYLES / "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Play it", id="progress_next"),
        Binding("f", "families", "Family, rubric", id="progress_families"),
        Binding("h", "app.open('history')", "History", id="history"),
        Binding("g", "app.open('goals')", "Goals", id="goals"),
        Binding("pageup", "rows(-10)", "Up", show=False, id="play_scroll_up"),
        Binding("pagedown,space", "rows(10)", "Down", show=False, id="play_scroll_down"),
        Binding("up,k", "rows(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("down,j", "rows(1)", "Down", show=False, id="play_scroll_down"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.progress"

    def __init__(self) -> None:
        super().__init__()
        self._by_family = False
        self._told: Progress | None = None

    def compose(self) -> ComposeResult:
        yield RowsView(id="page", classes=EDGE)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """What was played or deleted meanwhile shows."""
        super().on_screen_resume()
        self._show()

    def _show(self) -> None:
        workspace, words = self.host.workspace, self.words
        finished, contents, now = workspace.store.history(), workspace.library.contents, workspace.now
        told = self._told = progress(finished, contents, words)
        glyphs, by_family = self.glyphs, self._by_family
        facts = due(finished, contents, now, words)
        again = [*due_lines(facts, now, words, SHOWN)[1:], words("due.legend")] if facts else []
        self.query_one("#page", RowsView).show(
            lambda width: progress_rows(told, words, glyphs, min(width, MEASURE), by_family=by_family, due_again=again)
        )
        self.refresh_bindings()

    async def change_language(self) -> None:
        """The same in the other language."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There may be no scene to play next."""
        if action == "next":
            return self._recommended is not None
        return super().check_action(action, parameters)

    def action_next(self) -> None:
        """Brief what is recommended."""
        if self._recommended is not None:
            self.host.open_briefing(self._recommended.entry.id)

    @property
    def _recommended(self) -> Recommendation | None:
        return None if self._told is None else self._told.recommendation

    def action_families(self) -> None:
        self._by_family = not self._by_family
        self._show()

    def action_rows(self, rows: int) -> None:
        self.query_one("#page", RowsView).turn_rows(rows)
