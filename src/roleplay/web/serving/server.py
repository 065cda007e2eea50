"""Listening until told to stop, and leaving nothing behind."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Collection

from aiohttp import web

from roleplay.web.net.quiet_log import quiet_log
from roleplay.web.serving.site import Setting, Site
from roleplay.web.serving.tab import LETS_GO

_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")
_QUEUE = 128


def listen(address: str, port: int) -> socket.socket:
    """A socket at ``address``, an IP address or a name of this machine. Raises `OSError`: no such address, or taken."""
    family, _, _, _, where = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(where[:2], family=family, backlog=_QUEUE)


def serve(setting: Setting, listening: socket.socket, hosts: Collection[str], ready: Callable[[], None]) -> None:
    """Answer until ctrl+c, or until the system asks for an end; ``ready`` is called when the first may come.

    At the end every process that was begun has gone, and what was kept of nobody too.
    """
    for name in ("textual-serve", "aiohttp.access"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    asyncio.run(_serve(setting, listening, hosts, ready))


def runner_of(setting: Setting, hosts: Collection[str]) -> web.AppRunner:
    """The HTTP side. What cannot be read as a request is answered and not told; what fails in here the site tells."""
    return web.AppRunner(
        Site(setting).application(hosts),
        handle_signals=False,
        access_log=None,
        logger=quiet_log("serving"),
        shutdown_timeout=LETS_GO + 3,
    )


async def _serve(setting: Setting, listening: socket.socket, hosts: Collection[str], ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in _STOPS:
        try:
            loop.add_signal_handler(getattr(signal, name), stop.set)
        except (AttributeError, NotImplementedError):  # Windows: ctrl+c cancels what runs here
            break
    runner = runner_of(setting, hosts)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        ready()
        await stop.wait()
    finally:
        await runner.cleanup()
