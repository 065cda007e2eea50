"""Starting, stopping and moving the server of the phones, one after another."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable

from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.presenting.drill.phones import Phones
from roleplay.tui.host import Host


class PhoneControl:
    """Keeps the server as the plan of the drill has it. Whatever becomes of its phones, the class goes on."""

    def __init__(self, phones: Phones, room: Room, host: Host) -> None:
        self.phones = phones
        self._room = room
        self._host = host
        #: a key that is pressed twice must not start what is being stopped
        self._lock = asyncio.Lock()
        #: what could be seen of the server when `changed` was asked last
        self._seen: tuple[object, ...] = ()

    def changed(self) -> bool:
        """Whether anything can be seen of the server that could not when this was asked last."""
        seen = (self.phones.url, self.phones.problem, self.phones.held_back)
        changed, self._seen = seen != self._seen, seen
        return changed

    async def attend(self) -> None:
        """Listen for phones where the plan has them, else do not."""
        async with self._lock:
            wanted = self._room.plan.voting is Voting.PHONES
            if wanted and not self.phones.url:
                await self._try(self.phones.start())
            elif not wanted and self.phones.url:
                await self._try(self.phones.stop())

    async def move(self) -> None:
        """Listen at the next address of this machine."""
        async with self._lock:
            addresses, now = self.phones.addresses, self.phones.address
            if len(addresses) < 2:
                self._host.note(self._host.words("drill.phones.one_address"))
                return
            index = addresses.index(now) + 1 if now in addresses else 0
            await self._try(self.phones.move_to(addresses[index % len(addresses)]))

    async def close(self) -> None:
        """Let go of the phones for good."""
        async with self._lock:
            with contextlib.suppress(Exception):  # nobody is there any more to be told
                await self.phones.stop()

    async def _try(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:
            self._host.note(self._host.words("drill.phones.failed", problem=str(error)), "error")
