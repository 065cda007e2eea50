"""Plays that are no evidence of what a learner can do, as far as their traces show.

Detectable: lines chosen faster than anybody reads, and lines all chosen at the same position on screen although their
order is shuffled at every decision. Not detectable from any trace, and not guessed at: random choices at a human pace,
and always choosing the longest or the politest line; such a play looks the same as that of a learner who believed those
lines to be better.

Responses that are too fast: Wise & Kong, "Response time effort", Applied Measurement in Education 18 (2005), 163-183,
with a tenth of the usual time as the threshold (Wise & Ma 2012, NT10). The usual time here is that of unhurried reading
of what is new, so no sample is needed to know it. A single answer that is too fast is left out (Wise & DeMars,
"effort-moderated" scoring, 2006); from `MAX_TOO_FAST_SHARE` on, the whole play is.
"""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.cohort.plays import Doubt, GivenAnswer

#: The share of unhurried reading time below which nothing can have been read.
MIN_READING_SHARE = 0.1
#: The share of too fast answers from which a play does not count; set by judgement.
MAX_TOO_FAST_SHARE = 0.5
#: The probability below which choosing everything at one screen position is not put down to chance.
UNLIKELY = 0.001


def is_too_fast(seconds: float | None, minutes: float) -> bool:
    """Whether an answer came before what is new can have been read, which takes ``minutes``.

    An unknown time, or a negative one (the clock was set back), shows nothing.
    """
    return seconds is not None and 0 <= seconds < MIN_READING_SHARE * 60 * minutes


def doubt(rapid: Sequence[bool], live: Sequence[tuple[GivenAnswer, int]]) -> Doubt | None:
    """The reason to doubt a play, if any. ``live``: its answers not taken back, with the number of lines available."""
    if rapid and sum(rapid) >= MAX_TOO_FAST_SHARE * len(rapid):
        return Doubt.TOO_FAST
    return Doubt.ONE_PLACE if _all_at_one_position(live) else None


def _all_at_one_position(live: Sequence[tuple[GivenAnswer, int]]) -> bool:
    """Whether all lines were at one screen position, and this is unlikely if lines are chosen for what they say.

    The order on screen is shuffled at every decision, so whatever a line is chosen for, it is equally likely at each
    position: the probability that all are at the same one of ``k`` positions is at most ``k`` times the product of ``1
    / lines``.
    """
    asked = [(given, lines) for given, lines in live if lines > 1]
    places = {given.shown.index(given.choice) if given.choice in given.shown else None for given, _ in asked}
    if len(places) != 1 or None in places:
        return False
    chance = float(min(lines for _, lines in asked))
    for _, lines in asked:
        chance /= lines
    return chance < UNLIKELY
