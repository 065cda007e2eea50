"""Votes and voters: a vote counts once, in its own ballot, for the phone that has the token."""

from __future__ import annotations

import asyncio

import pytest

from phoning import HERE, Hall, raw
from roleplay.drill.events import facilitator as f
from roleplay.web.phones.forms import FORM

from .reading import read
from .test_routes import to_vote, voting


async def test_a_vote_for_an_earlier_round_or_a_closed_ballot_is_refused_and_told(hall: Hall) -> None:
    (phone,) = await voting(hall)
    await phone.vote("A")
    hall.do(f.Discuss())
    late = await phone.vote("B")
    assert (late.status, read(late.text).one("notice").text) == (
        409,
        "That vote is locked; what you pressed was not counted.",
    )
    hall.do(f.Next())
    for ballot in ("1.1", "0.1", "2.1", "1.3", "-1.1", "999999.2"):
        assert (await phone.vote("B", ballot)).status == 409, ballot
    assert (hall.votes(1), hall.votes(2)) == ([hall.room.choices[0]], [])


async def test_a_replayed_request_counts_once(hall: Hall) -> None:
    (phone,) = await voting(hall)
    port, code = hall.server.port, hall.drill.code
    body = "ballot=1.1&choice=A"
    data = (
        f"POST /{code}/vote HTTP/1.1\r\nHost: {HERE}:{port}\r\nCookie: roleplay-{code}={phone.token}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
    ).encode()
    answers = await asyncio.gather(*(raw(port, data) for _ in range(20)))
    assert all(answer.startswith(b"HTTP/1.1 303") for answer in answers)
    assert hall.votes() == [hall.room.choices[0]]
    hall.do(f.Discuss(), f.Next())
    assert b"n=locked" in await raw(port, data)  # and never in another vote
    assert hall.votes(2) == []


async def test_who_has_not_joined_has_no_vote(hall: Hall) -> None:
    to_vote(hall)
    phone = hall.phone()
    await phone.page()
    refused = await phone.vote("A")
    assert (refused.status, read(refused.text).one("notice").text[:10]) == (409, "You are no")
    assert hall.votes() == []


async def test_without_a_token_nothing_is_taken_and_one_is_given(hall: Hall) -> None:
    phone = hall.phone()
    first = await phone.send("join")
    assert first.status == 409
    assert "cookie" in read(first.text).one("notice").text
    assert len(hall.room.people) == 0
    bare = await hall.phone().send("join", script=False)
    assert bare.headers["Location"].endswith("?n=cookie")
    assert "HttpOnly" in bare.headers["Set-Cookie"]


@pytest.mark.parametrize("token", ["x", "A" * 21, "A" * 23, "A" * 21 + "%", "é" * 22, "../../../../../../etcpa"])
async def test_a_token_that_is_none_is_nobody(hall: Hall, token: str) -> None:
    answer = await hall.phone().send("join", headers={"Cookie": f"roleplay-{hall.drill.code}={token}"})
    assert answer.status == 409
    assert len(hall.room.people) == 0


async def test_the_token_is_random_out_of_reach_of_scripts_and_of_other_sites(hall: Hall) -> None:
    tokens = set()
    for _ in range(5):
        phone = hall.phone()
        cookie = (await phone.page()).headers["Set-Cookie"]
        assert cookie.startswith(f"roleplay-{hall.drill.code}=")
        for attribute in ("HttpOnly", "SameSite=Strict", "Path=/"):
            assert attribute in cookie
        tokens.add(phone.token)
        assert "Set-Cookie" not in (await phone.page()).headers  # it has one
        assert phone.token not in (await phone.page()).text
    assert len(tokens) == 5


async def test_the_journal_holds_nobody_s_token(hall: Hall) -> None:
    (phone,) = await voting(hall)
    await phone.vote("A")
    assert hall.drill.path is not None
    assert phone.token not in hall.drill.path.read_text(encoding="utf-8")
