"""Running the server until it is stopped, and cleaning up."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Collection

from aiohttp import web

from roleplay.web.net.quiet_log import quiet_log
from roleplay.web.serving.site import Site, SiteConfig
from roleplay.web.serving.tab import SHUTDOWN_SECONDS

_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")
_QUEUE = 128


def listen(address: str, port: int) -> socket.socket:
    """A socket at ``address``, an IP address or host name. Raises `OSError` if it doesn't exist or is taken."""
    family, _, _, _, where = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    return socket.create_server(where[:2], family=family, backlog=_QUEUE)


def serve(config: SiteConfig, listening: socket.socket, hosts: Collection[str], ready: Callable[[], None]) -> None:
    """Serve until ctrl+c or a termination signal; ``ready`` is called once requests are accepted.

    At the end all child processes are gone, and so are the temporary records of anonymous learners.
    """
    for name in ("textual-serve", "aiohttp.access"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    asyncio.run(_serve(config, listening, hosts, ready))


def runner_of(config: SiteConfig, hosts: Collection[str]) -> web.AppRunner:
    """The HTTP side. Malformed requests are answered but not logged; the site reports internal errors itself."""
    return web.AppRunner(
        Site(config).application(hosts),
        handle_signals=False,
        access_log=None,
        logger=quiet_log("serving"),
        shutdown_timeout=SHUTDOWN_SECONDS + 3,
    )


async def _serve(
    config: SiteConfig, listening: socket.socket, hosts: Collection[str], ready: Callable[[], None]
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in _STOPS:
        try:
            loop.add_signal_handler(getattr(signal, name), stop.set)
        except (AttributeError, NotImplementedError):  # Windows: ctrl+c cancels the task
            break
    runner = runner_of(config, hosts)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        ready()
        await stop.wait()
    finally:
        await runner.cleanup()
