"""Plays that are no evidence of what a learner can do, as far as their traces tell.

What can be told: lines that came sooner than anybody reads, and lines that were all taken from one place of a screen on
which their order is shuffled anew at every decision. What cannot be told from any trace, and is not guessed at: chance
at the speed of a person, and a person who goes by the longest or the politest line; such a play is the same as that of
a learner who took those lines for the better ones.

Lines that came too fast: Wise & Kong, "Response time effort", Applied Measurement in Education 18 (2005), 163-183, with
a tenth of the usual time as the bound (Wise & Ma 2012, the threshold NT10). The usual time is here that of reading what
is new without haste, so no sample is needed to know it. A single answer that came too fast is left out (Wise & DeMars,
"effort-moderated" scoring, 2006); from `MOST_HURRIED` on the play is.
"""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.cohort.plays import Doubt, GivenAnswer

#: Of the time for reading without haste, the share below which nothing was read.
SHARE_READ = 0.1
#: The share of answers that came too fast from which on a play counts for nothing; set by judgement.
MOST_HURRIED = 0.5
#: The chance of a play from one place of the screen below which it is none of chance: one in a thousand.
UNLIKELY = 0.001


def hurried(seconds: float | None, minutes: float) -> bool:
    """Whether an answer came before what is new can have been read, which takes so many ``minutes``.

    A time that is not known, or that a clock put back has made less than none, says nothing.
    """
    return seconds is not None and 0 <= seconds < SHARE_READ * 60 * minutes


def doubt(rapid: Sequence[bool], live: Sequence[tuple[GivenAnswer, int]]) -> Doubt | None:
    """What speaks against a play. ``live`` are its answers that stand, with how many lines could be said there."""
    if rapid and sum(rapid) >= MOST_HURRIED * len(rapid):
        return Doubt.TOO_FAST
    return Doubt.ONE_PLACE if _from_one_place(live) else None


def _from_one_place(live: Sequence[tuple[GivenAnswer, int]]) -> bool:
    """Whether all lines stood at one place when they were shown, and hardly ever would if chosen for what they say.

    The order on screen is drawn anew at every decision, so whatever a line is chosen for, it stands at each place
    alike: that all stand at one of the ``k`` places is as likely as ``k`` times the product of ``1 / lines``, at most.
    """
    asked = [(given, lines) for given, lines in live if lines > 1]
    places = {given.shown.index(given.choice) if given.choice in given.shown else None for given, _ in asked}
    if len(places) != 1 or None in places:
        return False
    chance = float(min(lines for _, lines in asked))
    for _, lines in asked:
        chance /= lines
    return chance < UNLIKELY
