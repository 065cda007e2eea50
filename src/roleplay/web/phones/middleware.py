"""Middleware for every request: rate limits, errors, and security headers."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Mapping
from typing import NamedTuple

from aiohttp import web
from aiohttp.typedefs import Handler

from roleplay.web.net.limits import Buckets, Rate
from roleplay.web.phones import frame
from roleplay.web.phones.connections import Connection, Connections
from roleplay.web.phones.visitor import Visitor

#: Maximum bytes of a body: own words take nine bytes per Chinese character, more per emoji.
MAX_BODY = 4096

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser's own forms would come with Origin: null
    "Server": "roleplay",
    "X-Content-Type-Options": "nosniff",
}
_REFUSALS = {404: "nowhere", 405: "method", 413: "large"}


class Allowance(NamedTuple):
    """The limits: joins, connections, and requests per second from one address, from one phone, and in total.

    A phone polls twice in three seconds. One address may be a whole class behind one router.
    """

    joins_per_address: int = 8
    connections: int = 1500
    connections_per_address: int = 400
    total: Rate = Rate(1000, 2500)
    per_address: Rate = Rate(250, 1000)
    per_phone: Rate = Rate(5, 25)
    #: button presses have their own limit, so that a phone that keeps reloading can still vote
    presses_per_phone: Rate = Rate(5, 25)
    wrong_codes: Rate = Rate(1, 20)


#: For a class of hundreds on one laptop.
DEFAULT_ALLOWANCE = Allowance()


class Middleware:
    """The processing of every request."""

    def __init__(
        self, allowance: Allowance, clock: Callable[[], float], visitor_of: Callable[[web.Request], Visitor]
    ) -> None:
        self._visitor_of = visitor_of
        self.connections: Connections | None = None
        #: the last internal error; phones only learn that there was one
        self.fault = ""
        self._in_all = Buckets(allowance.total, clock)
        self._per_address = Buckets(allowance.per_address, clock)
        self._per_phone = Buckets(allowance.per_phone, clock)
        self._presses = Buckets(allowance.presses_per_phone, clock)

    @web.middleware
    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request, or refuse it if a limit is exceeded; every answer gets the security headers."""
        connection = None if request.transport is None else request.transport.get_protocol()
        if isinstance(connection, Connection):
            connection.answering()
        answer = await self._answer(request, handler)
        answer.headers.update(HEADERS)
        answer.headers["Content-Security-Policy"] = frame.policy()
        if answer.status in (413, 429, 503) or (self.connections is not None and self.connections.congested):
            answer.force_close()
        if isinstance(connection, Connection):
            connection.answered()
        return answer

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        visitor = self._visitor_of(request)
        refusal = self._over_limit(visitor)
        if refusal is not None:
            return refusal
        if (request.content_length or 0) > MAX_BODY:
            return visitor.refuse(413, "large")
        try:
            return await handler(request)
        except web.HTTPException as error:
            return visitor.refuse(error.status, _REFUSALS.get(error.status, "failed"))
        except (ConnectionError, CancelledError):
            raise
        except Exception as error:  # a phone's request must not end the drill, nor show a learner internals
            self.fault = f"{type(error).__name__}: {error}"
            return visitor.refuse(500, "failed")

    def _over_limit(self, visitor: Visitor) -> web.Response | None:
        wait = self._per_address.take(visitor.address)
        if not wait and visitor.token is not None:
            buckets = self._presses if visitor.request.method == "POST" else self._per_phone
            wait = buckets.take(visitor.token)
        if wait:
            return visitor.refuse(429, "slow", wait)
        wait = self._in_all.take()
        return visitor.refuse(503, "busy", wait) if wait else None
