"""Starting, stopping and moving the phones' server, one operation at a time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import Literal, Protocol

from roleplay.drill.events.facilitator import Veil
from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase, Stage
from roleplay.presenting.drill.phones import Phones
from roleplay.presenting.question import Wording


class PhoneNotifier(Protocol):
    """Shows a transient message."""

    def __call__(self, text: Wording, severity: Literal["information", "warning", "error"] = "information", /) -> None:
        """Show ``text`` in the current language."""


class PhoneControl:
    """Keeps the server running or stopped as the drill's plan says. Failures of the server never stop the class."""

    def __init__(self, phones: Phones, room: Room, notify: PhoneNotifier) -> None:
        self.phones = phones
        self._room = room
        self._notify = notify
        #: a key pressed twice must not start a server that is being stopped
        self._lock = asyncio.Lock()
        #: the visible state of the server at the last call of `check_network`
        self._seen: tuple[object, ...] = ()
        #: the stage at which moving was first requested
        self._requested_at: Stage | None = None

    def check_network(self) -> bool:
        """Check the network; returns whether the visible state of the server changed since the last call."""
        phones, room = self.phones, self._room
        if phones.url:
            phones.look()
        problem = phones.problem if room.plan.voting is Voting.PHONES else ""
        seen = (phones.url, problem, phones.held_back)
        changed, is_new = seen != self._seen, problem not in ("", *self._seen)
        self._seen = seen
        if is_new and room.veil is not Veil.NONE:  # the cover hides where it would be shown
            self._notify(lambda words: problem, "warning")
        return changed

    def needs_confirmation(self) -> bool:
        """Whether moving must be confirmed by a second request, because phones still find the room; tells so."""
        stage = self._room.stage
        if self.phones.lost or not self.phones.url or self._requested_at == stage:
            self._requested_at = None
            return False
        self._requested_at = stage
        address = self.phones.address
        self._notify(lambda words: words("drill.phones.move", address=address), "warning")
        return True

    async def follow_plan(self) -> None:
        """Start or stop listening for phones, as the plan requires."""
        async with self._lock:
            should_listen = self._room.plan.voting is Voting.PHONES
            if should_listen and not self.phones.url:
                await self._run_or_report(self.phones.start())
            elif not should_listen and self.phones.url:
                await self._run_or_report(self.phones.stop())

    async def move(self) -> bool:
        """Listen at this machine's next address, or at the likeliest one if the current is gone.

        Returns whether the server moved.
        """
        async with self._lock:
            self.phones.look()
            addresses, current = self.phones.addresses, self.phones.address
            index = addresses.index(current) if current in addresses else -1
            others = [*addresses[index + 1 :], *addresses[: max(index, 0)]]
            if self.phones.lost:
                others = [self.phones.offer] if self.phones.offer else []
            if not others:
                problem = self.phones.problem
                self._notify((lambda words: problem) if problem else "drill.phones.one_address")
                return False
            await self._run_or_report(self.phones.move_to(others[0]))
            moved = self.phones.address == others[0]
            if moved and self._room.phase is not Phase.LOBBY:
                key = "again" if self._room.open_ballot is not None and not self._room.plan.teams else "scan"
                self._notify(f"drill.phones.{key}")
            return moved

    async def close(self) -> None:
        """Stop the server for good."""
        async with self._lock:
            with contextlib.suppress(Exception):  # there is nobody left to notify
                await self.phones.stop()

    async def _run_or_report(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:
            problem = str(error)
            self._notify(lambda words: words("drill.phones.failed", problem=problem), "error")
