"""Untrusted input is cleaned, stored and shown as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from phone_classroom import LANGUAGES, open_classroom
from roleplay.drill.events import facilitator as f
from roleplay.drill.names import MAX_LINE, MAX_NAME
from roleplay.drill.plan import Plan, Voting
from roleplay.web.phones.forms import FORM

from .page_reader import read

HOSTILE = {
    "markup": "[@click=app.quit]x[/]",
    "escape": "\x1b]0;owned\x07\x1b[31mred\x1b[0m",
    "override": "abc\u202etxt.exe",
    "zero": "a\u200bb\u200d\ufeffc\u2060d",
    "zalgo": "z" + "\u0301\u0316\u0489" * 20,
    "html": "<img src=x onerror=alert(1)>",
    "lines": "one\r\ntwo\u2028three\0four",
    "long": "长" * 200,
    "private": "\ue000\ufdd0\U000e0041x",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_names_and_own_words_are_cleaned_and_shown_as_text(tmp_path: Path, text: str) -> None:
    async with open_classroom(tmp_path, Plan(voting=Voting.PHONES, names=True, own_words=True)) as classroom:
        phone = classroom.phone()
        assert (await phone.join({"name": text})).status == 200
        classroom.do(f.Next(), f.Next())
        assert (await phone.send("words", {"round": "1", "words": text})).status == 200
        (person,) = classroom.room.people.by_voter.values()
        for stored_text, most in ((person.name, MAX_NAME), *((line, MAX_LINE) for line in classroom.room.lines())):
            assert not set(stored_text) & set("\x1b\x07\r\n\0\u2028\u202e\u200b\u200d\ufeff\u2060\ue000")
            assert sum(character >= "\u0300" and character <= "\u036f" for character in stored_text) <= 2
            assert len(stored_text) <= 3 * most
        page = (await phone.page()).text
        root = read(page)
        assert not root.all("img")
        assert root.by_id("own").attributes["value"] == (classroom.room.lines() or ("",))[0]
        assert "\x1b" not in page
        assert "\u202e" not in page
        assert classroom.drill.problem is None  # whatever it was, the journal could store it


async def test_invalid_text_does_not_break_the_journal(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, Plan(voting=Voting.PHONES, names=True)) as classroom:
        phone = classroom.phone()
        await phone.page()
        for body in (b"name=%ED%A0%80%ff", b"name=\xff\xfe", b"name=%00%1b"):
            await phone.ask(
                "POST",
                f"/{classroom.drill.code}/join",
                data=body,
                headers={"Content-Type": FORM},
            )
        assert len(classroom.room.people) == 1
        assert classroom.drill.problem is None


async def test_truncation_is_reported(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, Plan(voting=Voting.PHONES, names=True, own_words=True)) as classroom:
        phone = classroom.phone()
        notice = read((await phone.join({"name": "n" * (MAX_NAME + 1)})).text).by_id("notice").text
        assert notice == LANGUAGES["en"]("phone.notice.cut")
        classroom.do(f.Next(), f.Next())
        for length, notice in ((MAX_LINE, ""), (MAX_LINE + 1, LANGUAGES["en"]("phone.notice.cut"))):
            answer = await phone.send("words", {"round": "1", "words": "字" * length})
            assert (answer.status, read(answer.text).by_id("notice").text) == (200, notice)
            assert classroom.room.lines() == ("字" * MAX_LINE,)
