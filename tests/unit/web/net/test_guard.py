"""The guard: requests with another host name, or from another site's page, are refused."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

pytest.importorskip("aiohttp")
from aiohttp import WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from roleplay.web.net.guard import guard

HOST = "192.168.1.5:8765"
HOSTS = (HOST, "Trainer:8765", "[::1]:8765", "10.0.0.9:80")

Client = TestClient[web.Request, web.Application]


async def hello(request: web.Request) -> web.Response:
    return web.Response(text="hello")


async def talk(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await socket.send_str("hello")
    await socket.close()
    return socket


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    app = web.Application(middlewares=[guard(HOSTS)])
    app.add_routes([web.get("/", hello), web.post("/", hello), web.put("/", hello), web.get("/talk", talk)])
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize("host", [HOST, "trainer:8765", "TRAINER:8765", "[::1]:8765", "10.0.0.9", "10.0.0.9:80"])
async def test_its_own_names_are_allowed(client: Client, host: str) -> None:
    answer = await client.get("/", headers={"Host": host})
    assert (answer.status, await answer.text()) == (200, "hello")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8765",
        "192.168.1.5",
        "192.168.1.5:80",
        "192.168.1.5:8766",
        "192.168.1.5:8765.evil.example",
        "evil.example@192.168.1.5:8765",
        "trainer",
        "",
    ],
)
async def test_another_name_is_refused_with_a_sentence(client: Client, host: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        answer = await client.request(method, "/", headers={"Host": host})
        assert answer.status == 403
        assert answer.content_type == "text/plain"
        assert "hello" not in await answer.text()
    missing = await client.get("/nowhere", headers={"Host": host})
    assert missing.status == 403  # it does not even reveal what exists


@pytest.mark.parametrize("origin", [f"http://{HOST}", "http://trainer:8765", "HTTP://Trainer:8765", "http://10.0.0.9"])
async def test_its_own_pages_may_act(client: Client, origin: str) -> None:
    headers = {"Host": HOST, "Origin": origin}
    assert (await client.post("/", headers=headers)).status == 200
    async with client.ws_connect("/talk", headers=headers) as socket:
        assert await socket.receive_str() == "hello"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", f"https://{HOST}", "http://192.168.1.5", f"http://{HOST}.evil.example"],
)
async def test_another_site_may_read_but_not_act(client: Client, origin: str) -> None:
    headers = {"Host": HOST, "Origin": origin}
    assert (await client.get("/", headers=headers)).status == 200
    for method in ("POST", "PUT"):
        assert (await client.request(method, "/", headers=headers)).status == 403
    with pytest.raises(WSServerHandshakeError) as refused:
        await client.ws_connect("/talk", headers=headers)
    assert refused.value.status == 403


async def test_a_program_without_origin_may_act(client: Client) -> None:
    assert (await client.post("/", headers={"Host": HOST})).status == 200
    async with client.ws_connect("/talk", headers={"Host": HOST}) as socket:
        assert await socket.receive_str() == "hello"
