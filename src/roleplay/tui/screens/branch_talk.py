"""A "what if" being played: a conversation that leads back to the debrief of its attempt."""

from __future__ import annotations

from typing import ClassVar

from roleplay.presenting.leaving import PauseAnswer
from roleplay.records.model import AttemptRecord
from roleplay.session import Attempt
from roleplay.tui.launch_target import PastTarget
from roleplay.tui.screens.conversation import ConversationScreen


class BranchTalkScreen(ConversationScreen):
    """Its title says that it is a branch, and the pause offers a way back to the debrief it was started from."""

    in_branch: ClassVar[bool] = True

    def __init__(self, attempt: Attempt, record: AttemptRecord) -> None:
        """``attempt``, recorded as ``record``, branches off another one."""
        super().__init__(attempt, record.id)
        assert record.branch is not None
        self._parent_id = record.branch.parent

    async def _leave(self, answer: PauseAnswer | None) -> None:
        parent = self.host.workspace.store.attempt(self._parent_id) if answer is PauseAnswer.DEBRIEF else None
        if parent is None:
            self.host.leave(answer)
            return
        await self.run_action("app.leave")
        self.host.open_past(parent, PastTarget.DEBRIEF)
