"""The site with a test program behind its pages."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve")
from aiohttp import ClientWebSocketResponse, WSCloseCode, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer, unused_port

from roleplay.locales import catalogue
from roleplay.web.serving import site as site_module
from roleplay.web.serving import tab
from roleplay.web.serving.homes import Homes
from roleplay.web.serving.pages import Pages, socket_path
from roleplay.web.serving.server import runner_of
from roleplay.web.serving.site import FULL, Site, SiteConfig

PROGRAM = Path(__file__).with_name("program.py")

Client = TestClient[web.Request, web.Application]
#: `start_site(most=..., command=...)`: a client of a site.
Begin = Callable[..., Awaitable[Client]]


@pytest.fixture
async def start_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Begin]:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("ROLEPLAY_LIBRARY", "/somewhere")
    clients: list[Client] = []

    async def start_site(most: int = 3, command: list[str] | None = None) -> Client:
        words = command or [sys.executable, str(PROGRAM)]
        setting = SiteConfig(words, Homes(tmp_path / "data", tmp_path / "cache"), Pages(catalogue, most), most, None)
        port = unused_port()
        client: Client = TestClient(TestServer(Site(setting).application([f"127.0.0.1:{port}"]), port=port))
        await client.start_server()
        clients.append(client)
        return client

    yield start_site
    for client in clients:
        await client.close()


async def next_frame(socket: ClientWebSocketResponse) -> Any:
    """The next frame."""
    return json.loads(await socket.receive_bytes(timeout=10))


async def closing_code(socket: ClientWebSocketResponse) -> int | None:
    """The close code of the socket, once it is closed."""
    async with asyncio.timeout(10):
        while (await socket.receive()).type is not WSMsgType.CLOSE:
            pass
    return socket.close_code


async def wait_until_gone(process: int) -> None:
    """Wait until a process has ended and was reaped."""
    async with asyncio.timeout(10):
        while _alive(process):
            await asyncio.sleep(0.01)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_page_runs_the_program_in_its_own_home(start_site: Begin, tmp_path: Path) -> None:
    client = await start_site()
    async with client.ws_connect(socket_path("zh", "王小明") + "?width=100&height=30") as socket:
        first = await next_frame(socket)
        assert first["words"] == ["--lang", "zh"]
        home = Path(first["ROLEPLAY_HOME"])
        assert home.parent == tmp_path / "data" / "learners"
        assert home.name.startswith("王小明-")
        assert "web_driver" in first["TEXTUAL_DRIVER"]
        assert (first["COLUMNS"], first["ROWS"]) == ("100", "30")
        assert first["ROLEPLAY_LIBRARY"] is None  # it appears on the command line
    await wait_until_gone(first["process"])
    assert home.is_dir()


async def test_nothing_is_left_of_an_anonymous_learner(start_site: Begin, tmp_path: Path) -> None:
    client = await start_site()
    async with client.ws_connect(socket_path("en", "")) as socket:
        first = await next_frame(socket)
        assert Path(first["ROLEPLAY_HOME"]).parent == tmp_path / "temporary"
    await wait_until_gone(first["process"])
    async with asyncio.timeout(5):
        while list((tmp_path / "temporary").iterdir()):
            await asyncio.sleep(0.01)


async def test_messages_of_the_page_are_forwarded(start_site: Begin) -> None:
    client = await start_site()
    async with client.ws_connect(socket_path("en", "")) as socket:
        await next_frame(socket)
        await socket.send_json(["stdin", "您好"])
        assert (await next_frame(socket))["typed"] == "您好"
        await socket.send_json(["resize", {"width": 90, "height": 33}])
        assert (await next_frame(socket))["meta"] == {"type": "resize", "width": 90, "height": 33}
        await socket.send_json(["focus"])
        assert (await next_frame(socket))["meta"] == {"type": "focus"}
        await socket.send_json(["ping", "12"])
        assert await socket.receive_json(timeout=10) == ["pong", "12"]


NO_MESSAGES = (
    *("", "x", "7", "null", "[]", "{}", "[[]]", '["stdin"]', '["stdin", 7]', '["stdin", "a", "b"]', '["quit"]'),
    *('["resize"]', '["resize", {"width": "9"}]', '["resize", {"width": 9}]', '["ping", 1]', "[" * 30_000, "1" * 9000),
)


@pytest.mark.parametrize("message", NO_MESSAGES, ids=lambda message: message[:20])
async def test_malformed_messages_are_ignored(start_site: Begin, message: str) -> None:
    client = await start_site()
    async with client.ws_connect(socket_path("en", "")) as socket:
        await next_frame(socket)
        await socket.send_str(message)
        await socket.send_bytes(b"[")
        await socket.send_str('["stdin", "still \\ud800 there"]')
        assert (await next_frame(socket))["typed"] == "still ? there"


async def test_the_size_of_a_page_is_clamped(start_site: Begin) -> None:
    client = await start_site()
    async with client.ws_connect(socket_path("en", "") + "?width=99999&height=0") as socket:
        first = await next_frame(socket)
        assert (int(first["COLUMNS"]), int(first["ROWS"])) == (500, 5)
        await socket.send_json(["resize", {"width": -1, "height": 10**9}])
        assert (await next_frame(socket))["meta"] == {"type": "resize", "width": 20, "height": 200}
    async with client.ws_connect(socket_path("en", "") + "?width=x&height=") as socket:
        first = await next_frame(socket)
        assert (first["COLUMNS"], first["ROWS"]) == ("80", "24")


@pytest.mark.parametrize(("key", "code"), [("q", WSCloseCode.OK), ("x", WSCloseCode.INTERNAL_ERROR)])
async def test_the_page_learns_how_the_program_ended(start_site: Begin, key: str, code: int) -> None:
    client = await start_site()
    async with client.ws_connect(socket_path("en", "")) as socket:
        first = await next_frame(socket)
        await socket.send_json(["stdin", key])
        assert await closing_code(socket) == code
    await wait_until_gone(first["process"])


@pytest.mark.parametrize(
    "command", [[sys.executable, "-c", "print('no screen')"], ["/no/such/program"]], ids=["no screen", "not there"]
)
async def test_a_program_that_does_not_start(start_site: Begin, command: list[str]) -> None:
    client = await start_site(command=command)
    async with client.ws_connect(socket_path("en", "")) as socket:
        assert await closing_code(socket) == WSCloseCode.INTERNAL_ERROR


async def test_a_hanging_program_is_killed(start_site: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tab, "SHUTDOWN_SECONDS", 0.2)
    client = await start_site()
    async with client.ws_connect(socket_path("en", "")) as socket:
        first = await next_frame(socket)
        await socket.send_json(["stdin", "s"])
        assert (await next_frame(socket))["deaf"]
    await wait_until_gone(first["process"])


async def test_pages_above_the_limit_are_refused(start_site: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_module, "PLACE_TIMEOUT", 0.2)
    client = await start_site(most=2)
    path = socket_path("en", "")
    first, second = await client.ws_connect(path), await client.ws_connect(path)
    await next_frame(first), await next_frame(second)
    async with client.ws_connect(path) as third:
        assert await closing_code(third) == FULL
    await first.close()
    async with client.ws_connect(path) as again:
        assert (await next_frame(again))["words"]
    await second.close()


async def test_a_reloaded_page_waits_for_its_own_place(start_site: Begin) -> None:
    client = await start_site(most=1)
    path = socket_path("en", "Anna")
    old = await client.ws_connect(path)
    await next_frame(old)
    async with client.ws_connect(path) as new:
        await old.close()
        assert (await next_frame(new))["words"]


async def test_the_script_knows_when_all_places_are_taken() -> None:
    from roleplay.web.serving.pages import asset

    assert f"{FULL}: " in asset("page.js")


async def test_at_shutdown_every_page_and_program_is_ended(start_site: Begin) -> None:
    client = await start_site()
    sockets = [await client.ws_connect(socket_path("en", name)) for name in ("", "Anna", "Anna")]
    processes = [(await next_frame(socket))["process"] for socket in sockets]
    ends = asyncio.gather(*map(closing_code, sockets))
    await client.server.close()
    assert await ends == [WSCloseCode.GOING_AWAY] * 3
    for process in processes:
        await wait_until_gone(process)


async def test_a_page_of_another_site_gets_no_terminal(start_site: Begin) -> None:
    client = await start_site()
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}):
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(socket_path("en", ""), headers=headers)
        assert refused.value.status == 403


@pytest.mark.parametrize(
    "path", ["/ws/fr/", "/ws/en/zz", "/ws/en/ff", "/ws/en/e4", "/ws/en/%2e%2e%2f", "/static/", "/x"]
)
async def test_there_is_nothing_else(start_site: Begin, path: str) -> None:
    client = await start_site()
    assert (await client.get(path)).status == 404


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /play?name=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x",
        b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"b" * 9000,
        b"GET / HTTP/1.1\r\nHost x",
        b"nonsense",
        b"\x16\x03\x01\x02\x00",
    ],
    ids=["address", "header", "header without a colon", "no request", "https"],
)
async def test_a_malformed_request_prints_nothing(
    tmp_path: Path, request_line: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """An over-long address, a malformed header, https: a short answer, and a quiet terminal."""
    setting = SiteConfig(["x"], Homes(tmp_path / "data", tmp_path / "cache"), Pages(catalogue, 1), 1, None)
    runner = runner_of(setting, ["x"])
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
        writer.write(request_line + b"\r\n\r\n")
        async with asyncio.timeout(5):
            answer = await reader.read(4096)
        writer.close()
    finally:
        await runner.cleanup()
    assert b" 400 " in answer.splitlines()[0]
    assert b"Traceback" not in answer
    assert not caplog.records  # without a handler, a log goes to the terminal


async def test_an_internal_error_of_the_site_is_one_sentence(
    start_site: Begin, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    client = await start_site()
    monkeypatch.setattr(Pages, "start", lambda *_: 1 / 0)
    answer = await client.get("/")
    assert (answer.status, "division" in await answer.text()) == (500, False)
    printed = capsys.readouterr().err
    assert printed.startswith("roleplay: an internal error (ZeroDivisionError")
    assert printed.count("\n") == 1


async def test_the_pages_and_their_static_files(start_site: Begin) -> None:
    client = await start_site()
    start = await client.get("/", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert "你的名字" in await start.text()
    assert "Your name" in await (await client.get("/?lang=en", headers={"Accept-Language": "zh"})).text()
    play = await client.get("/play", params={"name": "  王小明\u202e ", "lang": "zh"})
    text = await play.text()
    assert socket_path("zh", "王小明") in text
    for page in (start, play):
        rules = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in rules
        assert "frame-ancestors 'none'" in rules
        assert page.headers["Cache-Control"] == "no-store"
    for name, kind in (
        ("client.js", "javascript"),
        ("page.js", "javascript"),
        ("page.css", "css"),
        ("xterm.css", "css"),
    ):
        assert f"/static/{name}" in text
        answer = await client.get(f"/static/{name}")
        assert (answer.status, kind in answer.content_type) == (200, True)
