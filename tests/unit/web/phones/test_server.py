"""Where the server listens: the address and the port, reused after a break, moved, and the errors."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_runs import SOURCE
from phone_classroom import HERE, LANGUAGES, Classroom, desk_drill, now, raw, server_of
from roleplay.drill.ballot import BallotId
from roleplay.drill.events import facilitator as f
from roleplay.presenting.drill.phones import Phones
from roleplay.reading.library import Library
from roleplay.web.phones import server as module
from roleplay.web.phones.server import PORT, PhoneServer, bind, connection_capacity
from roleplay.workspace.drills import Drill, LearnerAccess, resume

from .page_reader import read

OTHER = "127.0.0.2"


@pytest.fixture
def drill(tmp_path: Path) -> Iterator[Drill]:
    started = desk_drill(tmp_path)
    yield started
    started.close()


@pytest.fixture
def busy() -> Iterator[socket.socket]:
    """A port on which another process listens."""
    with socket.socket() as socket_:
        socket_.bind((HERE, 0))
        socket_.listen()
        yield socket_


def port_of(socket_: socket.socket) -> int:
    port = socket_.getsockname()[1]
    assert isinstance(port, int)
    return port


def server(drill: Drill, **more: object) -> PhoneServer:
    return server_of(drill, **{"find_addresses": lambda: (OTHER, HERE), **more})


async def test_the_likeliest_address_is_used_and_shown(drill: Drill) -> None:
    phones = server(drill, address=None)
    shown: Phones = phones
    assert (shown.url, shown.port, shown.addresses) == ("", 0, (OTHER, HERE))
    await shown.start()
    assert shown.address == OTHER
    assert drill.address == (OTHER, shown.port)
    assert shown.url == f"HTTP://{OTHER}:{shown.port}/{drill.code}"
    await shown.stop()


async def test_it_listens_only_on_the_shown_address(drill: Drill) -> None:
    with socket.socket() as reserved:  # bound and not listening: no test beside this one can answer at the port
        reserved.bind((HERE, 0))
        phones = server(drill, address=OTHER, port=port_of(reserved))
        await phones.start()
        assert phones.port == port_of(reserved)
        with pytest.raises(ConnectionRefusedError):
            await raw(phones.port, b"")  # asks at 127.0.0.1
        await phones.stop()


def test_the_default_port_or_the_next_free_one(busy: socket.socket) -> None:
    assert PORT == 8765
    first = port_of(busy)
    with bind(HERE, first, 20) as listener:
        assert first < listener.getsockname()[1] <= first + 20
    with pytest.raises(OSError, match="in use"):
        bind(HERE, first, 0)


async def test_no_free_port_is_a_sentence(drill: Drill, busy: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MORE_PORTS", 0)
    phones = server(drill, port=port_of(busy))
    await phones.start()
    assert phones.url == ""
    assert phones.problem == (
        f"Ports {port_of(busy)} to {port_of(busy)} are all in use by other programs, so phones cannot come in."
    )
    assert drill.address is None
    busy.close()
    await phones.start()
    assert (phones.port, phones.problem) == (phones.port, "")
    await phones.stop()


async def test_an_address_that_is_not_this_machine_s_is_a_sentence(drill: Drill) -> None:
    phones = server(drill, address="192.0.2.77")
    await phones.start()
    assert phones.url == ""
    assert phones.problem.startswith("Phones cannot come in")


async def test_a_machine_without_a_network_is_reported(drill: Drill) -> None:
    phones = server(drill, address=None, find_addresses=lambda: (HERE,))
    await phones.start()
    assert phones.problem.startswith("This computer is on no network")
    phones.words = LANGUAGES["zh"]
    assert "没有联网" in phones.problem
    await phones.stop()


async def test_a_lost_address_is_noticed_and_another_one_offered(drill: Drill) -> None:
    here = [HERE]

    def found() -> tuple[str, ...]:
        if not here:
            raise OSError("no such device")
        return tuple(here)

    phones = server(drill, address=HERE, find_addresses=found)
    await phones.start()
    phones.look()
    assert (phones.lost, phones.problem) == (False, "")
    here.clear()
    phones.look()  # the system cannot list them
    assert not phones.lost
    here[:] = ["127.0.0.9"]
    phones.look()
    assert (phones.lost, phones.offer) == (True, "")
    assert "this computer is on no network" in phones.problem
    here[:] = ["127.0.0.9", "192.0.2.8"]
    phones.look()
    assert phones.offer == "192.0.2.8"
    assert phones.problem.startswith(f"The address {HERE} is gone, so phones have lost contact: a goes to 192.0.2.8")
    here[:] = [HERE]
    phones.look()
    assert (phones.lost, phones.problem) == (False, "")  # the network is back
    await phones.stop()
    assert not phones.lost


async def test_a_machine_that_joins_a_network_is_noticed(drill: Drill) -> None:
    here = [HERE]
    phones = server(drill, address=None, find_addresses=lambda: tuple(here))
    await phones.start()
    here.append("192.0.2.8")
    phones.look()
    assert phones.problem == LANGUAGES["en"]("phone.problem.alone_offer", offer="192.0.2.8")
    await phones.stop()


async def test_moving_takes_the_same_port_elsewhere(drill: Drill) -> None:
    phones = server(drill)
    await phones.start()
    port = phones.port
    await phones.move_to(OTHER)
    assert (phones.address, phones.port, drill.address) == (OTHER, port, (OTHER, port))
    classroom = Classroom(drill, phones)
    answer = await raw_page(phones, drill)
    assert b"200 OK" in answer
    await classroom.server.stop()


async def test_a_returning_phone_is_counted_again_at_its_first_request(drill: Drill) -> None:
    classroom = Classroom(drill, server(drill, address=HERE))
    await classroom.server.start()
    (phone,) = await classroom.phones(1)
    classroom.do(f.Next(), f.Next())
    await phone.vote("B")
    await classroom.server.move_to(OTHER)
    ballot = classroom.room.ballots[BallotId(1, 1)]
    assert (len(classroom.room.people), ballot.total) == (0, 0)  # a scan from there would create another voter
    await classroom.server.move_to(HERE)
    assert (len(classroom.room.people), ballot.total) == (0, 0)
    assert read((await phone.page()).text).by_id("state").text.startswith("Your vote: B, received")
    assert (len(classroom.room.people), ballot.total) == (1, 1)
    await classroom.close()


async def raw_page(phones: PhoneServer, drill: Drill) -> bytes:
    reader, writer = await asyncio.open_connection(phones.address, phones.port)
    writer.write(
        f"GET /{drill.code} HTTP/1.1\r\nHost: {phones.address}:{phones.port}\r\nConnection: close\r\n\r\n".encode()
    )
    received = await reader.read()
    writer.close()
    return received


async def test_after_a_break_phones_find_the_room_where_it_was(tmp_path: Path) -> None:
    drill = desk_drill(tmp_path)
    classroom = Classroom(drill, server_of(drill))
    await classroom.server.start()
    (phone,) = await classroom.phones(1)
    classroom.do(f.Next(), f.Next())
    await phone.vote("B")
    where = drill.address
    await classroom.server.stop()
    drill.close()

    assert drill.path is not None
    again = resume(drill.path, Library([tmp_path / "home" / "library"]), now)
    assert again.address == where
    classroom.drill, classroom.server = (
        again,
        server_of(again, where=again.address, address=None, port=None, find_addresses=lambda: (OTHER, HERE)),
    )
    await classroom.server.start()
    assert (classroom.server.address, classroom.server.port) == where
    page = read((await phone.page()).text)
    assert page.by_id("state").text.startswith("Your vote: B, received")
    await classroom.close()


async def test_a_lost_address_is_reported(drill: Drill, busy: socket.socket) -> None:
    phones = server(drill, address=None, port=None, where=("192.0.2.77", port_of(busy)))
    await phones.start()
    assert phones.address == OTHER
    assert phones.problem == "The address 192.0.2.77 is gone. Phones have to scan again: k shows the code."
    await raw_page(phones, drill)
    assert "192.0.2.77" not in phones.problem  # a phone found it, so the message was read
    await phones.stop()

    phones = server(drill, address=OTHER, port=None, where=("192.0.2.77", port_of(busy)))
    await phones.start()
    assert phones.problem == ""  # that was requested
    await phones.stop()

    phones = server(drill, address=None, port=None, where=(HERE, port_of(busy)))
    await phones.start()
    assert phones.address == HERE
    assert phones.problem == LANGUAGES["en"]("phone.problem.other_port", port=port_of(busy))
    await phones.stop()


async def test_a_requested_address_overrides_the_old_one(drill: Drill, busy: socket.socket) -> None:
    with bind(OTHER, 0, 0) as free:
        port = port_of(free)
    phones = server(drill, address=OTHER, port=port, where=(HERE, port_of(busy)))
    await phones.start()
    assert (phones.address, phones.port, phones.problem) == (OTHER, port, "")
    await phones.stop()


async def test_it_can_be_started_and_stopped_repeatedly(drill: Drill) -> None:
    phones = server(drill)
    await phones.start()
    first = phones.url
    for _ in range(3):
        await phones.stop()
        await phones.stop()
        assert phones.url == ""
        await phones.start()
        assert phones.url == first
    await phones.stop()


async def test_the_file_limit_is_raised_for_the_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: asked.append(both))
    for limits, room, set_to in (
        ((256, 10_000), 1500, [(1628, 10_000)]),
        ((256, 1000), 872, [(1000, 1000)]),
        ((4096, 4096), 1500, []),
        ((256, resource.RLIM_INFINITY), 1500, [(1628, resource.RLIM_INFINITY)]),
    ):
        asked.clear()
        monkeypatch.setattr(resource, "getrlimit", lambda _, limits=limits: limits)
        assert connection_capacity(1500) == room
        assert asked == set_to


async def test_the_server_has_learners_events_and_nothing_else(drill: Drill) -> None:
    access = LearnerAccess(drill)
    for event in (f.Next(), f.End(), f.Back(), f.Door(False)):
        with pytest.raises(TypeError):
            access.do(event)  # type: ignore[arg-type]


def test_the_screen_does_not_import_the_server() -> None:
    code = (
        "import sys, roleplay.presenting.drill.phones; sys.exit('aiohttp' in sys.modules or 'asyncio' in sys.modules)"
    )
    environ = {**os.environ, "PYTHONPATH": str(SOURCE)}
    assert subprocess.run([sys.executable, "-c", code], env=environ, check=False).returncode == 0
