"""The server for phones, in the event loop of the facilitator's screen."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
import time
from collections.abc import Callable, Mapping, Sequence

from aiohttp import web

from roleplay.locales import Catalogue
from roleplay.web.net.addresses import addresses, is_loopback
from roleplay.web.net.quiet_log import quiet_log
from roleplay.web.phones.connections import DEFAULT_TIMEOUTS, Connections, Timeouts
from roleplay.web.phones.middleware import DEFAULT_ALLOWANCE, Allowance
from roleplay.web.phones.routes import Routes
from roleplay.web.phones.visitor import PhoneLanguages
from roleplay.workspace.drills import LearnerAccess

#: The default port, and how many ports after it are tried.
PORT = 8765
_MORE_PORTS = 20
#: Length of the system's queue of connections, and how many are accepted in one iteration of the event loop.
_QUEUE, _EACH_ROUND = 512, 8
#: Maximum bytes of the first line of a request, and of a header.
_LINE, _HEADERS = 2048, 4096


class PhoneServer:
    """Implements `Phones`."""

    def __init__(
        self,
        access: LearnerAccess,
        languages: Mapping[str, Catalogue],
        words: Catalogue,
        *,
        address: str | None = None,
        port: int | None = None,
        where: tuple[str, int] | None = None,
        on_found: Callable[[str, int], None] = lambda address, port: None,
        allowance: Allowance = DEFAULT_ALLOWANCE,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        clock: Callable[[], float] = time.monotonic,
        find_addresses: Callable[[], tuple[str, ...]] = addresses,
        scene_languages: Sequence[str] = (),
    ) -> None:
        """``words`` are the facilitator's; they may be changed at any time.

        ``languages`` has the words of each interface language; scene texts can also be read in ``scene_languages``.

        ``address`` and ``port`` are the requested ones; if the port is taken, the next free one is used, and 0 is any.
        By default they are those of ``where``, at which phones found the room before, else the likeliest address and
        the default port. ``on_found`` is called with the actual ones. ``find_addresses`` returns this machine's.
        """
        self.words = words
        self.address = ""
        self.port = 0
        self._access = access
        self._requested_address = address
        self._first_port = PORT if port is None else port
        self._last_place = where if where is None or port is None else (where[0], port)
        self._on_found = on_found
        self._allowance = allowance
        self._patience = timeouts
        self._find_addresses = find_addresses
        #: the addresses of this machine at the last `look`
        self._addresses: tuple[str, ...] = ()
        offered = tuple(dict.fromkeys((*languages, *scene_languages)))
        self._routes = Routes(access, PhoneLanguages(languages, offered, lambda: self.words), allowance, clock)
        self._runner: web.AppRunner | None = None
        self._server: asyncio.Server | None = None
        #: a key of ``phone.problem`` and its values
        self._problem: tuple[str, dict[str, object]] | None = None

    @property
    def url(self) -> str:
        """The URL in the QR code, in capitals so that it has fewer modules. Empty while nothing listens."""
        return f"HTTP://{self.address}:{self.port}/{self._access.code}" if self.address else ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of this machine now, the likeliest first."""
        return self._find_addresses()

    def look(self) -> None:
        """Update the addresses of this machine; if the system cannot list them, keep the old ones."""
        with contextlib.suppress(OSError):
            self._addresses = self._find_addresses()

    @property
    def lost(self) -> bool:
        """Whether this machine no longer has the address listened on."""
        return bool(self.address) and self.address not in self._addresses

    @property
    def offer(self) -> str:
        """The likeliest other address of this machine; empty if there is only the loopback."""
        return next((other for other in self._addresses if other != self.address and not is_loopback(other)), "")

    @property
    def held_back(self) -> int:
        """Phones that wait to join because too many came from their address."""
        return self._routes.joins.waiting

    def let_in(self) -> None:
        """From now on any number of phones may join from one address."""
        self._routes.joins.let_in()

    @property
    def problem(self) -> str:
        """The most urgent problem that the facilitator should know about; empty if all is well."""
        offered = "_offer" if self.offer else ""
        if self.lost:
            return self.words(f"phone.problem.gone{offered}", address=self.address, offer=self.offer)
        if self._problem is not None and not (self.address and self._routes.was_reached):
            return self.words(f"phone.problem.{self._problem[0]}", **self._problem[1])
        if self.address and is_loopback(self.address) and self._requested_address is None:
            return self.words(f"phone.problem.alone{offered}", offer=self.offer)
        fault = self._routes.middleware.fault
        return self.words("phone.problem.failed", reason=fault) if fault else ""

    async def start(self) -> None:
        """Listen at the requested address, else where phones found the room before, else at the likeliest address."""
        self._problem = None
        self.look()
        before, here = self._last_place, self._addresses
        address = self._requested_address or (
            before[0] if before is not None and before[0] in here else next(iter(here), "")
        )
        first = before[1] if before is not None else self._first_port
        await self._listen(address, first)
        if before is None or not self.address:
            return
        if self.address != before[0]:
            self._problem = ("moved", {"address": before[0]}) if self._requested_address is None else None
        elif self.port != before[1]:
            self._problem = ("other_port", {"port": before[1]})

    async def move_to(self, address: str) -> None:
        """Listen on another address instead, at the same port if it is free there."""
        port = self.port or self._first_port
        await self.stop()
        self._problem = None
        self.look()
        self._requested_address = address
        await self._listen(address, port)

    async def stop(self) -> None:
        """Close all connections and the port."""
        self.address, self.port = "", 0
        server, self._server = self._server, None
        runner, self._runner = self._runner, None
        connections, self._routes.middleware.connections = self._routes.middleware.connections, None
        if server is not None:
            server.close()
        if connections is not None:
            connections.close()
        if runner is not None:
            await runner.cleanup()

    async def _listen(self, address: str, port: int) -> None:
        try:
            listening = bind(address, port, _MORE_PORTS)
        except OSError as error:
            last = port + _MORE_PORTS
            if error.errno == errno.EADDRINUSE:
                self._problem = ("taken", {"first": port, "last": last})
            else:
                self._problem = ("no_listening", {"reason": error.strerror or str(error)})
            return
        await self._serve(listening)
        if self._last_place is not None and self._last_place[0] != self.address:
            self._routes.joins.moved()
        self._last_place = (self.address, self.port)
        self._on_found(self.address, self.port)

    async def _serve(self, listening: socket.socket) -> None:
        address, port = listening.getsockname()[:2]
        allowance = self._allowance
        runner = web.AppRunner(
            self._routes.app([f"{address}:{port}"]),
            access_log=None,
            logger=quiet_log("phones"),
            keepalive_timeout=self._patience.between,
            lingering_time=1.0,
            auto_decompress=False,
            max_line_size=_LINE,
            max_field_size=_HEADERS,
            shutdown_timeout=0.5,
        )
        await runner.setup()
        assert runner.server is not None
        connections = Connections(
            runner.server,
            _refusal(self.words("phone.stop.busy")),
            min(allowance.connections, connection_capacity(allowance.connections)),
            allowance.connections_per_address,
            self._patience,
        )
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(connections, sock=listening, backlog=_EACH_ROUND)
        with contextlib.suppress(OSError):  # asyncio also accepts `backlog` connections at once; the queue is longer
            listening.listen(_QUEUE)
        self._runner = runner
        self._routes.middleware.connections = connections
        self._routes.was_reached = False
        self.address, self.port = address, port


def bind(address: str, first: int, more: int) -> socket.socket:
    """A socket at ``address`` and the first free port among ``first`` and the next ``more``; 0: any. Raises OSError."""
    for port in range(first, min(first + more, 65535) + 1) if first else (0,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # rebind at once after a crash; on Windows this option would allow port hijacking
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((address, port))
            listener.listen(_EACH_ROUND)
            return listener
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            taken = error
    raise taken


def connection_capacity(wanted: int, spare: int = 128) -> int:
    """The number of connections this process may hold, after raising its file limit to ``wanted`` + ``spare``."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted + spare:
        return wanted
    more = wanted + spare if hard == resource.RLIM_INFINITY else min(wanted + spare, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
        soft = more
    return max(soft - spare, 16)


def _refusal(sentence: str) -> bytes:
    body = f"{sentence}\n".encode()
    head = (
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3\r\nConnection: close\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
