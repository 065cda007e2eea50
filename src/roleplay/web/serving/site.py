"""The request handlers of the server: two pages, their static files, and the websocket of each page."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler

from roleplay.locales import LANGUAGES
from roleplay.text.numbers import parse_bounded_int
from roleplay.text.plain import safe
from roleplay.web.net.guard import guard
from roleplay.web.serving import client
from roleplay.web.serving.homes import Homes
from roleplay.web.serving.learner import learner_name
from roleplay.web.serving.pages import Pages, asset, page_language, socket_name
from roleplay.web.serving.tab import LONGEST_MESSAGE, SHUTDOWN_SECONDS, Tab, converse
from roleplay.workspace.crash_report import report_crash

#: The close code of a websocket when all places are taken; `page.js` knows it.
FULL = 4029
#: Seconds a page waits for a place: a reloaded page still holds its old one for a moment.
PLACE_TIMEOUT = SHUTDOWN_SECONDS + 1
_HEARTBEAT = 15.0
_CLOSE_TIMEOUT = 2.0
_MAX_AGE = 600


class SiteConfig(NamedTuple):
    """The configuration of a site."""

    #: the program that each page runs, without its language
    command: Sequence[str]
    homes: Homes
    pages: Pages
    #: maximum number of simultaneous pages
    most: int
    #: the language if a learner chooses none; ``None`` means their browser's
    language: str | None
    #: the reading language of scenes, if it isn't an interface language
    reading: str = ""


class Site:
    """The pages of one server and the processes behind them."""

    def __init__(self, config: SiteConfig) -> None:
        self._config = config
        self._places = asyncio.Semaphore(config.most)
        self._open: dict[asyncio.Task[None], web.WebSocketResponse] = {}

    def application(self, hosts: Collection[str]) -> web.Application:
        """The application, for requests to ``hosts`` only."""
        app = web.Application(middlewares=[guard(hosts), self._secure])
        app.add_routes([web.get("/", self._start), web.get("/play", self._play)])
        app.add_routes([web.get("/ws/{language}/{name:[0-9a-f]*}", self._socket)])
        app.add_routes([web.get(f"/static/{name}", partial(_static, *file)) for name, file in _files().items()])
        app.on_shutdown.append(self._close)
        return app

    async def _start(self, request: web.Request) -> web.Response:
        return _html(self._config.pages.start(self._language(request)))

    async def _play(self, request: web.Request) -> web.Response:
        name = learner_name(request.query.get("name", ""))
        return _html(self._config.pages.play(self._language(request), name, request.headers["Host"]))

    def _language(self, request: web.Request) -> str:
        accepted = request.headers.get("Accept-Language", "")
        return page_language(request.query.get("lang", ""), accepted, self._config.language)

    def _lang(self, language: str) -> str:
        """The value of ``--lang`` for the program behind a page in ``language``."""
        return f"{self._config.reading},{language}" if self._config.reading else language

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        language = request.match_info["language"]
        if language not in LANGUAGES:
            raise web.HTTPNotFound
        try:
            name = learner_name(socket_name(request.match_info["name"]))
        except ValueError:
            raise web.HTTPNotFound from None
        size = _cells(request, "width", 80), _cells(request, "height", 24)
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, timeout=_CLOSE_TIMEOUT, max_msg_size=LONGEST_MESSAGE)
        await socket.prepare(request)
        page = asyncio.create_task(self._page(socket, name, language, size))
        self._open[page] = socket
        page.add_done_callback(self._open.pop)
        await asyncio.shield(page)  # it ends by itself, with its process, once the browser is gone
        return socket

    async def _page(self, socket: web.WebSocketResponse, name: str, language: str, size: tuple[int, int]) -> None:
        """Run one page: wait for a place, run its program until the end."""
        try:
            async with asyncio.timeout(PLACE_TIMEOUT):
                await self._places.acquire()
        except TimeoutError:
            await socket.close(code=FULL)
            return
        try:
            with self._config.homes.home(name) as home:
                tab = Tab(socket, [*self._config.command, "--lang", self._lang(language)], home)
                try:
                    await tab.start(*size)
                    await converse(socket, tab)
                finally:
                    await tab.stop()
        except Exception as error:
            print(_error_sentence(error, language), file=sys.stderr)
            await socket.close(code=WSCloseCode.INTERNAL_ERROR)
        finally:
            self._places.release()

    @web.middleware
    async def _secure(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Add headers that forbid a page to load anything from elsewhere or to be framed.

        An internal error is reported in one sentence on the terminal.
        """
        try:
            response = await handler(request)
        except (web.HTTPException, ConnectionError):
            raise
        except Exception as error:
            print(_error_sentence(error, self._language(request)), file=sys.stderr)
            raise web.HTTPInternalServerError from None
        if not response.prepared:
            here = request.headers["Host"]
            response.headers["Content-Security-Policy"] = (
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
                f"connect-src ws://{here}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            )
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["X-Frame-Options"] = "DENY"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    async def _close(self, app: web.Application) -> None:
        pages = list(self._open)
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in self._open.values()))
        await asyncio.gather(*pages, return_exceptions=True)


def _error_sentence(error: Exception, language: str) -> str:
    """A sentence for an error of the system, or a crash report for an internal one."""
    if isinstance(error, OSError):
        return f"roleplay: {safe(str(error) or type(error).__name__, newlines=False)}"
    return report_crash(error, language)


#: Maximum columns or rows in a request; the tab clamps them to what a screen can use.
_MOST_CELLS = 99_999


def _cells(request: web.Request, name: str, otherwise: int) -> int:
    given = request.query.get(name, "")
    number = parse_bounded_int(given, 0, _MOST_CELLS)
    return otherwise if number is None else number


def _files() -> Mapping[str, tuple[str, str]]:
    """The static files: name -> (text, content type)."""
    return {
        "client.js": (client.script(), "text/javascript"),
        "page.js": (asset("page.js"), "text/javascript"),
        "page.css": (asset("page.css"), "text/css"),
        "xterm.css": (client.style(), "text/css"),
    }


async def _static(text: str, kind: str, request: web.Request) -> web.Response:
    headers = {"Cache-Control": f"max-age={_MAX_AGE}"}
    response = web.Response(text=text, content_type=kind, charset="utf-8", headers=headers)
    response.enable_compression()
    return response


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", charset="utf-8", headers={"Cache-Control": "no-store"})
