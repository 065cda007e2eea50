"""The room code gives no control: whatever is sent, only the facilitator advances the drill."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill_rooms import snapshot
from example_counts import examples
from phone_classroom import HERE, Classroom, open_classroom, raw
from roleplay.drill.events import facilitator as f
from roleplay.drill.plan import Form, Plan, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.web.net.limits import Rate
from roleplay.web.phones.forms import ACTIONS, FORM
from roleplay.web.phones.middleware import DEFAULT_ALLOWANCE

from .test_routes import open_vote, voting


def facilitator_state(room: Room) -> tuple[Any, ...]:
    """The state of a room that only the facilitator may change."""
    ballots = tuple((id, b.hands, tuple(b.clicks), b.called, b.choices) for id, b in room.ballots.items())
    sheets = tuple(room.sheets.paper.items())
    return room.stage, tuple(room.past), room.veil, room.plan, room.people.door_open, room.words_shown, ballots, sheets


WORDS = ("next", "end", "reveal", "advance", "1.1", "2.1", "0", "1", "-1", "A", "B", "sit", "wait", "two", "true", "")
EVENTS = ("Next", "End", "Back", "Skip", "Door", "Cover", "Hands", "Call", "Lead", "Take", "Discuss", "Arrange")
names = st.sampled_from(
    ("ballot", "choice", "team", "name", "round", "words", "mark", "level", "event", "do", "veil", "open", "counts")
) | st.text(max_size=8)
values = st.sampled_from((*WORDS, *EVENTS)) | st.text(max_size=30)
methods = st.sampled_from(("GET", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "LOOK"))
paths = (
    st.sampled_from(ACTIONS).map(lambda what: f"/CODE/{what}")
    | st.sampled_from(("/", "/CODE", "/code/now", "/CODE/next", "/CODE/end", "/CODE/reveal", "/CODE/../admin", "/*"))
    | st.text(st.characters(codec="ascii", exclude_characters="\r\n \0"), max_size=30).map(lambda rest: f"/CODE/{rest}")
)
kinds = st.sampled_from(
    (
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
        "x/y",
    )
)
headers = st.dictionaries(
    st.sampled_from(("X-HTTP-Method-Override", "X-Part", "X-Forwarded-For", "Referer", "Upgrade", "Content-Encoding")),
    st.sampled_from(("PUT", "Next", "1", "127.0.0.1", "websocket", "gzip")),
    max_size=3,
)


@pytest.mark.hypothesis
@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.VOTE, Phase.DISCUSS, Phase.END, Phase.SEAT])
def test_no_kind_of_request_advances_the_drill(tmp_path: Path, phase: Phase) -> None:
    form = Form.HOT_SEAT if phase is Phase.SEAT else Form.CLASS
    allowance = DEFAULT_ALLOWANCE._replace(
        total=Rate(1e9, 1e9), per_address=Rate(1e9, 1e9), per_phone=Rate(1e9, 1e9), wrong_codes=Rate(1e9, 1e9)
    )
    with asyncio.Runner() as runner:
        context = open_classroom(tmp_path, Plan(form=form, voting=Voting.PHONES, names=True), allowance=allowance)
        classroom: Classroom = runner.run(context.__aenter__())
        (phone,) = runner.run(classroom.phones(1))
        if phase is Phase.END:
            classroom.do(f.Next(), f.Skip(), f.Take("lie"))
        while classroom.room.phase is not phase:
            classroom.do(f.Discuss() if classroom.room.phase is Phase.VOTE else f.Next())
        before = facilitator_state(classroom.room)

        @given(methods, paths, st.dictionaries(names, values, max_size=5), kinds, headers)
        @examples(80)
        def hostile(method: str, path: str, form: dict[str, str], kind: str, more: dict[str, str]) -> None:
            code = classroom.drill.code
            answer = runner.run(
                phone.ask(
                    method,
                    path.replace("CODE", code).replace("code", code.lower()),
                    data=urlencode(form).encode() if kind == FORM else repr(form).encode(),
                    headers={"Content-Type": kind, **more},
                )
            )
            assert answer.status < 500, answer.text
            assert facilitator_state(classroom.room) == before

        try:
            hostile()
            assert classroom.drill.problem is None
            assert not classroom.server.problem
        finally:
            runner.run(context.__aexit__(None, None, None))


@pytest.mark.hypothesis
def test_no_bytes_advance_the_drill_or_stop_the_server(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        context = open_classroom(
            tmp_path, allowance=DEFAULT_ALLOWANCE._replace(total=Rate(1e9, 1e9), per_address=Rate(1e9, 1e9))
        )
        classroom: Classroom = runner.run(context.__aenter__())
        open_vote(classroom)
        before = facilitator_state(classroom.room)
        starts = st.sampled_from(
            (
                b"",
                b"POST /CODE/vote HTTP/1.1\r\n",
                b"GET / HTTP/1.1\r\nHost: HOST\r\n",
                b"\x16\x03\x01\x02",
                b"PRI * HTTP/2.0",
            )
        )

        @given(starts, st.binary(max_size=300), st.sampled_from((b"", b"\r\n\r\n")))
        @examples(60)
        def hostile(start: bytes, rest: bytes, end: bytes) -> None:
            start = start.replace(b"CODE", classroom.drill.code.encode()).replace(
                b"HOST", f"{HERE}:{classroom.server.port}".encode()
            )
            runner.run(raw(classroom.server.port, start + rest + end, 0.05))
            assert facilitator_state(classroom.room) == before

        try:
            hostile()

            async def still_there() -> int:
                return (await classroom.phone().page()).status

            assert runner.run(still_there()) == 200
            assert not classroom.server.problem
        finally:
            runner.run(context.__aexit__(None, None, None))


async def test_reading_changes_nothing(classroom: Classroom) -> None:
    phones = await voting(classroom, 2)
    await phones[0].vote("A")
    before = snapshot(classroom.room)
    stranger, code = classroom.phone(), classroom.drill.code
    for phone in (*phones, stranger):
        for path in (
            "/",
            f"/{code}",
            f"/{code}/now",
            f"/{code}?n=locked&choice=B&ballot=1.1",
            f"/{code}/vote?choice=B",
        ):
            for method in ("GET", "HEAD", "OPTIONS"):
                await phone.ask(method, path)
    assert snapshot(classroom.room) == before
