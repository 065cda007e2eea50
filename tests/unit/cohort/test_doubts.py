"""Which plays are no evidence: what their traces tell, and nothing beyond."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.cohort.doubts import doubt, is_too_fast
from roleplay.cohort.plays import Doubt, GivenAnswer


def test_an_answer_comes_too_fast_below_a_tenth_of_the_time_for_reading() -> None:
    assert is_too_fast(2.9, minutes=0.5)
    assert not is_too_fast(3.0, minutes=0.5)
    assert not is_too_fast(None, minutes=0.5)
    assert not is_too_fast(-5.0, minutes=0.5)  # a clock that was put back


def live(places: Sequence[int], lines: int = 4) -> list[tuple[GivenAnswer, int]]:
    shown = tuple("abcdefgh"[:lines])
    return [(GivenAnswer(n, "x", shown[place], "en", shown), lines) for n, place in enumerate(places)]


def test_half_of_the_answers_too_fast() -> None:
    assert doubt([True, True, False, False], live([0, 1, 2, 3])) is Doubt.TOO_FAST
    assert doubt([True, False, False], live([0, 1, 2])) is None
    assert doubt([], []) is None


def test_all_from_one_place_of_the_screen() -> None:
    # 4 lines: 4 / 4**5 is 1 in 256, 4 / 4**6 1 in 1024
    assert doubt([], live([2] * 5)) is None
    assert doubt([], live([2] * 6)) is Doubt.ONE_PLACE
    assert doubt([], live([2] * 5 + [1])) is None
    assert doubt([], live([0] * 10, lines=2)) is None  # 2 / 2**10 is 1 in 512
    assert doubt([], live([0] * 11, lines=2)) is Doubt.ONE_PLACE
    # where there is only one line, and where the order was not kept, nothing is chosen by place
    assert doubt([], live([0] * 20, lines=1)) is None
    assert doubt([], [(given._replace(shown=()), lines) for given, lines in live([2] * 9)]) is None
