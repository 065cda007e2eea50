"""The page of something that is played scene by scene: a test for before and after, an exam."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual.screen import Screen

from roleplay.presenting.rows.row import RowsAt
from roleplay.session import Attempt
from roleplay.tui.screens.page import PageScreen
from roleplay.workspace.exams import ExamRecord
from roleplay.workspace.sittings import FormRecord

SittingRecord = TypeVar("SittingRecord", FormRecord, ExamRecord)


class SittingScreen(PageScreen, Generic[SittingRecord]):
    """Is updated with what was played meanwhile. A subclass provides the text of the page."""

    def __init__(
        self, record: SittingRecord, make_screen: Callable[[Callable[[], Attempt]], Screen[Any] | None]
    ) -> None:
        """``make_screen`` makes the screen of the attempt that a function begins or continues; ``None`` on failure."""
        super().__init__()
        self._record: SittingRecord = record
        self._make_screen = make_screen

    def rows_at(self) -> RowsAt:
        """The current text of the page."""
        raise NotImplementedError

    @property
    def has_next(self) -> bool:
        """Whether there is something to begin or to continue."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the page again."""
        self.page.show(self.rows_at())
        self.refresh_bindings()
        self.host.report_problems()

    def on_screen_resume(self) -> None:
        """Update the page with what was answered or played meanwhile."""
        super().on_screen_resume()
        self._record.refresh()
        self.show()
        if self._record.plays.pop_divergence():
            self.host.note(self.words("exam.parted"), "warning")

    async def change_language(self) -> None:
        """Show the same page in the new language."""
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go on only if something is left to do."""
        return self.has_next if action == "on" else super().check_action(action, parameters)
