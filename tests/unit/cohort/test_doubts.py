"""Which plays are no evidence: only what their traces show."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.cohort.doubts import doubt, is_too_fast
from roleplay.cohort.plays import Doubt, GivenAnswer


def test_an_answer_is_too_fast_below_a_tenth_of_the_reading_time() -> None:
    assert is_too_fast(2.9, minutes=0.5)
    assert not is_too_fast(3.0, minutes=0.5)
    assert not is_too_fast(None, minutes=0.5)
    assert not is_too_fast(-5.0, minutes=0.5)  # a clock that was set back


def live(places: Sequence[int], lines: int = 4) -> list[tuple[GivenAnswer, int]]:
    shown = tuple("abcdefgh"[:lines])
    return [(GivenAnswer(n, "x", shown[place], "en", shown), lines) for n, place in enumerate(places)]


def test_a_play_is_doubtful_if_half_of_its_answers_are_too_fast() -> None:
    assert doubt([True, True, False, False], live([0, 1, 2, 3])) is Doubt.TOO_FAST
    assert doubt([True, False, False], live([0, 1, 2])) is None
    assert doubt([], []) is None


def test_a_play_is_doubtful_if_all_lines_are_at_one_screen_position() -> None:
    # 4 lines: 4 / 4**5 is 1 in 256, 4 / 4**6 1 in 1024
    assert doubt([], live([2] * 5)) is None
    assert doubt([], live([2] * 6)) is Doubt.ONE_PLACE
    assert doubt([], live([2] * 5 + [1])) is None
    assert doubt([], live([0] * 10, lines=2)) is None  # 2 / 2**10 is 1 in 512
    assert doubt([], live([0] * 11, lines=2)) is Doubt.ONE_PLACE
    # single lines and unrecorded orders do not count as choosing by position
    assert doubt([], live([0] * 20, lines=1)) is None
    assert doubt([], [(given._replace(shown=()), lines) for given, lines in live([2] * 9)]) is None
