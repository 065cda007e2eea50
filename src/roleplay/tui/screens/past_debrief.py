"""The debrief of an attempt that was debriefed before."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.history import opened_note
from roleplay.records.model import AttemptRecord
from roleplay.session import Attempt
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.workspace.examples import examples_opened


class PastDebriefScreen(DebriefScreen):
    """Asks for no reflection, since the score has been seen; shows what was written then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="back"),
        Binding("v", "replay", "Show again", id="replay"),
    ]
    help_key = "help.past_debrief"

    def __init__(self, attempt: Attempt, record: AttemptRecord) -> None:
        super().__init__(attempt, record.id)
        self._record = record

    def compose(self) -> ComposeResult:
        yield from super().compose()
        self.view.reopen(self._record.before_score or "", self._record.goal)

    def on_mount(self) -> None:
        super().on_mount()
        self.host.note(opened_note(self._record, self.words, examples_opened(self.host.workspace)))

    async def action_back(self) -> None:
        """Leave the input line, or return to the screen it was opened from."""
        if self.focused is not None:
            self.action_leave_line()
        else:
            await self.run_action("app.leave")

    def action_replay(self) -> None:
        """Replay the conversation."""
        from roleplay.tui.screens.replay import ReplayScreen

        self.app.push_screen(ReplayScreen(self.attempt))
