"""Hundreds of learners' phones: each with its own address, joining, polling, voting, some of them dropping out.

Run as a separate process (``python -m benchmarks.voters PORT CODE COUNT DROPPING SEED``). It runs until its input ends,
then prints one JSON object: which votes were acknowledged, and how long every request took.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import sys
import time
from dataclasses import dataclass, field

#: Seconds between two polls, maximum until a vote is cast after it opens, and maximum that a phone is away.
POLL_EVERY, VOTE_WITHIN, MAX_AWAY = 1.5, 5.0, 4.0
#: Share of voters who change their vote, and of polls after which a phone that drops out is away for a while.
CHANGE_SHARE, DROP_SHARE = 0.2, 0.15
_BALLOT = re.compile(rb'name="ballot" value="([0-9.]+)"')
_LETTERS = re.compile(rb'name="choice" value="([A-I])"')


@dataclass
class CrowdLog:
    """The log of all phones."""

    #: seconds from sending a vote to its acknowledgement
    votes: list[float] = field(default_factory=list)
    #: seconds from each poll to its answer
    polls: list[float] = field(default_factory=list)
    #: (voter, ballot) -> last acknowledged letter
    counted: dict[tuple[int, str], str] = field(default_factory=dict)
    refused: int = 0
    drops: int = 0
    failures: list[str] = field(default_factory=list)


class Answer:
    """The answer to a request."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


class Phone:
    """One learner's phone: a kept-alive connection, a cookie, and the page it has seen."""

    def __init__(self, number: int, port: int, code: str, log: CrowdLog, drops: bool, dice: random.Random) -> None:
        self.number = number
        self.address = f"127.1.{number // 200}.{number % 200 + 1}"
        self.port = port
        self.code = code
        self.log = log
        self.drops = drops
        self.dice = dice
        self.cookie = ""
        self.stamp = ""
        self.connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: str = "") -> Answer:
        """Send a request on the existing connection, and again on a new one if that was closed in the meantime."""
        for last in (False, True):
            fresh = self.connection is None
            if self.connection is None:
                self.connection = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.address, 0))
            try:
                return await self._ask(*self.connection, method, path, body)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.hang_up()
                if last or fresh:
                    raise
        raise AssertionError

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, method: str, path: str, body: str
    ) -> Answer:
        host = f"127.0.0.1:{self.port}"
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Cookie: {self.cookie}", "X-Part: 1"]
        if method == "POST":
            lines += [f"Origin: http://{host}", "Content-Type: application/x-www-form-urlencoded"]
            lines.append(f"Content-Length: {len(body)}")
        elif self.stamp:
            lines.append(f"If-None-Match: {self.stamp}")
        writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                self.cookie = "; ".join(filter(None, (self.cookie, value.split(";")[0])))
            headers[name.lower()] = value
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.hang_up()
        return Answer(int(head[0].split()[1]), headers, content)

    def hang_up(self) -> None:
        """Close the connection."""
        if self.connection is not None:
            self.connection[1].close()
            self.connection = None

    async def live(self, end: asyncio.Event) -> None:
        """Join, then poll and vote until ``end``."""
        await asyncio.sleep(self.dice.random() * 3)
        while not end.is_set():  # a phone whose connection fails tries again, as the page does
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self.ask("GET", f"/{self.code}")
                if (await self.ask("POST", f"/{self.code}/join")).status in (200, 303):
                    break
            await asyncio.sleep(1)
        voting: set[str] = set()
        while not end.is_set():
            if self.drops and self.dice.random() < DROP_SHARE:
                self.log.drops += 1
                self.hang_up()
                await asyncio.sleep(self.dice.random() * MAX_AWAY)
            body = await self.poll()
            ballot = _BALLOT.search(body)
            if ballot is not None and ballot[1].decode() not in voting:
                voting.add(ballot[1].decode())
                letters = [letter.decode() for letter in _LETTERS.findall(body)]
                await self.cast(ballot[1].decode(), letters)
            await asyncio.sleep(POLL_EVERY * (0.8 + 0.4 * self.dice.random()))
        self.hang_up()

    async def poll(self) -> bytes:
        """The page if it is new, else empty."""
        began = time.perf_counter()
        try:
            answer = await self.ask("GET", f"/{self.code}/now")
        except (OSError, asyncio.IncompleteReadError) as error:
            self.log.failures.append(f"poll: {error}")
            return b""
        self.log.polls.append(time.perf_counter() - began)
        if answer.status == 200:
            self.stamp = answer.headers.get("etag", "")
            return answer.body
        return b""

    async def cast(self, ballot: str, letters: list[str]) -> None:
        """Vote at a random time within the next seconds; some vote twice."""
        await asyncio.sleep(self.dice.random() * (VOTE_WITHIN - POLL_EVERY))
        for _ in range(2 if self.dice.random() < CHANGE_SHARE else 1):
            letter = self.dice.choice(letters)
            began = time.perf_counter()
            try:
                answer = await self.ask("POST", f"/{self.code}/vote", f"ballot={ballot}&choice={letter}")
            except (OSError, asyncio.IncompleteReadError) as error:
                self.log.failures.append(f"vote: {error}")
                continue
            self.log.votes.append(time.perf_counter() - began)
            if answer.status == 200:
                self.log.counted[self.number, ballot] = letter
                self.stamp = answer.headers.get("etag", "")
            else:
                self.log.refused += 1


async def run_crowd(port: int, code: str, count: int, dropping: float, seed: int) -> CrowdLog:
    """Run so many phones until the input ends. ``dropping`` is the share of them that drop out at times."""
    log, end = CrowdLog(), asyncio.Event()
    phones = [
        Phone(number, port, code, log, number < dropping * count, random.Random(seed * 10_000 + number))
        for number in range(count)
    ]
    lives = [asyncio.create_task(phone.live(end)) for phone in phones]
    await asyncio.to_thread(sys.stdin.read)
    end.set()
    await asyncio.gather(*lives)
    return log


def main() -> None:
    """Run the crowd that the command line describes."""
    port, code, count, dropping, seed = sys.argv[1:]
    log = asyncio.run(run_crowd(int(port), code, int(count), float(dropping), int(seed)))
    counted = [[number, ballot, letter] for (number, ballot), letter in log.counted.items()]
    print(json.dumps({**log.__dict__, "counted": counted}))


if __name__ == "__main__":
    main()
