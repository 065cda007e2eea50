"""The questions of an exam, one after another: an answer is selected first, and given by Enter."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.exam.page import page_rows
from roleplay.presenting.exam.quiz_text import choice_texts, question_number, question_texts
from roleplay.presenting.rows.row import BLANK, Item, Row, fit_row
from roleplay.text.plain import safe
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.exams import ExamRecord

#: Nothing is selected: Enter answers nothing.
_NO_SELECTION = -1


class QuizScreen(BaseScreen[None]):
    """Asks until all questions are answered or the learner leaves."""

    CSS_PATH = STYLES / "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Answer", id="exam_answer"),
        Binding("up,k", "move(-1)", "Select", id="exam_move", key_display="1-4"),
        Binding("down,j", "move(1)", "Down", show=False, id="exam_move"),
        *(Binding(str(n), f"select({n})", show=False, id="exam_move") for n in range(1, 5)),
        Binding("escape,q", "dismiss", "Stop here", id="back"),
    ]
    help_key = "help.quiz"

    def __init__(self, record: ExamRecord) -> None:
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        yield RowsView(self._title_rows, id="top")
        choices = Choices(self.glyphs, id="page")
        choices.add_class(EDGE)
        yield choices
        yield KeyBar()

    def on_mount(self) -> None:
        self._ask()

    @property
    def choices(self) -> Choices:
        """The widget with the answers."""
        return self.query_one("#page", Choices)

    def _ask(self, highlighted: int = _NO_SELECTION) -> None:
        sitting = self._record.sitting
        if sitting is None or sitting.question is None:
            self.dismiss()
            return
        self.query_one("#top", RowsView).update_rows()
        texts = choice_texts(sitting.question, self.words)
        items = [Item(str(number), text) for number, text in enumerate(texts, 1)]
        self.choices.show(items, self._rows_above_choices, highlighted=highlighted)
        self.refresh_bindings()

    def _title_rows(self, width: int) -> list[Row]:
        sitting = self._record.sitting
        if sitting is None or sitting.question is None:
            return []
        title = safe(sitting.begun.title.get(self.language), newlines=False)
        number = question_number(sitting, self.words)
        return [fit_row(Row(((title, "strong"), (f"  {number}", ""))), width, self.glyphs.ellipsis)]

    def _rows_above_choices(self, width: int) -> list[Row]:
        sitting = self._record.sitting
        question = None if sitting is None else sitting.question
        return [] if question is None else [*page_rows(question_texts(question, self.words), width), BLANK]

    async def change_language(self) -> None:
        """Show the same question in the new language; the selection is kept."""
        self._ask(self.choices.highlighted)

    # -- answering -----------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only if an answer is selected."""
        if action == "answer":
            return self.choices.highlighted != _NO_SELECTION
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        self.choices.move(by)
        self.refresh_bindings()

    def action_select(self, number: int) -> None:
        if number <= len(self.choices.items):
            self._ask(number - 1)

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Select the clicked answer, as pressing its number would."""
        event.stop()
        self._ask(event.index)

    def action_answer(self) -> None:
        """Give the selected answer; keys pressed earlier must not answer the next question."""
        self._record.answer(self.choices.highlighted)
        self.host.report_problems()
        self.discard_pending_input()
        self._ask()
