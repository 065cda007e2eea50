"""What a store answers, whatever speaks to it: no network here."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class StoreAnswer(NamedTuple):
    """What a store answered."""

    status: int
    body: bytes = b""
    #: what it says of when to ask again, as it stands in its header
    retry_after: str = ""
    #: when it answered, by its own clock, as it stands in its header
    date: str = ""


#: Why no answer came: nothing is there, not in time, a certificate that is not trusted or not valid at this time, no
#: encryption, a proxy, a connection that breaks off.
REASONS = ("refused", "timeout", "certificate", "validity", "encryption", "proxy", "broken")


class Unreachable(Exception):
    """No answer came; ``why``: `REASONS`.

    Nothing else is told of it: what a library says of a request may repeat its headers.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Transport(Protocol):
    """How a store is spoken to."""

    def post(self, body: bytes) -> StoreAnswer:
        """Send statements. Raises `Unreachable`."""

    def get(self, statement_id: str) -> StoreAnswer:
        """Ask for the statement of an id. Raises `Unreachable`."""

    def redacted(self, text: str) -> str:
        """What a store says, without the credentials that were sent to it."""
