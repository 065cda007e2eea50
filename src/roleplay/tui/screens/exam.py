"""An exam: its rules, where a sitting stands, what it came to; and from there into its questions and scenes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from roleplay.exam.sitting import Sitting
from roleplay.presenting.exam.page import GAP, PageText, page_rows
from roleplay.presenting.exam.pages import result_page, rules_page, scene_page, stage_page
from roleplay.presenting.problems import scene_problem
from roleplay.presenting.rows.row import PAGE_MEASURE, Row
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.session import Attempt
from roleplay.tui.screens.ask import AskScreen, Reply
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

    def __init__(self, record: ExamRecord, screen_of: Callable[[Callable[[], Attempt]], Screen[Any] | None]) -> None:
        """``screen_of`` makes the screen of the attempt that a function begins or goes on with, where it can."""
        super().__init__(record, screen_of)
        #: the place of the scene whose briefing is shown
        self._briefed: int | None = None

    # -- showing -------------------------------------------------------------------

    def _show(self) -> None:
        how = self._how()
        self.page.show(partial(self._rows, [*self._texts(), *([GAP] if how else []), *how]))
        self.page.scroll_to_row(0)
        self.refresh_bindings()
        self.host.tell_problem()

    def _rows(self, texts: list[PageText], width: int) -> list[Row]:
        return page_rows(texts, min(width, PAGE_MEASURE))

    @property
    def _open(self) -> Sitting | None:
        """The sitting that is under way."""
        sitting = self._record.sitting
        return None if sitting is None or sitting.over else sitting

    def _texts(self) -> list[PageText]:
        contents, fact, words = self.host.workspace.library.contents, self._record.fact, self.words
        sitting = self._open
        if sitting is None:
            shown = [] if fact.last is None else result_page(fact, contents, words)
            if fact.last is not None and fact.why_not is not None:
                return shown
            return [*shown, *([GAP] if shown else []), *rules_page(fact, contents, words)]
        if not self._briefs(sitting) or sitting.task is None:
            return [] if fact.last is None else stage_page(fact.last, contents, words)
        try:
            return scene_page(sitting, self.host.workspace.library.bundle(sitting.task.item.scene), words)
        except (UnknownScene, BrokenScene) as error:
            return [PageText(scene_problem(error, words), "bad")]

    def _briefs(self, sitting: Sitting) -> bool:
        """Whether the page is the briefing of the scene that is next."""
        return self._briefed == len(sitting.plays) and sitting.task is not None and sitting.under_way is None

    def _how(self) -> list[PageText]:
        """What Enter does, or why there is nothing for it to do."""
        words, record, sitting = self.words, self._record, self._open
        if sitting is not None:
            key = "scene_on" if sitting.under_way is not None else "scene" if self._briefs(sitting) else "on"
            return [PageText(words(f"exam.begin.enter_{key}"), "accent")]
        why_not = record.why_not()
        if why_not is None:
            return [PageText(words("exam.begin.enter"), "accent")]
        if record.sitting is not None:  # the page of its result says so
            return []
        return [PageText(words(f"exam.why_not.{why_not}"), "muted")]

    # -- going on ------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There may be nothing left to do."""
        if action == "on":
            return self._open is not None or self._record.why_not() is None
        return super().check_action(action, parameters)

    def action_on(self) -> None:
        """Begin it, or go on with what comes next."""
        sitting = self._open
        if sitting is None:
            self.app.push_screen(BeginQuestion(self._record), self._begin)
        elif sitting.question is not None:
            self.app.push_screen(QuizScreen(self._record))
        elif sitting.under_way is None and not self._briefs(sitting):
            self._briefed = len(sitting.plays)
            self.asks_anew()  # what was pressed before does not begin it
            self._show()
        else:
            screen = self._screen_of(self._attempt)
            if screen is not None:
                self.app.push_screen(screen)

    def _begin(self, sure: bool | None) -> None:
        if sure:
            self._record.begin()
            self.app.push_screen(QuizScreen(self._record))

    def _attempt(self) -> Attempt:
        """The scene that is next. Raises `UnknownScene` or `BrokenScene`."""
        attempt = self._record.play(self.language)
        if attempt is None:  # another window of the program has been quicker
            raise UnknownScene(self._record.exam.id, [])
        return attempt


class BeginQuestion(AskScreen[bool]):
    """Whether the exam is to begin now."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pick(1)", "Back", id="back")]
    help_key = "help.exam"

    def __init__(self, record: ExamRecord) -> None:
        replies = [Reply(False, "exam.begin.not_yet"), Reply(True, "exam.begin.yes")]
        super().__init__("exam.begin.title", "", replies)
        self._exam = record.exam

    def on_mount(self) -> None:
        self._values = {"title": self._exam.title.get(self.language)}
        super().on_mount()

    async def change_language(self) -> None:
        self._values = {"title": self._exam.title.get(self.language)}
        await super().change_language()

    def about(self) -> str:
        if self._exam.again is None:
            return self.words("exam.begin.about")
        return self.words.count("exam.begin.about_again", self._exam.again)
