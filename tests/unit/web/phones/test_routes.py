"""Requests of phones and their answers, from the first page to the last, with a script and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from phone_classroom import Classroom, Phone, open_classroom
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Form, Plan, Voting
from roleplay.drill.stage import Phase
from roleplay.workspace.drills import voter_from_token

from .page_reader import read


def open_vote(classroom: Classroom) -> None:
    classroom.do(f.Next(), f.Next())
    assert classroom.room.phase is Phase.VOTE


async def voting(classroom: Classroom, count: int = 1) -> list[Phone]:
    phones = await classroom.phones(count)
    open_vote(classroom)
    return phones


# -- finding the room ------------------------------------------------------------------


async def test_the_first_page_asks_for_the_code_and_leads_to_the_room(classroom: Classroom) -> None:
    phone = classroom.phone()
    first = await phone.ask("GET", "/")
    assert first.status == 200
    (form,) = read(first.text).all("form")
    assert (form.attributes["action"], form.all("input")[0].attributes["name"]) == ("/", "code")
    for typed in (classroom.drill.code, classroom.drill.code.lower(), f" {classroom.drill.code} "):
        response = await phone.ask("GET", "/", params={"code": typed})
        assert (response.status, response.headers["Location"]) == (303, f"/{classroom.drill.code}")


async def test_the_code_is_case_insensitive(classroom: Classroom) -> None:
    phone, code = classroom.phone(), classroom.drill.code
    for written in (code, code.lower(), code.capitalize(), f"{code}/"):
        assert (await phone.ask("GET", f"/{written}")).status == 200
    assert (await phone.ask("POST", f"/{code.lower()}/join", data={})).status == 303
    assert (await phone.ask("GET", f"/{code.lower()}/now")).status == 200
    assert len(classroom.room.people) == 1


async def test_the_url_of_the_qr_code_works(classroom: Classroom) -> None:
    url = classroom.server.url
    assert url == f"HTTP://127.0.0.1:{classroom.server.port}/{classroom.drill.code}" == url.upper()
    assert (await classroom.phone().ask("GET", url.rpartition(":")[2].lstrip("0123456789"))).status == 200


async def test_a_wrong_code_gives_a_page_that_says_so_and_asks_again(classroom: Classroom) -> None:
    wrong = await classroom.phone("zh").ask("GET", "/zzzz")
    assert wrong.status == 404
    root = read(wrong.text)
    assert root.by_id("notice").text == "没有房间 ZZZZ。看看大屏幕上的四个字符，再输一次。"
    assert root.all("form")
    not_found = await classroom.phone().ask("GET", "/ZZZZ/now", headers={"X-Part": "1"})
    assert (not_found.status, not_found.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "no longer here" in not_found.text


@pytest.mark.parametrize("path", ["/favicon.ico", "/robots.txt", "/apple-touch-icon.png", "/a/b/c", "/..%2f..%2fetc"])
async def test_there_is_nothing_else(classroom: Classroom, path: str) -> None:
    assert (await classroom.phone().ask("GET", path)).status == 404


async def test_only_these_methods(classroom: Classroom) -> None:
    phone, code = classroom.phone(), classroom.drill.code
    for method, path in (("PUT", f"/{code}/vote"), ("DELETE", f"/{code}"), ("GET", f"/{code}/join"), ("POST", "/")):
        answer = await phone.ask(method, path)
        assert answer.status in (404, 405), (method, path)
        assert read(answer.text).by_id("notice").text
    assert (await phone.ask("HEAD", f"/{code}")).status == 200


# -- joining and voting ----------------------------------------------------------------


async def test_a_changed_vote_counts_once(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    first, second = classroom.room.choices[:2]
    answer = await phone.vote("A")
    assert answer.status == 200
    assert read(answer.text).by_id("state").text.startswith("Your vote: A, received")
    assert classroom.votes() == [first]
    assert (await phone.vote("B")).status == 200
    assert classroom.votes() == [second]
    assert classroom.drill.problem is None


async def test_a_reload_shows_the_vote_that_was_given(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    await phone.vote("B")
    page = read((await phone.page()).text)
    assert page.by_id("state").text.startswith("Your vote: B, received")
    assert [b.attributes["aria-pressed"] for b in page.by_id("vote").all("button")] == ["false", "true", "false"]


async def test_without_a_script_every_form_leads_back_to_the_page(classroom: Classroom) -> None:
    phone = classroom.phone()
    await phone.page()
    joined = await phone.send("join", script=False)
    assert (joined.status, joined.headers["Location"], joined.text) == (303, f"/{classroom.drill.code}", "")
    open_vote(classroom)
    voted = await phone.send("vote", {"ballot": "1.1", "choice": "A"}, script=False)
    assert (voted.status, voted.headers["Location"]) == (303, f"/{classroom.drill.code}")
    late = await phone.send("vote", {"ballot": "1.2", "choice": "A"}, script=False)
    assert late.headers["Location"] == f"/{classroom.drill.code}?n=locked"
    page = read((await phone.page("?n=locked")).text)
    assert page.by_id("notice").text == "That vote is locked; what you pressed was not counted."
    assert not read((await phone.page("?n=rubbish")).text).by_id("notice").text


async def test_a_latecomer_joins_in_the_middle_of_a_vote(classroom: Classroom) -> None:
    await voting(classroom, 2)
    late = classroom.phone()
    answer = await late.join()
    assert read(answer.text).has("vote")
    assert (await late.vote("A")).status == 200
    assert len(classroom.votes()) == 1


async def test_a_second_vote_starts_afresh(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    await phone.vote("A")
    classroom.do(f.Discuss())
    assert not read((await phone.now()).text).all("button")
    classroom.do(f.Next())
    again = read((await phone.now()).text)
    assert again.by_id("state").text == "Press a line to vote. You may change it until the vote is locked."
    assert (await phone.vote("A", "1.2")).status == 200
    assert (len(classroom.votes(1)), len(classroom.votes(2))) == (1, 1)


async def test_two_tabs_are_one_voter_and_the_last_vote_wins(classroom: Classroom) -> None:
    phone = classroom.phone()
    await phone.page()
    for _ in range(2):  # both press "join" before either has an answer
        await phone.send("join")
    open_vote(classroom)
    await phone.vote("A")
    await phone.vote("B")
    assert len(classroom.room.people) == 1
    assert classroom.votes() == [classroom.room.choices[1]]


async def test_repeating_a_vote_is_not_another_vote(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    for _ in range(5):
        assert (await phone.vote("A")).status == 200
    assert classroom.votes() == [classroom.room.choices[0]]
    lines = classroom.drill.path.read_text(encoding="utf-8") if classroom.drill.path else ""
    assert lines.count('"event":"Vote"') == 1


async def test_names_are_kept_only_if_the_plan_has_names(tmp_path: Path, classroom: Classroom) -> None:
    await classroom.phone().join({"name": "Ann"})
    assert [person.name for person in classroom.room.people.by_voter.values()] == [""]
    async with open_classroom(tmp_path, Plan(voting=Voting.PHONES, names=True)) as named:
        phone = named.phone()
        await phone.join({"name": "Ann"})
        await phone.send("join", {"name": "Bea"})
        assert [person.name for person in named.room.people.by_voter.values()] == ["Bea"]


async def test_a_table_has_one_device_until_the_facilitator_frees_it(tmp_path: Path) -> None:
    async with open_classroom(
        tmp_path, Plan(form=Form.CONTEST, voting=Voting.PHONES, teams=("red", "blue"))
    ) as classroom:
        first, second = classroom.phone(), classroom.phone()
        assert (await first.join({"team": "0"})).status == 200
        refused = await second.join({"team": "0"})
        assert (refused.status, read(refused.text).by_id("notice").text[:10]) == (409, "That table")
        assert (await second.send("join", {"team": "7"})).status == 409
        open_vote(classroom)
        await first.vote("A")
        classroom.do(f.FreeTeam(0))
        assert read((await first.now()).text).has("join")
        assert (await second.send("join", {"team": "0"})).status == 200
        assert read((await second.now()).text).by_id("state").text.startswith("Your vote: A")  # the table's
        assert (await first.vote("B")).status == 409
        assert len(classroom.votes()) == 1


async def test_own_words_are_handed_in_and_changed(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, Plan(voting=Voting.PHONES, own_words=True)) as classroom:
        (phone,) = await classroom.phones(1)
        classroom.do(f.Next(), f.Next())
        assert (await phone.send("words", {"round": "1", "words": "Please  sit."})).status == 200
        assert classroom.room.lines() == ("Please sit.",)
        await phone.send("words", {"round": "1", "words": "Sit."})
        assert classroom.room.lines() == ("Sit.",)
        classroom.do(f.Next())
        assert (await phone.send("words", {"round": "1", "words": "Late."})).status == 409


async def test_an_observer_marks_and_grades(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, Plan(form=Form.HOT_SEAT, voting=Voting.PHONES)) as classroom:
        first, second = await classroom.phones(2)
        classroom.do(f.Next(), f.Next(), f.Say("sit"))
        assert read((await first.now()).text).by_id("watched").all("h3")[0].text == "You watch: Hearing"
        assert read((await second.now()).text).by_id("watched").all("h3")[0].text == "You watch: Acting"
        assert (await first.send("mark", {"round": "1", "mark": "1"})).status == 200
        assert (await second.send("mark", {"round": "1", "mark": "2"})).status == 409
        classroom.do(f.Next(), f.Next(), f.Next(), f.Say("today"), f.Next(), f.Next(), f.Next())
        assert classroom.room.phase is Phase.SHEETS
        assert (await first.send("grade", {"level": "3"})).status == 200
        assert (await second.send("grade", {"level": "4"})).status == 409
        assert list(classroom.room.sheets.grades.values()) == [3]
        assert (await first.send("vote", {"ballot": "1.1", "choice": "A"})).status == 409


# -- following -------------------------------------------------------------------------


async def test_an_unchanged_page_is_not_sent_again(classroom: Classroom) -> None:
    first, second = await voting(classroom, 2)
    shown = await first.now()
    stamp = shown.headers["ETag"]
    assert (await first.now(stamp)).status == 304
    await second.vote("A")
    assert (await first.now(stamp)).status == 304  # somebody else's vote does not change the page
    await first.vote("B")
    changed = await first.now(stamp)
    assert changed.status == 200
    assert (await first.now(changed.headers["ETag"])).status == 304
    classroom.do(f.Discuss())
    assert (await first.now(changed.headers["ETag"])).status == 200


async def test_the_page_the_part_and_the_answer_to_a_vote_show_the_same(classroom: Classroom) -> None:
    (phone,) = await voting(classroom)
    voted, part, page = await phone.vote("A"), await phone.now(), await phone.page()
    assert part.text in voted.text
    assert part.text in page.text
    assert voted.headers["ETag"] == part.headers["ETag"]
    assert read(page.text).all("body")[0].attributes["data-stamp"] == part.headers["ETag"]


async def test_an_unchanged_page_is_not_rendered_again(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    from roleplay.web.phones import page_cache
    from roleplay.web.phones.page import part

    phones = await voting(classroom, 5)
    drawn: list[int] = []

    def counting_part(*facts: Any) -> str:
        drawn.append(1)
        return part(*facts)

    monkeypatch.setattr(page_cache, "part", counting_part)
    for phone in phones:
        await phone.now()
    assert len(drawn) == 1  # all show the same page
    for phone in phones:
        await phone.now()
        await phone.vote("A")
    assert len(drawn) == 2
    classroom.do(f.Discuss())
    for phone in phones:
        await phone.now()
    assert len(drawn) == 3


# -- language --------------------------------------------------------------------------


async def test_the_language_is_the_browser_s_until_another_is_chosen(classroom: Classroom) -> None:
    phone = classroom.phone("zh-CN,zh;q=0.9,en;q=0.5")
    page = read((await phone.page()).text)
    assert page.all("html")[0].attributes["lang"] == "zh-CN"
    (link,) = page.all("a")
    assert (link.text, link.attributes["href"], link.attributes["lang"]) == (
        "English",
        f"/{classroom.drill.code}?lang=en",
        "en",
    )
    assert "Join the room" in (await phone.page("?lang=en")).text
    assert "Join the room" in (await phone.page()).text  # remembered
    assert "Join the room" in (await phone.now()).text
    assert "进入房间" in (await phone.page("?lang=zh")).text


async def test_the_scene_speaks_the_language_of_the_phone(classroom: Classroom) -> None:
    english, chinese = classroom.phone("en"), classroom.phone("zh")
    await english.join()
    await chinese.join()
    open_vote(classroom)
    assert "Please sit, and go on." in (await english.now()).text
    assert "您坐，接着说。" in (await chinese.now()).text
    assert classroom.drill.do(l.Vote(voter_from_token(english.token), (1, 1), "sit"))
