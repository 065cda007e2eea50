"""The common part of fake phone servers: their address, and whether the machine still has it."""

from __future__ import annotations


class AddressedFake:
    """Has an address and a list of the machine's addresses, but does not listen."""

    address: str
    addresses: tuple[str, ...]

    @property
    def lost(self) -> bool:
        return bool(self.address) and self.address not in self.addresses

    @property
    def offer(self) -> str:
        return next((other for other in self.addresses if other != self.address), "")
