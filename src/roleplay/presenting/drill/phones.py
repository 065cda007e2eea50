"""The phones' way into a drill, as its screen has it."""

from __future__ import annotations

from typing import Protocol

from roleplay.locales import Catalogue


class Phones(Protocol):
    """The phones' way into a drill, as its screen has it."""

    #: the facilitator's words, for ``problem``; they may be changed at any time
    words: Catalogue

    @property
    def url(self) -> str:
        """What the QR says, all in capitals: ``HTTP://192.168.1.5:8765/K7QM``; empty while nothing listens."""

    @property
    def address(self) -> str:
        """The IPv4 address listened on; empty while nothing listens."""

    @property
    def port(self) -> int:
        """The port listened on, 0 while nothing listens."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of this machine at this moment, the likeliest first."""

    @property
    def lost(self) -> bool:
        """Whether phones cannot reach the address listened on any more: this machine has another, or none."""

    @property
    def offer(self) -> str:
        """The likeliest other address at which phones would reach this machine; empty where there is none."""

    @property
    def problem(self) -> str:
        """What the facilitator should know, in one sentence; empty when all is well."""

    @property
    def held_back(self) -> int:
        """Phones that may not join because too many came from their address; see `let_in`."""

    def let_in(self) -> None:
        """From now on any number of phones may join from one address."""

    def look(self) -> None:
        """Look where this machine is found now; costs a millisecond or two."""

    async def start(self) -> None:
        """Listen. When that fails, ``problem`` says why and ``url`` is empty."""

    async def move_to(self, address: str) -> None:
        """Listen on another address of this machine instead; votes stay, phones have to scan again."""

    async def stop(self) -> None:
        """Let go of every phone and of the port."""
