"""Whole numbers as people type them: bounds always hold, however long the input."""

from __future__ import annotations

import pytest

from roleplay.text.numbers import parse_bounded_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("65535", 65_535),
        ("65536", None),
        ("007", 7),
        ("0" * 5000 + "7", 7),
        ("0" * 18 + "99999", None),
        ("9" * 5000, None),
        ("1" + "0" * 5000, None),
        ("７", 7),
        ("٣", 3),
        ("०" * 30 + "९", 9),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1_0", None),
        ("1.0", None),
        (" 1", None),
        ("²", None),
        ("①", None),
        ("0x1", None),
        ("1e3", None),
    ],
)
def test_a_number_is_accepted_only_within_its_bounds(text: str, number: int | None) -> None:
    assert parse_bounded_int(text, 0, 65_535) == number


def test_the_lower_bound_is_included() -> None:
    assert parse_bounded_int("1", 1, 9) == 1
    assert parse_bounded_int("0", 1, 9) is None
