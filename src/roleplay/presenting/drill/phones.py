"""The interface through which the drill screen lets phones join."""

from __future__ import annotations

from typing import Protocol

from roleplay.locales import Catalogue


class Phones(Protocol):
    """A server through which phones join a drill, as the drill screen uses it."""

    #: the facilitator's catalogue, for ``problem``; it may be replaced at any time
    words: Catalogue

    @property
    def url(self) -> str:
        """The address in the QR code, in capitals: ``HTTP://192.168.1.5:8765/K7QM``; empty while not listening."""

    @property
    def address(self) -> str:
        """The IPv4 address listened on; empty while not listening."""

    @property
    def port(self) -> int:
        """The port listened on; 0 while not listening."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The current addresses of this machine, likeliest first."""

    @property
    def lost(self) -> bool:
        """Whether phones can no longer reach the address listened on, because this machine's address has changed."""

    @property
    def offer(self) -> str:
        """The likeliest other address at which phones could reach this machine; empty if there is none."""

    @property
    def problem(self) -> str:
        """A problem the facilitator should know about, in one sentence; empty if there is none."""

    @property
    def held_back(self) -> int:
        """Number of phones not admitted because too many joined from their address; see `let_in`."""

    def let_in(self) -> None:
        """Admit any number of phones from one address from now on."""

    def look(self) -> None:
        """Update the addresses of this machine; takes a millisecond or two."""

    async def start(self) -> None:
        """Start listening. If that fails, ``problem`` says why and ``url`` is empty."""

    async def move_to(self, address: str) -> None:
        """Listen on another address of this machine instead; votes are kept, but phones must scan the new code."""

    async def stop(self) -> None:
        """Disconnect all phones and close the port."""
