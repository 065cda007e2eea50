"""Strict parsing of the forms that phones send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.drill.events.learner import Grade, Join, LearnerEvent, Mark, OwnWords, Vote
from roleplay.web.phones.forms import ACTIONS, event_of, form_of, language_of, new_token, token_of

LINES = {"A": "sit", "B": "wait"}


def read(what: str, **form: str) -> LearnerEvent | None:
    return event_of(what, "v", form, LINES)


def test_each_form_is_its_event() -> None:
    assert read("join") == Join("v")
    assert read("join", name="Ann", team="2") == Join("v", 2, "Ann")
    assert read("vote", ballot="3.2", choice="B") == Vote("v", (3, 2), "wait")
    assert read("words", round="1", words="Well.") == OwnWords("v", 1, "Well.")
    assert read("mark", round="4", mark="-1") == Mark("v", 4, -1)
    assert read("grade", level="3") == Grade("v", 3)


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("vote", {}),
        ("vote", {"ballot": "1.1"}),
        ("vote", {"ballot": "1", "choice": "A"}),
        ("vote", {"ballot": "1.1.1", "choice": "A"}),
        ("vote", {"ballot": "1.", "choice": "A"}),
        ("vote", {"ballot": "１.1", "choice": "A"}),
        ("vote", {"ballot": " 1.1", "choice": "A"}),
        ("vote", {"ballot": "1_0.1", "choice": "A"}),
        ("vote", {"ballot": f"{'9' * 5000}.1", "choice": "A"}),
        ("join", {"team": "red"}),
        ("join", {"team": ""}),
        ("words", {"round": "1"}),
        ("words", {"round": "1e3", "words": "x"}),
        ("mark", {"round": "1", "mark": "for"}),
        ("grade", {"level": "3.0"}),
        ("next", {}),
    ],
)
def test_an_invalid_form_is_not_an_event(what: str, form: dict[str, str]) -> None:
    assert event_of(what, "v", form, LINES) is None


@pytest.mark.parametrize("letter", ["C", "a", "sit", "", "A "])
def test_only_the_letters_of_the_page_are_choices(letter: str) -> None:
    assert read("vote", ballot="1.1", choice=letter) == Vote("v", (1, 1), "")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_form_or_refused(body: bytes) -> None:
    form = form_of(body)
    for what in ACTIONS:
        event_of(what, "v", form or {}, LINES)
    if form is not None:
        "".join(form.values()).encode()  # it can be written to a journal


def test_too_many_fields_are_refused() -> None:
    assert form_of(b"&".join(b"a%d=1" % n for n in range(9))) is None
    assert form_of(b"a=1&a=2&b=") == {"a": "2", "b": ""}


def test_a_lone_surrogate_never_gets_through() -> None:
    form = form_of(b"name=%ED%A0%80%FF\xff")
    assert form is not None
    assert set(form["name"]) == {"�"}


def test_tokens_are_128_random_bits() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(token_of(token) == token for token in tokens)
    assert all(len(token) * 6 >= 128 for token in tokens)


@pytest.mark.parametrize("text", [None, "", "x" * 21, "x" * 23, "x" * 21 + "!", "x" * 21 + "\n", "é" * 22])
def test_anything_else_is_not_a_token(text: str | None) -> None:
    assert token_of(text) is None


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR, en;q=0.3, zh;q=0.4", "zh"),
        ("fr", "en"),
        ("", "en"),
        ("zh;q=0, en;q=x, *", "en"),
        ("ZH-Hant-TW", "zh"),
        (",;=;,zh;q=" * 2000, "en"),
    ],
)
def test_the_language_that_a_browser_prefers(accepted: str, language: str) -> None:
    assert language_of(accepted, {"zh": 0, "en": 0}, "en") == language
