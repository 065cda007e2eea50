"""The page of something that is sat scene by scene: a test for before and after, an exam."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual.screen import Screen

from roleplay.session import Attempt
from roleplay.tui.screens.page import PageScreen
from roleplay.workspace.exams import ExamRecord
from roleplay.workspace.sittings import FormRecord

SatRecord = TypeVar("SatRecord", FormRecord, ExamRecord)


class SittingScreen(PageScreen, Generic[SatRecord]):
    """Shows anew what was played meanwhile. A subclass says what stands on the page."""

    def __init__(self, record: SatRecord, screen_of: Callable[[Callable[[], Attempt]], Screen[Any] | None]) -> None:
        """``screen_of`` makes the screen of the attempt that a function begins or goes on with, where it can."""
        super().__init__()
        self._record: SatRecord = record
        self._screen_of = screen_of

    def on_screen_resume(self) -> None:
        """What was answered or played meanwhile counts."""
        super().on_screen_resume()
        self._record.refresh()
        self._show()
        if self._record.plays.take_parted():
            self.host.note(self.words("exam.parted"), "warning")

    async def change_language(self) -> None:
        """The same page in the other language."""
        self._show()

    def _show(self) -> None:
        raise NotImplementedError
