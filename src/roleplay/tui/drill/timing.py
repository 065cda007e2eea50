"""The time on the drill's screen: told each second, kept now and then, and sounded when it is up."""

from __future__ import annotations

from roleplay.drill.events.facilitator import Veil
from roleplay.presenting.drill.controls import keypads
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.tui.base import BaseScreen
from roleplay.workspace.drills import Drill


class DrillTime:
    """The seconds of a drill on its screen."""

    def __init__(self, screen: BaseScreen[None], drill: Drill, view: DrillDisplay) -> None:
        self._screen = screen
        self._drill = drill
        self._view = view

    def second(self) -> bool:
        """A second has passed; whether the time that is shown is another one.

        All of it stands still in a pause, and the timer while another screen lies over this one.
        """
        screen, drill = self._screen, self._drill
        if drill.room.veil is not Veil.NONE:
            return False
        if self._view.second(timer=screen.app.screen is screen):
            screen.host.note(screen.words("drill.timer.up_note", press="m" if keypads(drill.room) else "+"))
            if drill.room.plan.bell:
                screen.app.bell()
        if drill.clock.due:
            drill.keep_time()
        return self._view.countdown.left is not None

    def more(self) -> bool:
        """As much time again; whether any is being counted."""
        more = self._view.more_time()
        if more:
            self._drill.keep_time()
        return more

    def tell(self) -> None:
        """Say how far the drill has come, and how far its minutes reach."""
        self._screen.host.note(self._view.pace(self._screen.words))
