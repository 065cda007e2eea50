"""A class with phones: a drill, its server in the test's event loop, and clients."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from aiohttp import ClientSession, CookieJar, TCPConnector
from multidict import CIMultiDictProxy

from desk_scene import desk_home
from roleplay.drill.machine import Event
from roleplay.drill.outcome import Refused
from roleplay.drill.plan import Plan, Voting
from roleplay.drill.room import Room
from roleplay.locales import catalogue
from roleplay.reading.library import Library
from roleplay.web.phones.forms import FORM
from roleplay.web.phones.server import PhoneServer
from roleplay.workspace.drills import Drill, LearnerAccess, begin

HERE = "127.0.0.1"
LANGUAGES = {code: catalogue(code) for code in ("zh", "en")}
PHONES = Plan(voting=Voting.PHONES)

_numbers = itertools.count()


def now() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=UTC)


def desk_drill(folder: Path, plan: Plan = PHONES) -> Drill:
    """A drill of the desk, journaled in ``folder``."""
    home = folder / "home"
    library = Library([(home if home.exists() else desk_home(folder)) / "library"])
    return begin(library, folder / "drills", "desk", plan, "en", now)


def server_of(drill: Drill, **more: Any) -> PhoneServer:
    """A server on any free loopback port; ``more`` are its options."""
    options = {"address": HERE, "port": 0, "on_found": drill.set_address, **more}
    return PhoneServer(LearnerAccess(drill), LANGUAGES, LANGUAGES["en"], **options)


class Answer(NamedTuple):
    """The answer to a phone."""

    status: int
    text: str
    headers: CIMultiDictProxy[str]


class Phone:
    """A phone with its own cookies. It does not follow redirects."""

    def __init__(self, classroom: Classroom, language: str = "en", address: str = HERE) -> None:
        self.jar = CookieJar(unsafe=True)
        self._classroom = classroom
        self._session = ClientSession(
            cookie_jar=self.jar,
            connector=TCPConnector(local_addr=(address, 0)),
            headers={"Accept-Language": language},
        )

    async def ask(self, method: str, path: str, **more: Any) -> Answer:
        """Any request to the server."""
        url = f"http://{HERE}:{self._classroom.server.port}{path}"
        async with self._session.request(method, url, allow_redirects=False, **more) as answer:
            return Answer(answer.status, await answer.text(), answer.headers)

    async def page(self, query: str = "") -> Answer:
        """The whole page."""
        return await self.ask("GET", f"/{self._classroom.drill.code}{query}")

    async def now(self, stamp: str = "") -> Answer:
        """The part that the script requests."""
        return await self.ask(
            "GET", f"/{self._classroom.drill.code}/now", headers={"X-Part": "1", "If-None-Match": stamp}
        )

    async def send(self, what: str, form: Mapping[str, str] = {}, *, script: bool = True, **more: Any) -> Answer:
        """Send a form, as the script or as a browser does."""
        headers = {"Content-Type": FORM, **({"X-Part": "1"} if script else {}), **more.pop("headers", {})}
        data = urlencode(form).encode()
        return await self.ask("POST", f"/{self._classroom.drill.code}/{what}", data=data, headers=headers, **more)

    async def join(self, form: Mapping[str, str] = {}) -> Answer:
        """Open the page, and join."""
        await self.page()
        return await self.send("join", form)

    async def vote(self, letter: str, ballot: str = "1.1") -> Answer:
        return await self.send("vote", {"ballot": ballot, "choice": letter})

    @property
    def token(self) -> str:
        """Its token, if any."""
        return next(
            (cookie.value for cookie in self.jar if cookie.key.startswith("roleplay-") and len(cookie.value) > 2), ""
        )

    async def close(self) -> None:
        await self._session.close()


class Classroom:
    """A drill and its server."""

    def __init__(self, drill: Drill, server: PhoneServer) -> None:
        self.drill = drill
        self.server = server
        self._phones: list[Phone] = []

    @property
    def room(self) -> Room:
        return self.drill.room

    def do(self, *events: Event) -> None:
        """Apply events of the facilitator; asserts that all are accepted."""
        for event in events:
            answer = self.drill.do(event)
            assert not isinstance(answer, Refused), (event, answer)

    def phone(self, language: str = "en", address: str = HERE) -> Phone:
        """A phone that has not opened the room yet."""
        phone = Phone(self, language, address)
        self._phones.append(phone)
        return phone

    async def phones(self, count: int, forms: Iterable[Mapping[str, str]] = ()) -> list[Phone]:
        """``count`` joined phones."""
        phones = [self.phone() for _ in range(count)]
        for phone, form in zip(phones, itertools.chain(forms, itertools.repeat({})), strict=False):
            assert (await phone.join(form)).status == 200
        return phones

    def votes(self, number: int = 1) -> list[str]:
        """The votes of the current round by voter, in order of joining."""
        ballot = self.room.ballot(number)
        return [] if ballot is None else list(ballot.votes.values())

    async def close(self) -> None:
        for phone in self._phones:
            await phone.close()
        await self.server.stop()
        self.drill.close()


@asynccontextmanager
async def open_classroom(folder: Path, plan: Plan = PHONES, **more: Any) -> AsyncIterator[Classroom]:
    """A class in its lobby; ``more`` are options of the server."""
    drill = desk_drill(folder / f"classroom-{next(_numbers)}", plan)
    opened = Classroom(drill, server_of(drill, **more))
    await opened.server.start()
    try:
        yield opened
    finally:
        await opened.close()


class Clock:
    """A clock in seconds, set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def raw(port: int, data: bytes, seconds: float = 5) -> bytes:
    """A server's answer to raw bytes, until it closes the connection or ``seconds`` are over."""
    received = b""
    reader, writer = await asyncio.open_connection(HERE, port)
    try:
        writer.write(data)
        async with asyncio.timeout(seconds):
            while piece := await reader.read(1 << 16):
                received += piece
    except (ConnectionError, TimeoutError):
        pass
    finally:
        writer.close()
    return received
