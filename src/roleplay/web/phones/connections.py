"""The connections of phones: how many there may be, how long one may keep silent, and whose turn it is.

What a request means is not known here. This stands before the HTTP server, so that a flood of connections or of
half-sent requests costs next to nothing, and so that five hundred phones at the same moment never hold up the key
that the facilitator presses.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from typing import NamedTuple

#: Bytes that may wait for their turn; no phone sends as many.
_WAITING = 1 << 17
#: Seconds in which somebody who was turned away may still read why.
_FAREWELL = 2.0
#: Connections that may act in one round of the event loop.
EACH_TURN = 2
#: How often silence is looked for, in seconds.
_LOOK = 1.0


class Patience(NamedTuple):
    """Seconds: for the first request to be there whole, for one to be answered, and between two of them."""

    first: float = 10.0
    answer: float = 15.0
    between: float = 30.0


PATIENT = Patience()


class Connections:
    """All connections of one server. It is the protocol factory of its listening socket."""

    def __init__(
        self,
        served_by: Callable[[], asyncio.Protocol],
        refusal: bytes,
        most: int,
        most_per_address: int,
        patience: Patience,
        each_turn: int = EACH_TURN,
    ) -> None:
        """``served_by`` makes the HTTP side of a connection; ``refusal`` is what one too many gets to read;
        ``each_turn`` connections may act in one round of the event loop."""
        self.served_by = served_by
        self.refusal = refusal
        self.most = most
        self.patience = patience
        self._most_per_address = most_per_address
        self._each_turn = each_turn
        self._open: set[Connection] = set()
        self._by_address: Counter[str] = Counter()
        self._turns: deque[Connection] = deque()
        self._loop = asyncio.get_running_loop()
        self._next_turn: asyncio.Handle | None = None
        self._look = self._loop.call_later(_LOOK, self._look_round)

    def __call__(self) -> asyncio.Protocol:
        return Connection(self)

    def __len__(self) -> int:
        return len(self._open)

    @property
    def crowded(self) -> bool:
        """Whether it is time to end connections after each answer, so that everybody comes in in turn."""
        return len(self._open) > self.most // 2

    def close(self) -> None:
        """End all of them at once."""
        self._look.cancel()
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
        """Count it; whether it may be served."""
        self._open.add(connection)
        self._by_address[connection.address] += 1
        return len(self._open) <= self.most and self._by_address[connection.address] <= self._most_per_address

    @property
    def overrun(self) -> bool:
        """Whether there is not even room for saying no."""
        return len(self._open) > self.most * 5 // 4

    def closed(self, connection: Connection) -> None:
        """Count a connection that was closed no longer."""
        self._open.discard(connection)
        self._by_address[connection.address] -= 1
        if self._by_address[connection.address] <= 0:
            del self._by_address[connection.address]

    def queue(self, connection: Connection) -> None:
        """Give it a turn, after those that wait already."""
        self._turns.append(connection)
        if self._next_turn is None:
            self._next_turn = self._loop.call_soon(self._take_turns)

    def _take_turns(self) -> None:
        for _ in range(min(self._each_turn, len(self._turns))):
            self._turns.popleft().turn()
        self._next_turn = self._loop.call_soon(self._take_turns) if self._turns else None

    def _look_round(self) -> None:
        now = self.now()
        for connection in [connection for connection in self._open if connection.until < now]:
            connection.abort()
        self._look = self._loop.call_later(_LOOK, self._look_round)


class Connection(asyncio.Protocol):
    """One connection: counted, timed, and handed on to the HTTP side a piece at a time."""

    __slots__ = ("_all", "_inner", "_refused", "_transport", "_waiting", "address", "until")

    def __init__(self, all_of_them: Connections) -> None:
        self._all = all_of_them
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._waiting = b""
        self._refused = False
        self.address = ""
        #: when it is ended unless something happens before
        self.until = 0.0

    def answering(self) -> None:
        """A request is there whole, and is being answered."""
        self.until = self._all.now() + self._all.patience.answer

    def answered(self) -> None:
        """The answer is on its way."""
        self.until = self._all.now() + self._all.patience.between

    def abort(self) -> None:
        """End it at once."""
        if self._transport is not None:
            self._transport.abort()

    def turn(self) -> None:
        """Hand on what came."""
        if self._transport is None:
            return
        if self._inner is None:
            self._inner = self._all.served_by()
            self._inner.connection_made(self._transport)
        waiting, self._waiting = self._waiting, b""
        self._inner.data_received(waiting)

    # -- as the event loop calls it ----------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]) if peer else ""
        self._refused = not self._all.opened(self)
        self.until = self._all.now() + (_FAREWELL if self._refused else self._all.patience.first)
        if self._all.overrun:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._refused:  # only now: what is closed with something unread is reset, and nobody reads why
            if self._transport is not None and not self._transport.is_closing():
                self._transport.write(self._all.refusal)
                self._transport.close()
            return
        if not self._waiting:
            self._all.queue(self)
        self._waiting += data
        if len(self._waiting) > _WAITING:
            self.abort()

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._inner is not None else None

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._all.closed(self)
        if self._inner is not None:
            self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        if self._inner is not None:
            self._inner.resume_writing()
