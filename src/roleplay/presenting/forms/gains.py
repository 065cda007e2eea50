"""What many learners gained between two times. Pure; omits any figure that would mislead.

With before and after in per cent of the maximum:

- normalised gain of the class, ``g = (mean after - mean before) / (100 - mean before)``: the share of the possible gain
  that was achieved (Hake 1998);
- mean of the individual gains: the same for each learner, then the mean; the two differ, and both are reported;
- effect size: the mean difference over the pooled spread, ``d = mean(after - before) / sqrt((s1² + s2²) / 2)``
  (Cohen's d with the average variance; s with n - 1).

With fewer than `MIN_PAIRS` pairs none of them is given. Nor is a gain if the class began above `CEILING`: the gain
still possible is then smaller than the noise. If individual gains below 0 (somebody fell) enter the average, their
number is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.scoring.percent import whole_percent

#: With fewer pairs only the means are given.
MIN_PAIRS = 10
#: The maximum in per cent, and the mean above which too little is left to gain.
MAX_PERCENT = 100.0
CEILING = 0.9 * MAX_PERCENT


class BeforeAfter(NamedTuple):
    """The scores of one learner at two times, in per cent."""

    before: float
    after: float


class WhyNoGain(StrEnum):
    """Why a figure is not given."""

    #: there are fewer pairs than `MIN_PAIRS`
    FEW = "few"
    #: the class began above `CEILING`
    CEILING = "ceiling"
    #: at each time all learners have the same score, so there is no spread
    NO_SPREAD = "no_spread"


class Gains(NamedTuple):
    """The figures of a class. Those that would mislead are ``None``; ``why`` gives the reasons."""

    #: learners with scores at both times
    matched: int
    #: means in per cent, and their difference; ``None`` if there are no pairs
    before: float | None
    after: float | None
    gap: float | None
    #: normalised gain of the class
    normalised: float | None = None
    #: mean of the learners' own normalised gains
    individual: float | None = None
    effect: float | None = None
    #: learners counted in `individual` whose score fell
    fell: int = 0
    #: learners left out of `individual` because they began above `CEILING`
    left_out: int = 0
    why: frozenset[WhyNoGain] = frozenset()

    @property
    def means(self) -> tuple[int, int] | None:
        """Before and after in whole per cent, as displayed."""
        return (
            None
            if self.before is None or self.after is None
            else (whole_percent(self.before), whole_percent(self.after))
        )


def gains(pairs: Sequence[BeforeAfter]) -> Gains:
    """The figures of these pairs."""
    count = len(pairs)
    if not count:
        return Gains(0, None, None, None, why=frozenset({WhyNoGain.FEW}))
    before, after = _mean([pair.before for pair in pairs]), _mean([pair.after for pair in pairs])
    figures = Gains(count, before, after, after - before)
    if count < MIN_PAIRS:
        return figures._replace(why=frozenset({WhyNoGain.FEW}))
    why: set[WhyNoGain] = set()
    spread = sqrt((_variance([pair.before for pair in pairs]) + _variance([pair.after for pair in pairs])) / 2)
    if spread:
        figures = figures._replace(effect=(after - before) / spread)
    else:
        why.add(WhyNoGain.NO_SPREAD)
    if before > CEILING:
        return figures._replace(why=frozenset({*why, WhyNoGain.CEILING}))
    below_ceiling = [pair for pair in pairs if pair.before <= CEILING]
    individual_gains = [(pair.after - pair.before) / (MAX_PERCENT - pair.before) for pair in below_ceiling]
    return figures._replace(
        normalised=(after - before) / (MAX_PERCENT - before),
        individual=_mean(individual_gains) if len(individual_gains) >= MIN_PAIRS else None,
        fell=sum(gain < 0 for gain in individual_gains),
        left_out=count - len(below_ceiling),
        why=frozenset(why),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _variance(values: Sequence[float]) -> float:
    """The sample variance (n - 1) of at least two values."""
    mean = _mean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def gain_lines(figures: Gains, words: Catalogue, count_text: Callable[[int], str] = str) -> list[str]:
    """The figures in sentences, and why some are not given; ``count_text`` formats a count of learners, or masks it."""
    lines = [words("gains.matched", count=count_text(figures.matched))]
    if figures.means is not None:
        before, after = figures.means
        lines.append(words("gains.means", before=before, after=after, gap=f"{after - before:+d}"))
    if figures.normalised is not None:
        lines.append(words("gains.normalised", gain=f"{figures.normalised:.2f}"))
        if figures.individual is not None:
            lines.append(words("gains.individual", gain=f"{figures.individual:.2f}"))
            lines += [words("gains.fell", count=count_text(figures.fell))] if figures.fell else []
            lines += [words("gains.left_out", count=count_text(figures.left_out))] if figures.left_out else []
        else:
            lines.append(words("gains.why.few_with_room", enough=MIN_PAIRS))
    if figures.effect is not None:
        lines.append(words("gains.effect", effect=f"{figures.effect:.2f}"))
    return [*lines, *(words(f"gains.why.{why}", enough=MIN_PAIRS) for why in WhyNoGain if why in figures.why)]
