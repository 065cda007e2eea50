"""Intervals, compared with published figures."""

from __future__ import annotations

import pytest

from roleplay.cohort.intervals import difference_interval, share_interval


def test_share_intervals_match_published_figures() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3: 81/263, 15/148, 0/20, 1/29
    for hits, count, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert share_interval(hits, count) == pytest.approx((low, high), abs=0.00006)


def test_difference_intervals_match_published_figures() -> None:
    # Newcombe, ibid. 873-890, table II, method 10: (a) 56/70 and 48/80, (b) 9/10 and 3/10, (e) 5/56 and 0/29,
    # (h) 10/10 and 0/10
    for one, other, low, high in (
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ):
        assert difference_interval(*one, *other) == pytest.approx((low, high), abs=0.00006)
