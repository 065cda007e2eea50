"""A "what if" beside the attempt it branches off, and the choice among the branches that were played."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.presenting.branch import (
    LeftBranchAnswer,
    branch_facts,
    branch_question,
    branch_rows,
    left_branch_question,
)
from roleplay.presenting.rows.row import PAGE_MEASURE, Row
from roleplay.presenting.rows.title import branch_title
from roleplay.records.model import AttemptRecord
from roleplay.session import Attempt
from roleplay.tui.base import BaseScreen
from roleplay.tui.launch_target import PastTarget
from roleplay.tui.screens.ask import BackQuestion
from roleplay.tui.screens.page import TitledPage


class BranchScreen(TitledPage):
    """Both attempts side by side. Esc leads back to the debrief of the original."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,d", "debrief", "Its debrief", id="branch_debrief"),
        Binding("a", "again", "Once more from there", id="branch_again"),
        Binding("l", "library", "Library", id="debrief_library"),
        Binding("escape,q", "back", "Back to the attempt", id="branch_back"),
    ]
    help_key = "help.branch"

    def __init__(self, attempt: Attempt, parent: AttemptRecord, branch: Attempt, record: AttemptRecord) -> None:
        """``branch``, recorded as ``record``, branches off ``attempt``, recorded as ``parent``."""
        super().__init__()
        assert record.branch is not None
        self._turn = record.branch.turn
        self._attempt, self._parent_record = attempt, parent
        self._branch, self._record = branch, record

    def on_mount(self) -> None:
        self.show_page()

    def title_row(self, width: int) -> Row:
        return branch_title(self._attempt, self.words, self.glyphs, width)

    def show_page(self) -> None:
        facts, words = branch_facts(self._attempt, self._branch, self._turn, self.words), self.words
        self.page.show(lambda width: branch_rows(facts, words, self.glyphs, min(width, PAGE_MEASURE)))

    def action_debrief(self) -> None:
        """Open the debrief of the branch."""
        self.host.open_past(self._record, PastTarget.DEBRIEF)

    def action_again(self) -> None:
        """Branch off again from the same turn of the attempt."""
        self.host.start_branch(self._attempt, self._turn)

    def action_library(self) -> None:
        self.host.go_home()

    async def action_back(self) -> None:
        """Return to the debrief of the attempt."""
        await self.run_action("app.leave")
        self.host.open_past(self._parent_record, PastTarget.DEBRIEF)


def ask_for_branch(screen: BaseScreen[None], parent: AttemptRecord, show: Callable[[AttemptRecord], None]) -> None:
    """Ask for a branch of ``parent``: pass a finished one to ``show``; continue or discard an unfinished one."""
    host, store = screen.host, screen.host.workspace.store

    def chosen(record: AttemptRecord | None) -> None:
        if record is None:
            return
        if record.result is not None:
            show(record)
            return

        def answered(answer: LeftBranchAnswer | None) -> None:
            if answer is LeftBranchAnswer.GO_ON:
                host.resume_attempt(record)
            elif answer is LeftBranchAnswer.DISCARD:
                store.abandon(record.id)
                host.note(screen.words("branch.discarded"))
                host.report_problems()

        screen.app.push_screen(BackQuestion(left_branch_question(record)), answered)

    branches = [*store.branches(parent.id), *store.branches(parent.id, unfinished=True)]
    if branches:
        screen.app.push_screen(BackQuestion(branch_question(branches)), chosen)
    else:
        host.note(screen.words("branch.nothing_tried"))
