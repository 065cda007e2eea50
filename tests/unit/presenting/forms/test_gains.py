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
    figures = gains(pairs((40, 70), (60, 80), times=5))
    assert (figures.matched, figures.before, figures.after, figures.gap) == (10, 50, 75, 25)
    assert figures.normalised == pytest.approx(25 / 50)  # of the means
    assert figures.individual == pytest.approx((30 / 60 + 20 / 40) / 2)
    spread = sqrt((10 * 100 / 9 + 10 * 25 / 9) / 2)  # n - 1
    assert figures.effect == pytest.approx(25 / spread)
    assert (figures.fell, figures.left_out, figures.why) == (0, 0, frozenset())


def test_the_two_averages_of_gain_differ() -> None:
    figures = gains(pairs((20, 60), (80, 80), times=5))
    assert figures.normalised == pytest.approx(20 / 50)
    assert figures.individual == pytest.approx((0.5 + 0) / 2)


@pytest.mark.parametrize("count", [1, 2, MIN_PAIRS - 1])
def test_few_pairs_give_means_and_nothing_else(count: int) -> None:
    figures = gains(pairs((40, 60), times=count))
    assert (figures.matched, figures.gap) == (count, 20)
    assert (figures.normalised, figures.individual, figures.effect, figures.why) == (
        None,
        None,
        None,
        frozenset({WhyNoGain.FEW}),
    )


def test_no_pairs_give_nothing() -> None:
    figures = gains([])
    assert (figures.matched, figures.before, figures.gap) == (0, None, None)


def test_a_class_at_the_ceiling_has_no_gain_but_an_effect() -> None:
    figures = gains(pairs((95, 99), (92, 97), times=5))
    assert (figures.normalised, figures.individual, figures.why) == (None, None, frozenset({WhyNoGain.CEILING}))
    assert figures.effect is not None


def test_falling_learners_are_counted_and_those_at_the_ceiling_left_out() -> None:
    figures = gains(pairs((50, 75), times=8) + pairs((60, 40), times=2) + pairs((100, 50)))
    assert (figures.fell, figures.left_out) == (2, 1)
    assert figures.individual == pytest.approx((8 * 0.5 + 2 * -0.5) / 10)
    words = catalogue("en")
    assert "2 of them fell, and they are included in this mean." in gain_lines(figures, words)
    assert any("1 who started above 90" in line for line in gain_lines(figures, words))


def test_too_few_below_the_ceiling_have_no_mean_of_their_own_gains() -> None:
    figures = gains(pairs((20, 60), times=MIN_PAIRS - 1) + pairs((95, 95), times=2))
    assert figures.normalised is not None
    assert figures.individual is None
    assert any("fewer than 10 started below 90" in line for line in gain_lines(figures, catalogue("en")))


def test_scores_without_a_spread_have_no_effect_size() -> None:
    figures = gains(pairs((50, 50), times=MIN_PAIRS))
    assert (figures.effect, figures.why) == (None, frozenset({WhyNoGain.NO_SPREAD}))
    assert figures.normalised == 0


@settings(max_examples=40)
@given(st.lists(st.tuples(PERCENT, PERCENT), max_size=15))
def test_any_scores_give_true_sentences_in_both_languages(scores: list[tuple[float, float]]) -> None:
    figures = gains(pairs(*scores))
    if figures.before is not None and figures.after is not None:
        assert 0 <= figures.before <= 100.0001
        assert figures.gap == figures.after - figures.before
    assert figures.normalised is None or (
        figures.before is not None and figures.before <= 90 and figures.normalised <= 1
    )
    assert figures.individual is None or figures.individual <= 1
    assert figures.matched >= MIN_PAIRS or figures.why
    for language in ("en", "zh"):
        assert all(gain_lines(figures, catalogue(language)))
