"""Token buckets: the burst, the long-term rate, and independence of callers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.web.net.limits import Buckets, Rate


class Clock:
    """A clock in seconds, set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def count_granted(buckets: Buckets, caller: str, requests: int) -> int:
    return sum(buckets.take(caller) == 0 for _ in range(requests))


def test_a_burst_then_the_rate() -> None:
    clock = Clock()
    buckets = Buckets(Rate(2, 5), clock)
    assert count_granted(buckets, "a", 20) == 5
    clock.now += 1
    assert count_granted(buckets, "a", 20) == 2
    clock.now += 1000
    assert count_granted(buckets, "a", 20) == 5  # a pause saves up no more than the burst


def test_the_returned_wait_is_exactly_long_enough() -> None:
    clock = Clock()
    buckets = Buckets(Rate(4, 1), clock)
    assert buckets.take("a") == 0
    wait = buckets.take("a")
    assert wait == pytest.approx(0.25)
    clock.now += wait - 0.01
    assert buckets.take("a") == pytest.approx(0.01)
    clock.now += 0.02
    assert buckets.take("a") == 0


def test_callers_do_not_share() -> None:
    buckets = Buckets(Rate(1, 3), Clock())
    assert count_granted(buckets, "a", 10) == 3
    assert count_granted(buckets, "b", 10) == 3


def test_the_least_recent_caller_is_forgotten_first() -> None:
    buckets = Buckets(Rate(1, 1), Clock(), most=2)
    for caller in ("a", "b"):
        assert buckets.take(caller) == 0
    assert buckets.take("a") > 0  # seen again
    assert buckets.take("c") == 0  # b is forgotten instead
    assert len(buckets) == 2
    assert buckets.take("a") > 0
    assert buckets.take("b") == 0


@given(st.lists(st.floats(0, 5), max_size=60), st.floats(0.5, 20), st.integers(1, 30))
def test_never_more_than_the_burst_and_the_rate_allow(pauses: list[float], rate: float, burst: int) -> None:
    clock = Clock()
    buckets = Buckets(Rate(rate, burst), clock)
    granted = 0
    for pause in pauses:
        clock.now += pause
        granted += buckets.take("a") == 0
        assert granted <= burst + rate * (clock.now - 100.0) + 1e-6
