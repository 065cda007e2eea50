"""Text typed by strangers, on a screen that a whole class sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.drill.names import MAX_LINE, MAX_NAME, clean, too_long
from roleplay.text.cells import clusters


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  小王  ", "小王"),
        ("[@click=app.quit]x[/]", "[@click=app.quit"),
        ("\x1b[2J\x1b]0;gone\x07Eve", "Eve"),
        ("abc\u202edcba", "abcdcba"),
        ("z\u200bero\ufeff", "zero"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("您慢慢说，我听着！（真的）", "您慢慢说，我听着！（真的）"),
        ("two\nlines\ttab", "two lines tab"),
        ("Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘", None),
        ("\ue000private\ud800", "private"),
        ("", ""),
        ("\u0301\u0301", None),
    ],
)
def test_control_invisible_and_stacked_characters_are_removed(typed: str, shown: str | None) -> None:
    cleaned = clean(typed)
    if shown is not None:
        assert cleaned == shown
    marks = [unicodedata.category(character) in ("Mn", "Me") for character in unicodedata.normalize("NFD", cleaned)]
    assert "1111" not in "".join("01"[mark] for mark in marks)


@given(st.text(max_size=200), st.sampled_from([MAX_NAME, MAX_LINE]))
def test_cleaned_text_is_short_and_plain_and_cleaning_is_idempotent(typed: str, most: int) -> None:
    cleaned = clean(typed, most)
    assert len(clusters(cleaned)) <= most
    assert all(unicodedata.category(character)[0] != "C" for character in cleaned)
    assert "\n" not in cleaned
    assert cleaned == cleaned.strip()
    assert clean(cleaned, most) == cleaned


@given(st.text(max_size=40), st.integers(1, 40))
def test_text_that_is_not_too_long_is_kept_whole(typed: str, most: int) -> None:
    assert too_long(typed, most) == (clean(typed, most) != clean(typed, 10_000))


def test_a_line_holds_a_sentence_counted_in_graphemes() -> None:
    sentence = "I can see that it left our depot on Tuesday; let me find out where it is, and I call you by noon today."
    assert clean(sentence, MAX_LINE) == sentence
    assert not too_long("👍🏽" * MAX_LINE, MAX_LINE)
    assert too_long("👩‍👩‍👧‍👦" * MAX_LINE, MAX_LINE)  # the joiners between the four are invisible and are removed
    assert not too_long("  word   " * 24, MAX_LINE)  # surplus spaces are not counted
    assert too_long("字" * (MAX_LINE + 1), MAX_LINE)
