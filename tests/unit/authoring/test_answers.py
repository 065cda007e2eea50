"""What an author may answer about a new scene."""

from __future__ import annotations

import pytest

from roleplay.authoring.answers import MAX_ID, families, is_scene_id, one_line, problem_of, suggested_id
from roleplay.reading.fields import MAX_TEXT


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("Late Parcel", "late-parcel"), ("2nd-try", "nd-try"), ("../up", "up"), ("寿宴", ""), ("a" * 99, "a" * MAX_ID)],
)
def test_a_suggested_id_is_valid(text: str, suggestion: str) -> None:
    assert not is_scene_id(text)
    assert suggested_id(text) == suggestion
    assert not suggestion or is_scene_id(suggestion)


@pytest.mark.parametrize(
    ("text", "key"), [(" \n", "new_empty"), ("a\u202eb", "new_character"), ("x" * (MAX_TEXT + 1), "new_long")]
)
def test_an_unacceptable_text_is_refused_with_a_reason(text: str, key: str) -> None:
    problem = problem_of(text)
    assert problem is not None
    assert problem.key == key


def test_a_text_of_several_lines_is_joined_into_one() -> None:
    assert problem_of("a\n b") is None
    assert one_line("a\n b") == "a b"


def test_the_families_are_those_of_the_format() -> None:
    assert "complaint" in families()
