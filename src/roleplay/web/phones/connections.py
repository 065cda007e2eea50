"""The connections of phones: their maximum number, their timeouts, and their turns.

This knows nothing about HTTP. It sits in front of the HTTP server, so that a flood of connections or incomplete
requests costs next to nothing, and so that five hundred phones at once never delay a key press of the facilitator.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from typing import NamedTuple

#: Maximum bytes of a connection that wait for their turn; no phone sends as many.
_MAX_WAITING_BYTES = 1 << 17
#: Seconds for a refused phone to receive the reason.
_REFUSAL_SECONDS = 2.0
#: Maximum number of connections served in one iteration of the event loop.
EACH_TURN = 2
#: Seconds between checks for timed-out connections.
_CHECK_SECONDS = 1.0


class Timeouts(NamedTuple):
    """Timeouts in seconds: for receiving the first request completely, for answering one, and between two requests."""

    first: float = 10.0
    answer: float = 15.0
    between: float = 30.0


DEFAULT_TIMEOUTS = Timeouts()


class Connections:
    """All connections of one server. It is the protocol factory of its listening socket."""

    def __init__(
        self,
        make_protocol: Callable[[], asyncio.Protocol],
        refusal: bytes,
        most: int,
        most_per_address: int,
        timeouts: Timeouts,
        each_turn: int = EACH_TURN,
    ) -> None:
        """``make_protocol`` creates the HTTP side of a connection; ``refusal`` is sent to connections above the limit;
        at most ``each_turn`` connections are served in one iteration of the event loop."""
        self.make_protocol = make_protocol
        self.refusal = refusal
        self.most = most
        self.timeouts = timeouts
        self._most_per_address = most_per_address
        self._each_turn = each_turn
        self._open: set[Connection] = set()
        self._by_address: Counter[str] = Counter()
        self._turns: deque[Connection] = deque()
        self._loop = asyncio.get_running_loop()
        self._next_turn: asyncio.Handle | None = None
        self._timeout_check = self._loop.call_later(_CHECK_SECONDS, self._check_timeouts)

    def __call__(self) -> asyncio.Protocol:
        return Connection(self)

    def __len__(self) -> int:
        return len(self._open)

    @property
    def congested(self) -> bool:
        """Whether connections should be closed after each answer, so that everybody gets a turn."""
        return len(self._open) > self.most // 2

    def close(self) -> None:
        """Abort all connections."""
        self._timeout_check.cancel()
        if self._next_turn is not None:
            self._next_turn.cancel()
        self._turns.clear()
        for connection in list(self._open):
            connection.abort()

    def now(self) -> float:
        """The time of the event loop, in seconds."""
        return self._loop.time()

    # -- for the connections -----------------------------------------------------------

    def opened(self, connection: Connection) -> bool:
        """Count a new connection; returns whether it may be served."""
        self._open.add(connection)
        self._by_address[connection.address] += 1
        return len(self._open) <= self.most and self._by_address[connection.address] <= self._most_per_address

    @property
    def overloaded(self) -> bool:
        """Whether there are too many connections even to send refusals."""
        return len(self._open) > self.most * 5 // 4

    def closed(self, connection: Connection) -> None:
        """Stop counting a closed connection."""
        self._open.discard(connection)
        self._by_address[connection.address] -= 1
        if self._by_address[connection.address] <= 0:
            del self._by_address[connection.address]

    def queue(self, connection: Connection) -> None:
        """Queue a connection for a turn, behind those already waiting."""
        self._turns.append(connection)
        if self._next_turn is None:
            self._next_turn = self._loop.call_soon(self._take_turns)

    def _take_turns(self) -> None:
        for _ in range(min(self._each_turn, len(self._turns))):
            self._turns.popleft().turn()
        self._next_turn = self._loop.call_soon(self._take_turns) if self._turns else None

    def _check_timeouts(self) -> None:
        now = self.now()
        for connection in [connection for connection in self._open if connection.until < now]:
            connection.abort()
        self._timeout_check = self._loop.call_later(_CHECK_SECONDS, self._check_timeouts)


class Connection(asyncio.Protocol):
    """One connection: counted, timed, and passed to the HTTP side piece by piece."""

    __slots__ = ("_connections", "_inner", "_refused", "_transport", "_waiting", "address", "until")

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._waiting = b""
        self._refused = False
        self.address = ""
        #: the time at which it is aborted unless it becomes active before
        self.until = 0.0

    def answering(self) -> None:
        """Note that a complete request is being answered."""
        self.until = self._connections.now() + self._connections.timeouts.answer

    def answered(self) -> None:
        """Note that the answer is being sent."""
        self.until = self._connections.now() + self._connections.timeouts.between

    def abort(self) -> None:
        """Abort the connection."""
        if self._transport is not None:
            self._transport.abort()

    def turn(self) -> None:
        """Pass the received data to the HTTP side."""
        if self._transport is None:
            return
        if self._inner is None:
            self._inner = self._connections.make_protocol()
            self._inner.connection_made(self._transport)
        waiting, self._waiting = self._waiting, b""
        self._inner.data_received(waiting)

    # -- called by the event loop ------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]) if peer else ""
        self._refused = not self._connections.opened(self)
        self.until = self._connections.now() + (_REFUSAL_SECONDS if self._refused else self._connections.timeouts.first)
        if self._connections.overloaded:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._refused:  # only now: closing with unread data would reset the connection before the reason arrives
            if self._transport is not None and not self._transport.is_closing():
                self._transport.write(self._connections.refusal)
                self._transport.close()
            return
        if not self._waiting:
            self._connections.queue(self)
        self._waiting += data
        if len(self._waiting) > _MAX_WAITING_BYTES:
            self.abort()

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._inner is not None else None

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._connections.closed(self)
        if self._inner is not None:
            self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        if self._inner is not None:
            self._inner.resume_writing()
