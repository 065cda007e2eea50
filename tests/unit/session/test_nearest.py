"""Which line is offered for what a learner typed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.session.nearest import (
    BY_MEANING,
    BY_WORDS,
    LONGEST,
    Basis,
    Limits,
    Nearest,
    Verdict,
    centre,
    comparable,
    cosine,
    rank,
)

LIMITS = Limits(floor=0.4, ahead=0.6)


@pytest.mark.parametrize(
    ("similarities", "verdict", "choices"),
    [
        ({"a": 0.1, "b": 0.7, "c": 0.2}, Verdict.AHEAD, ("b",)),
        ({"a": 0.5, "b": 0.4}, Verdict.AHEAD, ("a",)),  # similarity 0.5 and a lead of 0.1 reach the limit together
        ({"a": 0.5, "b": 0.45, "c": 0.4}, Verdict.CLOSE, ("a", "b")),
        ({"a": 0.42, "b": 0.39}, Verdict.CLOSE, ("a",)),  # the second is below the floor
        ({"a": 0.39, "b": -0.5}, Verdict.NONE, ()),
        ({"a": math.nan}, Verdict.NONE, ()),
        ({"a": 0.41}, Verdict.AHEAD, ("a",)),  # nothing else could be meant
        ({}, Verdict.NONE, ()),
    ],
)
def test_one_two_or_no_lines_are_offered(
    similarities: dict[str, float], verdict: Verdict, choices: tuple[str, ...]
) -> None:
    assert rank(similarities, LIMITS, Basis.MEANING) == Nearest(Basis.MEANING, verdict, choices)


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.floats(-1, 1), max_size=6), st.floats(-1, 1), st.floats(-1, 3)
)
def test_only_the_nearest_are_ever_offered(similarities: dict[str, float], floor: float, ahead: float) -> None:
    nearest = rank(similarities, Limits(floor, ahead), Basis.WORDS)
    best = sorted(similarities.values(), reverse=True)
    assert [similarities[choice] for choice in nearest.choices] == best[: len(nearest.choices)]
    assert all(similarities[choice] >= floor for choice in nearest.choices)
    assert len(nearest.choices) in {Verdict.AHEAD: (1,), Verdict.NONE: (0,)}.get(nearest.verdict, (1, 2))


def test_a_lines_vector_is_the_centre_of_all_its_languages() -> None:
    middle = centre([[1.0, 0.0], [0.0, 1.0]])
    assert cosine(middle, middle) == pytest.approx(1)
    assert cosine(middle, [1.0, 0.0]) == pytest.approx(math.sqrt(0.5))
    with pytest.raises(ValueError, match="direction"):
        centre([[1.0], [-1.0]])
    with pytest.raises(ValueError, match="direction"):
        centre([])


def test_the_limits_require_more_than_chance() -> None:
    assert 0 < BY_WORDS.floor < 1 < BY_WORDS.ahead
    assert 0 < BY_MEANING.floor < BY_MEANING.ahead < 1


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("  one\ttwo\n three ", "one two three"),
        ("a\x1b[31mb\u202ec", "a [31mb c"),
        ("   \x00\u200b ", None),
        ("", None),
        ("half \ud83d of it", None),
        ("长" * 1000, "长" * LONGEST),
    ],
)
def test_only_comparable_text_is_passed_to_an_encoder(typed: str, left: str | None) -> None:
    assert comparable(typed) == left
