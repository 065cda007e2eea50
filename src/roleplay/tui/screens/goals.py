"""The learner's own goals: the list of all, and the question about the one in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.presenting.goals import goal_list, goal_question_rows, take_back_question
from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.presenting.rows.row import Row
from roleplay.records.model import GoalAnswer, GoalRecord
from roleplay.tui.base import BaseScreen
from roleplay.tui.screens.ask import AskScreen, BackQuestion
from roleplay.tui.screens.help import ProseScreen
from roleplay.tui.widgets.choices import Choices


class GoalsScreen(ProseScreen):
    """Every goal that was kept, with the learner's answers."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "take_back", "Take back", id="goal_take_back")]
    help_key = "help.goals"

    def paragraphs(self) -> list[Paragraph]:
        workspace = self.host.workspace
        return goal_list(workspace.store.goals(), workspace.library.entries, self.words, self.glyphs)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take back only while a goal is in force."""
        if action == "take_back":
            return self.host.workspace.store.goal_in_force() is not None
        return super().check_action(action, parameters)

    def action_take_back(self) -> None:
        self.app.push_screen(BackQuestion(take_back_question()), self._take_back)

    def _take_back(self, sure: bool | None) -> None:
        store = self.host.workspace.store
        goal = store.goal_in_force()
        if sure and goal is not None:
            store.end_goal(goal)
            self.host.report_problems()
            self.show_again()


class GoalQuestion(AskScreen[GoalAnswer]):
    """Asks whether the learner did what they had set out to do; Esc skips it, and Enter alone answers nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Skip", id="goal_skip")]

    def __init__(self, goal: GoalRecord) -> None:
        replies = [Reply(answer, f"goals.answer.{answer}") for answer in GoalAnswer]
        super().__init__(ShortQuestion("", "", replies, "help.goal_question"))
        self._goal = goal

    def on_mount(self) -> None:
        self.query_one(Choices).highlighted = -1
        super().on_mount()

    def _rows_above_choices(self, width: int) -> list[Row]:
        return goal_question_rows(self._goal, self.words, width)


def ask_about_goal(screen: BaseScreen[None], attempt_id: str | None, go_on: Callable[[], None]) -> None:
    """Ask about the goal in force, if it is due for this attempt, and keep the answer; then call ``go_on``."""
    store = screen.host.workspace.store
    goal = None if attempt_id is None else store.goal_to_ask(attempt_id)

    def answered(answer: GoalAnswer | None) -> None:
        if answer is not None and goal is not None and attempt_id is not None:
            store.answer_goal(attempt_id, goal, answer)
            screen.host.report_problems()
        go_on()

    if goal is None:
        go_on()
    else:
        screen.app.push_screen(GoalQuestion(goal), answered)
