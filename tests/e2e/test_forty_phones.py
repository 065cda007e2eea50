"""Forty phones, one of which reloads constantly and one of which is malicious, with the real program."""

from __future__ import annotations

import http.client
import itertools
import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest

from e2e.conftest import Start
from roleplay.drill.ballot import BallotId
from roleplay.drill.room import Room
from roleplay.drill.stage import VOTING, Phase, Stage
from roleplay.locales import catalogue
from roleplay.records.drill_file import journals
from roleplay.workspace import drills

SCENE = "first-steps"
HONEST = 38
WORDS = catalogue("en")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BALLOT = re.compile(r'name="ballot" value="([0-9.]+)"')
LETTERS = re.compile(r'name="choice" value="([A-I])"')


class Phone(threading.Thread):
    """A learner's phone; subclasses define its behaviour."""

    def __init__(self, number: int, port: int, code: str, end: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number = number
        self.port = port
        self.code = code
        self.end = end
        self.cookie = ""
        #: ballot -> last acknowledged letter
        self.voted: dict[str, str] = {}
        self.trouble: list[str] = []

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[str, str]:
        """One request, as from a page without a script; returns the redirect target and the text."""
        own = (f"127.2.0.{self.number}", 0)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10, source_address=own)
        try:
            line.request(method, path, body or None, {"Cookie": self.cookie, **(FORM if body else {}), **headers})
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
            for value in answer.headers.get_all("Set-Cookie") or []:
                self.cookie = "; ".join(filter(None, (self.cookie, value.split(";")[0])))
            return answer.headers.get("Location", ""), text
        finally:
            line.close()

    def page(self) -> str:
        return self.ask("GET", f"/{self.code}")[1]

    def vote(self, ballot: str, letter: str) -> None:
        leads, _ = self.ask("POST", f"/{self.code}/vote", urlencode({"ballot": ballot, "choice": letter}))
        if leads == f"/{self.code}":  # accepted; a refusal leads to a page with the reason
            self.voted[ballot] = letter

    def run(self) -> None:
        try:
            self.page()
            self.ask("POST", f"/{self.code}/join", "name=x")
            while not self.end.is_set():
                self.live()
        except OSError as error:
            if not self.end.is_set():
                self.trouble.append(repr(error))

    def live(self) -> None:
        raise NotImplementedError


class Honest(Phone):
    """A phone that votes once in each ballot."""

    def live(self) -> None:
        text = self.page()
        opened = BALLOT.search(text)
        if opened is not None and opened[1] not in self.voted:
            letters = LETTERS.findall(text)
            self.vote(opened[1], letters[self.number % len(letters)])
        self.end.wait(0.3)


class Reloads(Phone):
    """A phone that reloads the page constantly, and votes in between."""

    reloads = 0

    def live(self) -> None:
        text = self.page()
        self.reloads += 1
        opened = BALLOT.search(text)
        if opened is not None and opened[1] not in self.voted:
            self.vote(opened[1], LETTERS.findall(text)[0])
        self.end.wait(0.05)


class Lies(Phone):
    """A phone that sends anything that might advance, reveal, end, or count twice."""

    lies = 0

    def attempts(self) -> Iterator[tuple[str, str, str, dict[str, str]]]:
        room = f"/{self.code}"
        for what in ("next", "reveal", "end", "skip", "take", "back", "cover", "hands"):
            yield "POST", f"{room}/{what}", "choice=A", {}
        for ballot, letter in itertools.product(("1.1", "1.2", "2.1", "99.1", "0.0", "-1.1", "x", ""), "AZ"):
            yield "POST", f"{room}/vote", urlencode({"ballot": ballot, "choice": letter}), {}
        yield "POST", f"{room}/vote", '{"event":"Next"}', {"Content-Type": "application/json"}
        yield "POST", f"{room}/vote", "event=Next&plan=1&ballot=1.1&choice=name-feeling", {}
        yield "POST", f"{room}/vote", "x" * 5000, {}
        yield "POST", f"{room}/join", "team=0&name=%1b%5b2J%3Cscript%3E", {}
        yield "POST", f"{room}/words", "round=1&words=%5B%40click%3Dapp.quit%5Dx%5B%2F%5D", {}
        yield "POST", f"{room}/mark", "round=1&mark=1", {}
        yield "GET", room, "", {"Host": "evil.example"}
        yield "POST", f"{room}/vote", "ballot=1.1&choice=A", {"Origin": "http://evil.example"}
        yield "GET", f"{room}/../../etc/passwd", "", {}
        yield "PUT", room, "x=1", {}

    def live(self) -> None:
        for method, path, body, headers in self.attempts():
            if self.end.is_set():
                return
            self.ask(method, path, body, **headers)
            self.lies += 1
        self.end.wait(0.2)


@pytest.fixture
def end() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_class_with_a_reloading_and_a_malicious_phone(start: Start, home: Path, end: threading.Event) -> None:
    words = (SCENE, "--phones", "--address", "127.0.0.1", "--port", "0", "--seed", "5", "--lang", "en")
    terminal = start("drill", *words, columns=100, rows=30)
    terminal.see("127.0.0.1:", WORDS("drill.phase.lobby"))
    drill = drills.FollowedDrill(journals(home / "drills")[0])
    drill.catch_up()
    assert drill.address is not None
    address = (drill.address[1], drill.header["code"], end)
    honest = [Honest(number, *address) for number in range(1, HONEST + 1)]
    reloads, lies = Reloads(HONEST + 1, *address), Lies(HONEST + 2, *address)
    phones: list[Phone] = [*honest, reloads, lies]
    for phone in phones:
        phone.start()
    terminal.see(f"{len(phones)} joined")

    pressed = 0
    while drill.room.phase is not Phase.DEBRIEF:
        before = drill.room.stage
        if before.phase in VOTING:
            open_ballot = drill.room.open_ballot
            assert open_ballot is not None
            terminal.wait(partial(_have_voted, drill, (*honest, reloads), open_ballot), f"votes of {open_ballot}")
        assert drill.room.stage == before, "nobody but the facilitator goes on"
        tied = before.phase is Phase.REVEAL and before.lead is None
        terminal.press("1" if tied else "enter")
        pressed += 1
        terminal.wait(partial(_has_left, drill, before), "the next step")
        assert pressed < 100

    terminal.see(WORDS("drill.phase.debrief"))
    terminal.press("x")
    terminal.see(WORDS("drill.group.title"))
    terminal.press("enter")
    terminal.see("The reports are in")
    end.set()
    for phone in phones:
        phone.join(20)
    assert not [phone.trouble for phone in phones if phone.trouble]
    assert reloads.reloads > 20
    assert lies.lies > 50

    # each vote counts once: those of the others as acknowledged, and at most one of the malicious phone
    for id, ballot in _caught_up(drill).ballots.items():
        letters = [phone.voted[str(id)] for phone in (*honest, reloads) if str(id) in phone.voted]
        assert len(letters) == HONEST + 1
        assert len(ballot.votes) <= len(phones)
        for index, choice in enumerate(ballot.choices):
            counted = ballot.tally().count(choice)
            acknowledged = letters.count("ABCDEFGHI"[index])
            assert acknowledged <= counted <= acknowledged + 1
    reports = {path.suffix: path.read_text(encoding="utf-8") for path in home.glob(f"*{SCENE}.*")}
    assert set(reports) == {".html", ".csv", ".jsonl"}
    assert "script>" not in reports[".html"]
    assert all(json.loads(line) for line in reports[".jsonl"].splitlines())
    terminal.kill()


def _caught_up(drill: drills.FollowedDrill) -> Room:
    drill.catch_up()
    return drill.room


def _has_left(drill: drills.FollowedDrill, stage: Stage) -> bool:
    return _caught_up(drill).stage != stage


def _have_voted(drill: drills.FollowedDrill, phones: Sequence[Phone], ballot: BallotId) -> bool:
    time.sleep(0.02)
    _caught_up(drill)
    return all(str(ballot) in phone.voted for phone in phones)
