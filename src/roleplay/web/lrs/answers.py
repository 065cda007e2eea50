"""The answers of a store, independent of the transport: no network here."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class StoreAnswer(NamedTuple):
    """An HTTP answer of a store."""

    status: int
    body: bytes = b""
    #: its header ``Retry-After``, unparsed
    retry_after: str = ""
    #: its header ``Date`` (by its own clock), unparsed
    date: str = ""


#: Why no answer came: nothing listens there, a timeout, a certificate that is untrusted or not valid now, failed
#: encryption, a proxy, a broken connection.
REASONS = ("refused", "timeout", "certificate", "validity", "encryption", "proxy", "broken")


class Unreachable(Exception):
    """No answer came; ``why``: `REASONS`.

    It has no other details: a library's message about a request may repeat its headers.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Transport(Protocol):
    """The interface for talking to a store."""

    def post(self, body: bytes) -> StoreAnswer:
        """Send statements. Raises `Unreachable`."""

    def get(self, statement_id: str) -> StoreAnswer:
        """Request the statement with an id. Raises `Unreachable`."""

    def redacted(self, text: str) -> str:
        """``text`` of a store, without the credentials that were sent to it."""
