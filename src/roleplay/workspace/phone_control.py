"""Starting, stopping and moving the server of the phones, one after another."""

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
from roleplay.presenting.question import Worded


class TellsOfPhones(Protocol):
    """Says something in passing."""

    def __call__(self, text: Worded, severity: Literal["information", "warning", "error"] = "information", /) -> None:
        """In the language of the moment."""


class PhoneControl:
    """Keeps the server as the plan of the drill has it. Whatever becomes of its phones, the class goes on."""

    def __init__(self, phones: Phones, room: Room, tell: TellsOfPhones) -> None:
        self.phones = phones
        self._room = room
        self._tell = tell
        #: a key that is pressed twice must not start what is being stopped
        self._lock = asyncio.Lock()
        #: what could be seen of the server when `changed` was asked last
        self._seen: tuple[object, ...] = ()
        #: the moment at which moving was asked for
        self._asked: Stage | None = None

    def changed(self) -> bool:
        """Look at the network; whether anything can be seen of the server that could not when this was asked last."""
        phones, room = self.phones, self._room
        if phones.url:
            phones.look()
        problem = phones.problem if room.plan.voting is Voting.PHONES else ""
        seen = (phones.url, problem, phones.held_back)
        changed, new = seen != self._seen, problem not in ("", *self._seen)
        self._seen = seen
        if new and room.veil is not Veil.NONE:  # what would say it lies under the cover
            self._tell(lambda words: problem, "warning")
        return changed

    def ask_first(self) -> bool:
        """Whether moving has to be asked for once more, which is said: phones find the room where it is."""
        stage = self._room.stage
        if self.phones.lost or not self.phones.url or self._asked == stage:
            self._asked = None
            return False
        self._asked = stage
        address = self.phones.address
        self._tell(lambda words: words("drill.phones.move", address=address), "warning")
        return True

    async def attend(self) -> None:
        """Listen for phones where the plan has them, else do not."""
        async with self._lock:
            wanted = self._room.plan.voting is Voting.PHONES
            if wanted and not self.phones.url:
                await self._try(self.phones.start())
            elif not wanted and self.phones.url:
                await self._try(self.phones.stop())

    async def move(self) -> bool:
        """Listen at the next address of this machine, or the likeliest where this one is gone; whether it does."""
        async with self._lock:
            self.phones.look()
            addresses, now = self.phones.addresses, self.phones.address
            index = addresses.index(now) if now in addresses else -1
            others = [*addresses[index + 1 :], *addresses[: max(index, 0)]]
            if self.phones.lost:
                others = [self.phones.offer] if self.phones.offer else []
            if not others:
                problem = self.phones.problem
                self._tell((lambda words: problem) if problem else "drill.phones.one_address")
                return False
            await self._try(self.phones.move_to(others[0]))
            moved = self.phones.address == others[0]
            if moved and self._room.phase is not Phase.LOBBY:
                key = "again" if self._room.open_ballot is not None and not self._room.plan.teams else "scan"
                self._tell(f"drill.phones.{key}")
            return moved

    async def close(self) -> None:
        """Let go of the phones for good."""
        async with self._lock:
            with contextlib.suppress(Exception):  # nobody is there any more to be told
                await self.phones.stop()

    async def _try(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:
            problem = str(error)
            self._tell(lambda words: words("drill.phones.failed", problem=problem), "error")
