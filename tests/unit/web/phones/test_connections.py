"""Connections: their limits and timeouts, and that a crowd delays nobody."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest

from phone_classroom import HERE, Classroom, open_classroom, raw
from roleplay.web.phones import connections as module
from roleplay.web.phones.connections import Connections, Timeouts
from roleplay.web.phones.middleware import DEFAULT_ALLOWANCE

from .test_routes import open_vote

HASTY = Timeouts(first=0.5, answer=1.0, between=0.5)


async def silent(classroom: Classroom, address: str = HERE) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection that says nothing."""
    return await asyncio.open_connection(HERE, classroom.server.port, local_addr=(address, 0))


def request(classroom: Classroom, path: str = "/", *more: str) -> bytes:
    lines = (f"GET {path} HTTP/1.1", f"Host: {HERE}:{classroom.server.port}", *more, "", "")
    return "\r\n".join(lines).encode()


async def test_each_address_has_its_own_limit_of_connections(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, allowance=DEFAULT_ALLOWANCE._replace(connections_per_address=3)) as classroom:
        open_connections = [await silent(classroom) for _ in range(3)]
        refused = await raw(classroom.server.port, request(classroom))
        assert refused.startswith(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3\r\n")
        assert refused.endswith(b"tried again in a few seconds.\n")
        assert (await classroom.phone(address="127.0.0.2").page()).status == 200
        for _, writer in open_connections:
            writer.close()
            await writer.wait_closed()
        assert (await classroom.phone().page()).status == 200


async def test_the_total_number_of_connections_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REFUSAL_SECONDS", 1000.0)
    async with open_classroom(tmp_path, allowance=DEFAULT_ALLOWANCE._replace(connections=4)) as classroom:
        open_connections = [await silent(classroom, f"127.0.0.{n + 1}") for n in range(4)]
        refused = await raw(classroom.server.port, request(classroom))
        assert refused.startswith(b"HTTP/1.1 503")
        beyond = [await silent(classroom) for _ in range(3)]
        reader, _ = beyond[-1]
        async with asyncio.timeout(20):
            assert await reader.read() == b""  # without a reason
        for _, writer in (*open_connections, *beyond):
            writer.close()


async def test_in_a_crowd_connections_close_after_each_answer(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, allowance=DEFAULT_ALLOWANCE._replace(connections=4)) as classroom:
        phone = classroom.phone()
        assert "Connection" not in (await phone.page()).headers
        open_connections = [await silent(classroom) for _ in range(2)]
        assert (await phone.page()).headers["Connection"] == "close"
        for _, writer in open_connections:
            writer.close()


async def test_a_silent_or_slow_connection_is_closed(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, timeouts=HASTY) as classroom:
        code = classroom.drill.code
        beginnings = (
            b"",
            b"G",
            request(classroom)[:-2],
            request(classroom, "/", "X-Slow: "),
            f"POST /{code}/join HTTP/1.1\r\nHost: {HERE}:{classroom.server.port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nname=".encode(),
        )

        async def is_closed(beginning: bytes) -> None:
            reader, writer = await silent(classroom)
            writer.write(beginning)
            while await reader.read(1000):
                pass
            writer.close()

        async with asyncio.timeout(20):
            await asyncio.gather(*map(is_closed, beginnings))
        assert (await classroom.phone().page()).status == 200


async def test_an_occasional_byte_does_not_keep_a_connection_open(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, timeouts=HASTY) as classroom:
        reader, writer = await silent(classroom)
        closed = asyncio.ensure_future(reader.read())
        sent = 0
        async with asyncio.timeout(20):
            while not closed.done():
                try:
                    writer.write(request(classroom, "/", f"X-{sent}: 1")[sent : sent + 1])
                except ConnectionError:
                    break
                sent += 1
                await asyncio.wait({closed}, timeout=0.02)
        writer.close()


async def test_a_connection_is_used_again_and_again(tmp_path: Path) -> None:
    async with open_classroom(tmp_path) as classroom:
        reader, writer = await silent(classroom)
        for _ in range(5):
            writer.write(request(classroom))
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
        writer.write(request(classroom) * 3)  # three at once
        received = b""
        while received.count(b"HTTP/1.1 200") < 3:
            received += await reader.read(1 << 16)
        writer.close()


async def test_endless_headers_are_refused(tmp_path: Path) -> None:
    async with open_classroom(tmp_path) as classroom:
        for data in (
            request(classroom, "/" + "x" * 5000),
            request(classroom, "/", "X: " + "y" * 20_000),
            request(classroom, "/", *(f"X-{n}: 1" for n in range(500))),
        ):
            assert (await raw(classroom.server.port, data)).split(b" ")[1] == b"400"
        await raw(classroom.server.port, b"x" * (1 << 19))
        assert (await classroom.phone().page()).status == 200


async def test_only_a_few_connections_are_served_per_iteration(tmp_path: Path) -> None:
    """While a whole class makes requests at once, the event loop handles only a few of them per iteration."""
    seen: list[int] = []
    handled = 0

    class Counting(asyncio.Protocol):
        def data_received(self, data: bytes) -> None:
            nonlocal handled
            handled += 1

    loop = asyncio.get_running_loop()
    connections = Connections(Counting, b"", 500, 500, module.DEFAULT_TIMEOUTS)
    server = await loop.create_server(connections, HERE, 0)
    port = server.sockets[0].getsockname()[1]
    writers = [(await asyncio.open_connection(HERE, port))[1] for _ in range(60)]
    for writer in writers:
        writer.write(b"x")
    async with asyncio.timeout(20):
        while handled < 60:
            before = handled
            await asyncio.sleep(0)
            seen.append(handled - before)
    assert max(seen) <= module.EACH_TURN
    for writer in writers:
        writer.close()
    server.close()
    connections.close()


async def test_stopping_closes_all_connections_at_once(tmp_path: Path) -> None:
    async with open_classroom(tmp_path) as classroom:
        open_vote(classroom)
        open_connections = [await silent(classroom) for _ in range(20)]
        await classroom.phone().page()
        await classroom.server.stop()
        async with asyncio.timeout(20):
            for reader, writer in open_connections:
                with contextlib.suppress(ConnectionError):
                    assert await reader.read() == b""
                writer.close()
        assert (classroom.server.url, classroom.server.address, classroom.server.port) == ("", "", 0)
