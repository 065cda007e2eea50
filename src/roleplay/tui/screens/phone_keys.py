"""The keys of a drill that are about its phones: who is in, how they come in, where they find the room."""

from __future__ import annotations

from collections.abc import Awaitable

from roleplay.drill.events.facilitator import Door, FacilitatorEvent
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.tui.base import BaseScreen
from roleplay.tui.drill.panes import DrillPanes
from roleplay.tui.screens.drill_questions import ask_about_device
from roleplay.workspace.phone_control import PhoneControl


class PhoneKeysScreen(BaseScreen[None]):
    """A screen of a drill, as far as it has to do with phones."""

    view: DrillDisplay
    panes: DrillPanes
    #: ``None`` where no server for them can be had
    phones: PhoneControl | None

    def do(self, event: FacilitatorEvent) -> bool:
        """Do it; whether it was taken."""
        raise NotImplementedError

    def show(self) -> None:
        """Show all of the moment."""
        raise NotImplementedError

    def attend(self) -> None:
        """Listen for phones where the plan has them, else do not."""
        if self.phones is not None:
            self.run_worker(self._then_show(self.phones.attend()), group="phones")

    async def _then_show(self, work: Awaitable[None]) -> None:
        await work
        self.show()

    async def move(self, phones: PhoneControl) -> None:
        """Listen at another address, and show the way there."""
        if await phones.move():
            self.view.way_in = self.view.room.phase is not Phase.LOBBY
        self.show()

    def action_address(self) -> None:
        """To another address; where phones reach this one still, that is asked for twice."""
        if self.phones is not None and not self.phones.ask_first():
            self.run_worker(self.move(self.phones), group="phones")

    def action_way_in(self) -> None:
        """Show late comers the way in, or no longer."""
        self.view.way_in = not self.view.way_in
        self.show()

    def action_door(self) -> None:
        """Let more come in, or none."""
        people = self.view.room.people
        if self.do(Door(not people.door)) and self.view.room.phase is not Phase.LOBBY:
            self.host.note(self.words(f"drill.door.{'open' if people.door else 'shut'}"))
        self.panes.board.changed()

    def action_let_in(self) -> None:
        """Many phones at one address are welcome."""
        if self.phones is not None:
            self.phones.phones.let_in()
            self.show()

    def action_devices(self) -> None:
        """Take one out, or call it otherwise."""
        ask_about_device(self, self.view.room, self.do)
