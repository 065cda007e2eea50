"""The debrief of a scene that was played for a form or an exam."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.tui.screens.debrief import DebriefScreen


class SittingDebriefScreen(DebriefScreen):
    """Leads back to what the scene was played for, where more may be to do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("l", "library", "Go on", id="debrief_sitting")]

    async def action_library(self) -> None:
        """Back to what lies under the conversation; home where nothing does."""
        await self.run_action("app.leave")
