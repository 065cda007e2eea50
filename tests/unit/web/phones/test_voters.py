"""Votes and voters: a vote counts once, in its own ballot, for the phone that has the token."""

from __future__ import annotations

import asyncio

import pytest

from phone_classroom import HERE, Classroom, raw
from roleplay.drill.events import facilitator as f
from roleplay.web.phones.forms import FORM

from .page_reader import read
from .test_routes import open_vote, voting


async def test_a_vote_for_an_earlier_round_or_a_closed_ballot_is_refused_with_a_notice(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    await phone.vote("A")
    classroom.do(f.Discuss())
    late = await phone.vote("B")
    assert (late.status, read(late.text).by_id("notice").text) == (
        409,
        "That vote is locked; what you pressed was not counted.",
    )
    classroom.do(f.Next())
    for ballot in ("1.1", "0.1", "2.1", "1.3", "-1.1", "999999.2"):
        assert (await phone.vote("B", ballot)).status == 409, ballot
    assert (classroom.votes(1), classroom.votes(2)) == ([classroom.room.choices[0]], [])


async def test_a_replayed_request_counts_once(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    port, code = classroom.server.port, classroom.drill.code
    body = "ballot=1.1&choice=A"
    data = (
        f"POST /{code}/vote HTTP/1.1\r\nHost: {HERE}:{port}\r\nCookie: roleplay-{code}={phone.token}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
    ).encode()
    answers = await asyncio.gather(*(raw(port, data) for _ in range(20)))
    assert all(answer.startswith(b"HTTP/1.1 303") for answer in answers)
    assert classroom.votes() == [classroom.room.choices[0]]
    classroom.do(f.Discuss(), f.Next())
    assert b"n=locked" in await raw(port, data)  # and never in another vote
    assert classroom.votes(2) == []


async def test_a_phone_that_has_not_joined_has_no_vote(classroom: Classroom) -> None:
    open_vote(classroom)
    phone = classroom.phone()
    await phone.page()
    refused = await phone.vote("A")
    assert (refused.status, read(refused.text).by_id("notice").text[:10]) == (409, "You are no")
    assert classroom.votes() == []


async def test_without_a_token_nothing_is_taken_and_one_is_given(classroom: Classroom) -> None:
    phone = classroom.phone()
    first = await phone.send("join")
    assert first.status == 409
    assert "cookie" in read(first.text).by_id("notice").text
    assert len(classroom.room.people) == 0
    bare = await classroom.phone().send("join", script=False)
    assert bare.headers["Location"].endswith("?n=cookie")
    assert "HttpOnly" in bare.headers["Set-Cookie"]


@pytest.mark.parametrize("token", ["x", "A" * 21, "A" * 23, "A" * 21 + "%", "é" * 22, "../../../../../../etcpa"])
async def test_an_invalid_token_is_nobody(classroom: Classroom, token: str) -> None:
    answer = await classroom.phone().send("join", headers={"Cookie": f"roleplay-{classroom.drill.code}={token}"})
    assert answer.status == 409
    assert len(classroom.room.people) == 0


async def test_the_token_is_random_and_hidden_from_scripts_and_other_sites(classroom: Classroom) -> None:
    tokens = set()
    for _ in range(5):
        phone = classroom.phone()
        cookie = (await phone.page()).headers["Set-Cookie"]
        assert cookie.startswith(f"roleplay-{classroom.drill.code}=")
        for attribute in ("HttpOnly", "SameSite=Strict", "Path=/"):
            assert attribute in cookie
        tokens.add(phone.token)
        assert "Set-Cookie" not in (await phone.page()).headers  # it has one
        assert phone.token not in (await phone.page()).text
    assert len(tokens) == 5


async def test_the_journal_holds_nobody_s_token(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    await phone.vote("A")
    assert classroom.drill.path is not None
    assert phone.token not in classroom.drill.path.read_text(encoding="utf-8")
