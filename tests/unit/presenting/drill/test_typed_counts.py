"""Counts typed in a drill: what they mean, and what is wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.drill.events.facilitator import Call, DropWords, Hands, Sheet, Tables
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.drill.typed_counts import (
    MOST_CHARACTERS,
    CountKind,
    CountPrompt,
    InvalidCount,
    TypedCounts,
    event_of,
    hint,
    meaning,
)
from roleplay.text.cells import cell_len

LINES, LETTERS = ("good", "bad", "name", "other"), ("A", "B", "C", "D")
HANDS = CountPrompt(kind=CountKind.HANDS, names=LETTERS, choices=LINES, letters=LETTERS)
TABLES = CountPrompt(kind=CountKind.TABLES, names=("red", "blue", "green"), choices=LINES, letters=LETTERS)
SHEET = CountPrompt(kind=CountKind.SHEET, names=("0", "1", "2", "3"), criterion="heat.hear")
DROP = CountPrompt(kind=CountKind.DROP, names=tuple(map(str, range(1, 13))))
ALL = (HANDS, TABLES, SHEET, DROP)


def typed(text: str) -> str:
    entry = TypedCounts()
    for character in text:
        entry.type(character)
    return entry.text


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("1 7 3 2", "1 7 3 2"),
        ("1,7，3、2", "1 7 3 2"),
        ("  1   7", "1 7"),
        ("１７ ３", "17 3"),
        ("x[1]\x1b7", "17"),
        ("1 - 0", "1 - 0"),
        ("9" * 100, "9" * MOST_CHARACTERS),
    ],
)
def test_characters_accepted_in_an_entry(text: str, accepted: str) -> None:
    assert typed(text) == accepted


def test_the_last_character_can_be_taken_back() -> None:
    entry = TypedCounts()
    entry.type("1")
    entry.type(" ")
    entry.erase()
    assert entry.text == "1"
    entry.erase()
    entry.erase()
    assert entry.text == ""


@pytest.mark.parametrize(
    ("prompt", "text", "event"),
    [
        (HANDS, "1 7 3 2", Hands((1, 7, 3, 2))),
        (HANDS, "0 0 0 0", Hands((0, 0, 0, 0))),
        (HANDS, "12 107 3 2 ", Hands((12, 107, 3, 2))),
        (HANDS, "3", Call("name")),
        (TABLES, "1 3 2", Tables(("good", "name", "bad"))),
        (TABLES, "132", Tables(("good", "name", "bad"))),
        (TABLES, "1 0 -", Tables(("good", None, None))),
        (SHEET, "0 3 5 2", Sheet("heat.hear", (0, 3, 5, 2))),
        (DROP, "12", DropWords(11)),
    ],
)
def test_events_of_entries(prompt: CountPrompt, text: str, event: object) -> None:
    assert event_of(text, prompt) == event


@pytest.mark.parametrize(
    ("prompt", "text", "key", "values"),
    [
        (HANDS, "1 7", "few_hands", {"by": 2, "count": 4}),
        (HANDS, "1 7 3 2 5", "many_hands", {"by": 1, "count": 4}),
        (HANDS, "5", "line", {"number": "5", "count": 4}),
        (HANDS, "0", "line", {"number": "0", "count": 4}),
        (HANDS, "1732", "line", {"number": "1732", "count": 4}),
        (HANDS, "1 7 3 10000", "number", {"number": "10000", "most": 9999}),
        (HANDS, "1 7 3 -", "number", {"number": "-", "most": 9999}),
        (HANDS._replace(counted=True), "3", "counted", {"count": 4}),
        (TABLES, "1 3", "few_tables", {"by": 1, "count": 3}),
        (TABLES, "1 3 5", "line", {"number": "5", "count": 4}),
        (SHEET, "1", "few_sheet", {"by": 3, "count": 4}),
        (DROP, "13", "drop", {"count": 12}),
        (DROP, "1 2", "drop", {"count": 12}),
    ],
)
def test_problems_are_explained_in_friendly_words(
    prompt: CountPrompt, text: str, key: str, values: dict[str, object]
) -> None:
    event = event_of(text, prompt)
    assert event == InvalidCount(key, values)
    for language in LANGUAGES:
        assert str(next(iter(values.values()))) in event.text(catalogue(language))


@pytest.mark.parametrize(
    ("prompt", "text", "means"),
    [
        (HANDS, "1 7 3 2", "A 1  B 7  C 3  D 2  = 13 votes"),
        (HANDS, "1 7", "A 1  B 7  C ?  D ?"),
        (HANDS, "1 7 3 2 9", "A 1  B 7  C 3  D 2  ?"),
        (HANDS, "2", "Enter: majority for B. To enter counts, keep typing (4 numbers)"),
        (HANDS._replace(counted=True), "2", "A 2  B ?  C ?  D ?"),
        (TABLES, "1 0 9", "red A  blue -  green ?"),
        (SHEET, "0 3 5 2", "0 0  1 3  2 5  3 2  = 10 sheets"),
        (DROP, "12", "Enter: remove line 12"),
        (HANDS, "", ""),
    ],
)
def test_the_meaning_is_shown_while_typing(prompt: CountPrompt, text: str, means: str) -> None:
    assert meaning(text, prompt, catalogue("en")) == means


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", ALL)
def test_the_hint_fits_a_projector(language: str, prompt: CountPrompt) -> None:
    assert cell_len(hint(prompt, catalogue(language), 73)) <= 73


@given(st.text("0123456789 -,，、x７", max_size=80), st.sampled_from(ALL))
def test_any_entry_has_a_meaning_or_an_explanation(text: str, prompt: CountPrompt) -> None:
    words = catalogue("en")
    accepted = typed(text)
    meaning(accepted, prompt, words)
    event = event_of(accepted, prompt)
    if isinstance(event, InvalidCount):
        assert event.text(words)
    elif isinstance(event, Hands):
        assert len(event.counts) == len(prompt.names)
    elif isinstance(event, Tables):
        assert len(event.choices) == len(prompt.names)
