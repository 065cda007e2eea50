"""Rate limits, and the security headers of answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from phone_classroom import HERE, Classroom, Clock, Phone, open_classroom
from roleplay.drill.events import facilitator as f
from roleplay.drill.plan import Plan, Voting
from roleplay.web.net.limits import Rate
from roleplay.web.phones.forms import FORM
from roleplay.web.phones.middleware import DEFAULT_ALLOWANCE

from .page_reader import read
from .test_routes import open_vote, voting


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "localhost:8765", ""])
async def test_another_host_is_refused(classroom: Classroom, host: str) -> None:
    phone = classroom.phone()
    await phone.page()
    for method, path in (("GET", "/"), ("GET", f"/{classroom.drill.code}"), ("POST", f"/{classroom.drill.code}/join")):
        assert (await phone.ask(method, path, headers={"Host": host})).status == 403
    assert len(classroom.room.people) == 0


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1"])
async def test_another_site_s_page_cannot_vote(classroom: Classroom, origin: str) -> None:
    (phone,) = await voting(classroom)
    answer = await phone.send("vote", {"ballot": "1.1", "choice": "A"}, headers={"Origin": origin})
    assert answer.status == 403
    assert classroom.votes() == []
    own = {"Origin": f"http://{HERE}:{classroom.server.port}"}
    assert (await phone.send("vote", {"ballot": "1.1", "choice": "A"}, headers=own)).status == 200


async def test_a_body_over_four_kilobytes_is_refused(classroom: Classroom) -> None:
    phone = classroom.phone()
    await phone.page()
    kind = {"Content-Type": FORM}
    path = f"/{classroom.drill.code}/join"

    async def pieces(size: int) -> Any:
        for start in range(0, size, 400):
            yield b"x" * min(400, size - start)

    for size, status in ((4096, 303), (4097, 413), (40_000, 413)):
        assert (await phone.ask("POST", path, data=b"name=".ljust(size, b"x"), headers=kind)).status == status
    assert (await phone.ask("POST", path, data=pieces(4097), headers=kind)).status == 413  # without a Content-Length
    assert (await phone.ask("POST", path, data=pieces(4000), headers=kind)).status == 303
    assert (await phone.ask("GET", f"/{classroom.drill.code}", data=b"x" * 4097)).status == 413


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "x"])
async def test_only_forms_are_read(classroom: Classroom, kind: str) -> None:
    phone = classroom.phone()
    await phone.page()
    answer = await phone.ask("POST", f"/{classroom.drill.code}/join", data=b"a=1", headers={"Content-Type": kind})
    assert answer.status == 415
    packed = {"Content-Type": FORM, "Content-Encoding": "gzip"}
    assert (await phone.ask("POST", f"/{classroom.drill.code}/join", data=b"a=1", headers=packed)).status == 415
    assert len(classroom.room.people) == 0


async def until_refused(phone: Phone, most: int) -> tuple[int, Any]:
    for number in range(most):
        answer = await phone.now()
        if answer.status not in (200, 304):
            return number, answer
    raise AssertionError("never refused")


@pytest.mark.parametrize(
    ("limits", "status"),
    [
        ({"per_address": Rate(2, 10)}, 429),
        ({"per_phone": Rate(2, 10)}, 429),
        ({"total": Rate(2, 10)}, 503),
    ],
)
async def test_too_many_requests_get_a_retry_time(tmp_path: Path, limits: Any, status: int) -> None:
    clock = Clock()
    async with open_classroom(tmp_path, allowance=DEFAULT_ALLOWANCE._replace(**limits), clock=clock) as classroom:
        phone = classroom.phone()
        await phone.page()
        accepted, refused = await until_refused(phone, 20)
        assert accepted in (9, 10)
        assert refused.status == status
        assert refused.headers["Retry-After"] == "1"
        assert refused.text.endswith(".")
        page = await phone.page()
        assert page.status == status
        assert read(page.text).by_id("notice").text
        assert 'http-equiv="refresh"' in page.text
        clock.now += 10
        assert (await phone.now()).status == 200


async def test_one_phone_s_requests_do_not_limit_another(tmp_path: Path) -> None:
    async with open_classroom(
        tmp_path, allowance=DEFAULT_ALLOWANCE._replace(per_phone=Rate(1, 5)), clock=Clock()
    ) as classroom:
        hasty, calm = await classroom.phones(2)
        await until_refused(hasty, 10)
        assert (await calm.now()).status == 200


async def test_a_phone_that_keeps_reloading_can_still_vote(tmp_path: Path) -> None:
    async with open_classroom(
        tmp_path, allowance=DEFAULT_ALLOWANCE._replace(per_phone=Rate(1, 5)), clock=Clock()
    ) as classroom:
        (hasty,) = await classroom.phones(1)
        classroom.do(f.Next(), f.Next())
        await until_refused(hasty, 10)
        assert (await hasty.vote("A")).status == 200


async def test_one_phone_s_presses_are_limited_too(tmp_path: Path) -> None:
    allowance = DEFAULT_ALLOWANCE._replace(presses_per_phone=Rate(1, 5))
    async with open_classroom(tmp_path, allowance=allowance, clock=Clock()) as classroom:
        (hasty,) = await classroom.phones(1)
        statuses = [(await hasty.vote("A")).status for _ in range(8)]
        assert statuses[-1] == 429
        assert (await hasty.now()).status == 200


async def test_room_codes_cannot_be_guessed(tmp_path: Path) -> None:
    clock = Clock()
    async with open_classroom(
        tmp_path, allowance=DEFAULT_ALLOWANCE._replace(wrong_codes=Rate(1, 5)), clock=clock
    ) as classroom:
        phone = classroom.phone()
        statuses = [(await phone.ask("GET", f"/{n:04}")).status for n in range(7)]
        assert statuses == [404] * 5 + [429] * 2
        assert (await phone.page()).status == 200  # the right code still works
        assert (await phone.ask("GET", "/", params={"code": "0000"})).status == 429
        clock.now += 1
        assert (await phone.ask("POST", "/0001/vote", data={})).status == 404


async def test_the_default_limits_allow_a_class_behind_one_address(tmp_path: Path) -> None:
    """150 phones that open, join, poll twice and vote within five seconds stay within the limits."""
    clock = Clock()
    async with open_classroom(tmp_path, clock=clock) as classroom:
        classroom.server.let_in()
        phones = [classroom.phone() for _ in range(150)]
        for number, phone in enumerate(phones):
            clock.now = number / 30
            assert (await phone.join()).status == 200
        open_vote(classroom)
        for phone in phones:
            assert (await phone.now()).status == 200
            assert (await phone.vote("A")).status == 200
        assert len(classroom.votes()) == 150


async def test_new_phones_from_one_address_are_held_back_until_they_are_let_in(tmp_path: Path) -> None:
    clock = Clock()
    async with open_classroom(
        tmp_path, allowance=DEFAULT_ALLOWANCE._replace(joins_per_address=3), clock=clock
    ) as classroom:
        await classroom.phones(3)
        fourth, elsewhere = classroom.phone(), classroom.phone(address="127.0.0.2")
        held_back = await fourth.join()
        assert (held_back.status, held_back.headers["Retry-After"]) == (429, "3")
        assert "facilitator has to let you in" in held_back.text
        assert (await elsewhere.join()).status == 200
        assert (classroom.server.held_back, classroom.server.problem) == (1, "")
        clock.now += 61
        assert classroom.server.held_back == 0  # it has given up
        await fourth.send("join")
        classroom.server.let_in()
        assert (classroom.server.held_back, classroom.server.problem) == (0, "")
        assert (await fourth.send("join")).status == 200
        assert len(classroom.room.people) == 5


async def test_a_joined_phone_may_change_its_name_despite_the_limit(tmp_path: Path) -> None:
    plan = Plan(voting=Voting.PHONES, names=True)
    async with open_classroom(tmp_path, plan, allowance=DEFAULT_ALLOWANCE._replace(joins_per_address=1)) as classroom:
        (phone,) = await classroom.phones(1)
        for name in ("Ann", "Bea"):
            assert (await phone.send("join", {"name": name})).status == 200
        assert (await classroom.phone().join()).status == 429


async def test_every_answer_has_the_security_headers(classroom: Classroom) -> None:
    phone = classroom.phone()
    answers = [await phone.ask("GET", path) for path in ("/", f"/{classroom.drill.code}", "/zzzz", "/a.b")]
    answers += [await phone.now(), await phone.send("join"), await phone.send("join", script=False)]
    answers += [await phone.ask("GET", "/", headers={"Host": "evil"}), await phone.ask("PUT", "/")]
    for answer in answers:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Server"] == "roleplay"
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_an_internal_error_is_reported_in_a_sentence_and_the_drill_continues(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (phone,) = await voting(classroom)
    with monkeypatch.context() as broken:
        broken.setattr("roleplay.web.phones.page_cache.part", lambda *_: 1 / 0)
        classroom.do(f.Discuss())
        answer = await phone.now()
        assert (answer.status, answer.text) == (500, "Something went wrong and this did not work. Please try again.")
        assert "division by zero" in classroom.server.problem
    assert (await phone.now()).status == 200
