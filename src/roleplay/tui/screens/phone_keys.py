"""The keys of a drill that concern its phones: who is in, how they join, where they find the room."""

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
    """The part of a drill's screen that deals with phones."""

    view: DrillDisplay
    panes: DrillPanes
    #: ``None`` if no server for them is available
    phones: PhoneControl | None

    def do(self, event: FacilitatorEvent) -> bool:
        """Apply ``event``; returns whether it was accepted."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the whole current state."""
        raise NotImplementedError

    def listen_for_phones(self) -> None:
        """Start listening for phones if the plan has them, else stop."""
        if self.phones is not None:
            self.run_worker(self._then_show(self.phones.follow_plan()), group="phones")

    async def _then_show(self, work: Awaitable[None]) -> None:
        await work
        self.show()

    async def change_address(self, phones: PhoneControl) -> None:
        """Listen at another address, and show it."""
        if await phones.move():
            self.view.join_address_shown = self.view.room.phase is not Phase.LOBBY
        self.show()

    def action_address(self) -> None:
        """Move to another address; if phones can still reach the current one, only on the second press."""
        if self.phones is not None and not self.phones.needs_confirmation():
            self.run_worker(self.change_address(self.phones), group="phones")

    def action_way_in(self) -> None:
        """Show the address and code to latecomers, or hide them again."""
        self.view.join_address_shown = not self.view.join_address_shown
        self.show()

    def action_door(self) -> None:
        """Open or close the room for more people."""
        people = self.view.room.people
        if self.do(Door(not people.door_open)) and self.view.room.phase is not Phase.LOBBY:
            self.host.note(self.words(f"drill.door.{'open' if people.door_open else 'shut'}"))
        self.panes.board.update_rows()

    def action_let_in(self) -> None:
        """Allow many phones to share one address."""
        if self.phones is not None:
            self.phones.phones.let_in()
            self.show()

    def action_devices(self) -> None:
        """Remove or rename a phone."""
        ask_about_device(self, self.view.room, self.do)
