"""What many learners gained: figures calculated by hand, and none where they would mislead."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.locales import catalogue
from roleplay.presenting.forms.gains import MIN_PAIRS, BeforeAfter, WhyNoGain, gain_lines, gains

PERCENT = st.floats(0, 100, allow_nan=False)


def pairs(*scores: tuple[float, float], times: int = 1) -> list[BeforeAfter]:
    return [BeforeAfter(*score) for score in scores] * times


def test_the_figures_match_the_published_formulas() -> None:
    made = gains(pairs((40, 70), (60, 80), times=5))
    assert (made.matched, made.before, made.after, made.gap) == (10, 50, 75, 25)
    assert made.normalised == pytest.approx(25 / 50)  # of the means
    assert made.individual == pytest.approx((30 / 60 + 20 / 40) / 2)
    spread = sqrt((10 * 100 / 9 + 10 * 25 / 9) / 2)  # n - 1
    assert made.effect == pytest.approx(25 / spread)
    assert (made.fell, made.left_out, made.why) == (0, 0, frozenset())


def test_the_two_averages_of_gain_differ() -> None:
    made = gains(pairs((20, 60), (80, 80), times=5))
    assert made.normalised == pytest.approx(20 / 50)
    assert made.individual == pytest.approx((0.5 + 0) / 2)


@pytest.mark.parametrize("count", [1, 2, MIN_PAIRS - 1])
def test_few_pairs_give_means_and_nothing_else(count: int) -> None:
    made = gains(pairs((40, 60), times=count))
    assert (made.matched, made.gap) == (count, 20)
    assert (made.normalised, made.individual, made.effect, made.why) == (None, None, None, frozenset({WhyNoGain.FEW}))


def test_no_pairs_give_nothing() -> None:
    made = gains([])
    assert (made.matched, made.before, made.gap) == (0, None, None)


def test_a_class_at_the_ceiling_has_no_gain_but_an_effect() -> None:
    made = gains(pairs((95, 99), (92, 97), times=5))
    assert (made.normalised, made.individual, made.why) == (None, None, frozenset({WhyNoGain.CEILING}))
    assert made.effect is not None


def test_falling_learners_are_counted_and_those_at_the_ceiling_left_out() -> None:
    made = gains(pairs((50, 75), times=8) + pairs((60, 40), times=2) + pairs((100, 50)))
    assert (made.fell, made.left_out) == (2, 1)
    assert made.individual == pytest.approx((8 * 0.5 + 2 * -0.5) / 10)
    words = catalogue("en")
    assert "2 of them fell, and they are included in this mean." in gain_lines(made, words)
    assert any("1 who started above 90" in line for line in gain_lines(made, words))


def test_too_few_below_the_ceiling_have_no_mean_of_their_own_gains() -> None:
    made = gains(pairs((20, 60), times=MIN_PAIRS - 1) + pairs((95, 95), times=2))
    assert made.normalised is not None
    assert made.individual is None
    assert any("fewer than 10 started below 90" in line for line in gain_lines(made, catalogue("en")))


def test_scores_without_a_spread_have_no_effect_size() -> None:
    made = gains(pairs((50, 50), times=MIN_PAIRS))
    assert (made.effect, made.why) == (None, frozenset({WhyNoGain.NO_SPREAD}))
    assert made.normalised == 0


@settings(max_examples=40)
@given(st.lists(st.tuples(PERCENT, PERCENT), max_size=15))
def test_any_scores_give_true_sentences_in_both_languages(scores: list[tuple[float, float]]) -> None:
    made = gains(pairs(*scores))
    if made.before is not None and made.after is not None:
        assert 0 <= made.before <= 100.0001
        assert made.gap == made.after - made.before
    assert made.normalised is None or (made.before is not None and made.before <= 90 and made.normalised <= 1)
    assert made.individual is None or made.individual <= 1
    assert made.matched >= MIN_PAIRS or made.why
    for language in ("en", "zh"):
        assert all(gain_lines(made, catalogue(language)))
