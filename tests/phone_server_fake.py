"""What fakes of the phones' server share: which address they are at, and whether the machine still has it."""

from __future__ import annotations


class AddressedFake:
    """Knows its addresses, and listens at none."""

    address: str
    addresses: tuple[str, ...]

    @property
    def lost(self) -> bool:
        return bool(self.address) and self.address not in self.addresses

    @property
    def offer(self) -> str:
        return next((other for other in self.addresses if other != self.address), "")
