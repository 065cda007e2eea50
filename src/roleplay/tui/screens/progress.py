"""How every criterion developed over the learner's attempts, and what to play next."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from roleplay.presenting.progress import ProgressPage, Recommendation
from roleplay.presenting.rows.row import PAGE_MEASURE, Row, block
from roleplay.tui.screens.page import PageScreen


class ProgressScreen(PageScreen):
    """A page to read, by rubric or by family."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Play it", id="progress_next"),
        Binding("f", "families", "Family, rubric", id="progress_families"),
        Binding("u", "app.open('due')", "Due", id="due"),
        Binding("h", "app.open('history')", "History", id="history"),
        Binding("g", "app.open('goals')", "Goals", id="goals"),
        Binding("n", "app.open('plan')", "Plan", id="plan"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.progress"

    def __init__(self) -> None:
        super().__init__()
        self._by_family = False
        #: ``None`` until it has been computed
        self._progress: ProgressPage | None = None

    def on_screen_resume(self) -> None:
        """Show what was played or deleted meanwhile."""
        super().on_screen_resume()
        self._load()

    def _load(self) -> None:
        """Show what is known so far, and compute the page in a thread: a long record must not block the keys."""
        self._show()
        self.call_after_refresh(self.run_worker, self._work_out, thread=True, exit_on_error=False, exclusive=True)

    def _work_out(self) -> None:
        from roleplay.workspace.progress import progress_page

        worker = get_current_worker()
        progress = progress_page(self.host.workspace, self.words, self.glyphs)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._set_progress, progress)

    def _set_progress(self, progress: ProgressPage) -> None:
        self._progress = progress
        self._show()

    def _show(self) -> None:
        self.page.show(self._rows)
        self.refresh_bindings()

    def _rows(self, width: int) -> list[Row]:
        if self._progress is None:
            return [
                *block(self.words("progress.title"), width, "heading"),
                *block(self.words("progress.coming"), width),
            ]
        return self._progress.rows(self.words, self.glyphs, min(width, PAGE_MEASURE), by_family=self._by_family)

    async def change_language(self) -> None:
        """Show the same page in the new language."""
        self._load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next scene only if one is recommended."""
        if action == "next":
            return self._recommended is not None
        return super().check_action(action, parameters)

    def action_next(self) -> None:
        """Open the briefing of the recommended scene."""
        if self._recommended is not None:
            self.host.open_briefing(self._recommended.entry.id)

    @property
    def _recommended(self) -> Recommendation | None:
        return None if self._progress is None else self._progress.facts.recommendation

    def action_families(self) -> None:
        self._by_family = not self._by_family
        self._show()
