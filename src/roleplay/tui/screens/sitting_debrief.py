"""The debrief of a scene that was played for a form or an exam."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from roleplay.tui.screens.debrief import DebriefScreen


class SittingDebriefScreen(DebriefScreen):
    """Leads back to the form or exam, which may have more to do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("l", "library", "Go on", id="debrief_sitting")]

    async def action_library(self) -> None:
        """Return to the screen below the conversation, or home if there is none."""
        await self.run_action("app.leave")
