"""Which requests are allowed: those to this server's own address that do not come from another site's page.

Another site can point a name of its own at this machine (DNS rebinding), and its pages can post a form or open a
websocket here from a learner's browser. The first shows in ``Host``, the second in ``Origin``; no page can set them.
"""

from __future__ import annotations

from collections.abc import Collection

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

#: Methods that only read, and are allowed from any origin.
_READS = frozenset({"GET", "HEAD"})
_PORT = 80


def guard(hosts: Collection[str]) -> Middleware:
    """Middleware that allows only requests to one of ``hosts`` (``"192.168.1.5:8765"``); others get 403.

    A request that does more than read, or upgrades to a websocket, is also refused if its ``Origin`` is another
    site. One without ``Origin`` comes from a program, not from a page, and is allowed.
    """
    known = {written for host in hosts for written in _host_forms(host.lower())}
    origins = {f"http://{host}" for host in known}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Host", "").lower() not in known:
            return _refused("This server is not known by that name; use the address it was started with.")
        origin = request.headers.get("Origin")
        if origin is not None and _changes_state(request) and origin.lower() not in origins:
            return _refused("This was asked for by a page of another site.")
        return await handler(request)

    return check


def _host_forms(host: str) -> tuple[str, ...]:
    """The forms of ``host`` that a browser may send: also without the port if that is the default one."""
    name, _, port = host.rpartition(":")
    return (host, name) if port == str(_PORT) else (host,)


def _refused(sentence: str) -> web.Response:
    return web.Response(status=403, text=f"{sentence}\n")


def _changes_state(request: web.Request) -> bool:
    return request.method not in _READS or "upgrade" in request.headers
