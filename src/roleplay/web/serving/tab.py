"""One page and its process. Everything that depends on internals of textual-serve is here and in `client`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from pathlib import Path

from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from roleplay.records.home import HOME_VARIABLE

#: Seconds for a program to shut down after it was asked to quit.
SHUTDOWN_SECONDS = 3.0
#: Minimum and maximum columns and rows of a page; more would only cost memory.
_COLUMNS = (20, 500)
_ROWS = (5, 200)
#: Maximum bytes of a message from a page: a long paste.
LONGEST_MESSAGE = 1 << 16
#: Seconds for a program to accept input; one that does not is hanging.
_INPUT_TIMEOUT = 20.0
_MESSAGE = re.compile(r'\["(\w+)"(?:, ?("(?:[^"\\]|\\.)*"|\{[^][{}]*\}))?\]')
_LIBRARIES = "ROLEPLAY_LIBRARY"
#: More bytes than this mean that the first frame was drawn; before it there are only terminal queries.
_FIRST_FRAME_BYTES = 512


class Tab(AppService):
    """The process behind one page."""

    def __init__(self, socket: web.WebSocketResponse, command: Sequence[str], home: Path) -> None:
        """``command`` is the program with its options; ``home`` the folder of its record."""
        super().__init__(
            " ".join(command),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=self._close_page,
            download_manager=DownloadManager(),
        )
        self._socket = socket
        self._argv = command
        self._home = home
        self._page_gone = False
        self._bytes_drawn = 0

    @property
    def shown(self) -> bool:
        """Whether the first frame has been drawn."""
        return self._bytes_drawn > _FIRST_FRAME_BYTES

    async def start(self, width: int, height: int) -> None:
        """Start the program on a screen of ``width`` by ``height`` cells. Raises `OSError`."""
        await super().start(_clamped(width, _COLUMNS), _clamped(height, _ROWS))

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tell the program the new size."""
        await super().set_terminal_size(_clamped(width, _COLUMNS), _clamped(height, _ROWS))

    async def run(self) -> None:
        """Forward the program's output until it ends; then close the page."""
        try:
            await super().run()
        finally:
            await self._socket.close(code=WSCloseCode.INTERNAL_ERROR)  # no effect after a regular exit

    async def _close_page(self) -> None:
        await self._socket.close()

    async def on_data(self, payload: bytes) -> None:
        """Forward output to the page; once the page is gone, discard it so that the program can finish."""
        self._bytes_drawn += len(payload)
        if self._page_gone:
            return
        try:
            await super().on_data(payload)
        except (ConnectionError, RuntimeError):
            self._page_gone = True

    async def stop(self) -> None:
        """Ask the program to quit, and kill it after a while. Returns when it has ended."""
        process, self._process = self._process, None
        if process is None:
            return
        self._page_gone = True
        if self.shown:  # otherwise nothing has happened, and a starting program may miss the message
            await self.send_meta({"type": "quit"})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), SHUTDOWN_SECONDS)
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._task is not None:
            await self._task

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        environment[HOME_VARIABLE] = str(self._home)
        environment.pop(_LIBRARIES, None)  # the command names all of them
        return environment

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        process = await asyncio.create_subprocess_exec(
            *self._argv,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,  # ctrl+c in the server's terminal must only stop the server
        )
        self._process, self._stdin = process, process.stdin
        return process


async def converse(socket: web.WebSocketResponse, tab: Tab) -> None:
    """Forward the page's messages to the program until the page closes; ignore malformed ones.

    Raises `TimeoutError` if the program no longer accepts input.
    """
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        async with asyncio.timeout(_INPUT_TIMEOUT):
            match parse_message(message.data):
                case "stdin", str(keys):
                    await tab.send_bytes(keys.encode("utf-8", "replace"))
                case "resize", {"width": int(width), "height": int(height)}:
                    await tab.set_terminal_size(width, height)
                case "ping", str(when):
                    await socket.send_json(["pong", when])
                case "focus", None:
                    await tab.focus()
                case "blur", None:
                    await tab.blur()


def parse_message(message: str) -> tuple[str, object]:
    """The kind and value of a message; ``""`` and ``None`` if it is malformed.

    Only flat JSON is parsed: after too deeply nested JSON, Python 3.11 can no longer compile code.
    """
    match = _MESSAGE.fullmatch(message)
    if match is None:
        return "", None
    try:
        return match[1], None if match[2] is None else json.loads(match[2])
    except ValueError:
        return "", None


def _clamped(value: int, limits: tuple[int, int]) -> int:
    least, most = limits
    return min(max(value, least), most)
