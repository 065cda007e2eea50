"""Who may ask: a browser that was led to this server by its own address, and by none of anybody else's pages.

A page of another site can point a name of its own at this machine, and it can post a form or open a websocket here
from a learner's own browser. The first shows in ``Host``, the second in ``Origin``; no page can set either.
"""

from __future__ import annotations

from collections.abc import Collection

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

#: What only reads, and may be asked for from anywhere.
_READS = frozenset({"GET", "HEAD"})
_PORT = 80


def guard(hosts: Collection[str]) -> Middleware:
    """Lets in only what asks for one of ``hosts`` (``"192.168.1.5:8765"``, small letters); the rest gets 403.

    A request that does more than read, and the upgrade to a websocket, is refused too when its ``Origin`` is another
    site's. One without ``Origin`` comes from a program, not from a page, and is let in.
    """
    known = {written for host in hosts for written in _written(host.lower())}
    origins = {f"http://{host}" for host in known}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Host", "").lower() not in known:
            return _refused("This server is not known by that name; use the address it was started with.")
        origin = request.headers.get("Origin")
        if origin is not None and _acts(request) and origin.lower() not in origins:
            return _refused("This was asked for by a page of another site.")
        return await handler(request)

    return check


def _written(host: str) -> tuple[str, ...]:
    """How a browser writes ``host``: without the port where that is the usual one."""
    name, _, port = host.rpartition(":")
    return (host, name) if port == str(_PORT) else (host,)


def _refused(sentence: str) -> web.Response:
    return web.Response(status=403, text=f"{sentence}\n")


def _acts(request: web.Request) -> bool:
    return request.method not in _READS or "upgrade" in request.headers
