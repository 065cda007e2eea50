"""An exam: its rules, the state of a sitting, its result; from there the learner enters its questions and scenes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from roleplay.presenting.exam.page import page_rows
from roleplay.presenting.exam.steps import ExamStep, begin_question, step_of, step_page
from roleplay.presenting.rows.row import PAGE_MEASURE, RowsAt
from roleplay.reading.contents import UnknownScene
from roleplay.session import Attempt
from roleplay.tui.screens.ask import BackQuestion
from roleplay.tui.screens.quiz import QuizScreen
from roleplay.tui.screens.sitting import SittingScreen
from roleplay.workspace.exams import ExamRecord


class ExamScreen(SittingScreen[ExamRecord]):
    """One exam of a library."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "Go on", id="exam_on"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.exam"

    def __init__(self, record: ExamRecord, make_screen: Callable[[Callable[[], Attempt]], Screen[Any] | None]) -> None:
        """``make_screen`` makes the screen of the attempt that a function begins or continues; ``None`` on failure."""
        super().__init__(record, make_screen)
        #: the index of the scene whose briefing is shown
        self._briefed: int | None = None

    # -- showing -------------------------------------------------------------------

    @property
    def _step(self) -> ExamStep:
        return step_of(self._record.fact, self._briefed)

    @property
    def has_next(self) -> bool:
        return self._step is not ExamStep.CLOSED

    def rows_at(self) -> RowsAt:
        library = self.host.workspace.library
        texts = step_page(self._step, self._record.fact, library.contents, library.bundle, self.words)
        return lambda width: page_rows(texts, min(width, PAGE_MEASURE))

    def show(self) -> None:
        super().show()
        self.page.scroll_to_row(0)

    # -- going on ------------------------------------------------------------------

    def action_on(self) -> None:
        """Begin the exam, or go on to the next step."""
        match self._step:
            case ExamStep.RULES:
                self.app.push_screen(BackQuestion(begin_question(self._record.exam)), self._begin)
            case ExamStep.QUESTION:
                self.app.push_screen(QuizScreen(self._record))
            case ExamStep.STAGE:
                self._briefed = len(self._record.fact.sittings[-1].sitting.plays)
                self.discard_pending_input()  # keys pressed earlier must not begin the scene
                self.show()
            case ExamStep.BRIEFING | ExamStep.UNDER_WAY:
                screen = self._make_screen(self._attempt)
                if screen is not None:
                    self.app.push_screen(screen)

    def _begin(self, sure: bool | None) -> None:
        if sure:
            self._record.begin()
            self.app.push_screen(QuizScreen(self._record))

    def _attempt(self) -> Attempt:
        """Begin the next scene. Raises `UnknownScene` or `BrokenScene`."""
        attempt = self._record.play(self.language)
        if attempt is None:  # another instance of the program was faster
            raise UnknownScene(self._record.exam.id, [])
        return attempt
