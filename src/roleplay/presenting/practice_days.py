"""Days on which something was practised, counted towards 66. Gaps are forgiven: the count only grows.

The 66 is the median of one study: 96 people who took up one daily habit needed 18 to 254 days until it felt automatic,
as the curves fitted to 39 of them have it; a day left out did no lasting harm. It says nothing of skill, and that is
told beside it.

References:
    P. Lally, C. H. M. van Jaarsveld, H. W. W. Potts, J. Wardle: How are habits formed: modelling habit formation in the
    real world, European Journal of Social Psychology 40 (6), 2010.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.ladder import day_of
from roleplay.records.model import AttemptSummary, When
from roleplay.text.glyphs import Glyphs

#: Days of the study's median.
HABIT_DAYS = 66
_BAR = 22


class PracticeDays(NamedTuple):
    """The days, each as ``2026-05-04``, the first one first."""

    days: tuple[str, ...]


def practice_days(finished: Iterable[AttemptSummary], others: Iterable[When] = ()) -> PracticeDays:
    """The days of finished attempts, and of ``others``: the moments of tries of focus drills and of examples."""
    moments = [*(summary.ended_at for summary in finished), *others]
    return PracticeDays(tuple(sorted({day_of(at) for at in moments})))


def practice_line(told: PracticeDays, words: Catalogue) -> str:
    """How many days there are of how many, and since when."""
    if not told.days:
        return words("days.none", all=HABIT_DAYS)
    if len(told.days) >= HABIT_DAYS:
        return words("days.reached", count=len(told.days), all=HABIT_DAYS, day=told.days[HABIT_DAYS - 1])
    return words.count("days.count", len(told.days), all=HABIT_DAYS, first=told.days[0], latest=told.days[-1])


def practice_bar(told: PracticeDays, glyphs: Glyphs) -> str:
    """The same as a bar of characters."""
    return glyphs.bar(len(told.days), _BAR, HABIT_DAYS)


def practice_json(told: PracticeDays) -> Mapping[str, Any]:
    """The same for machines: keys are stable."""
    return {"days": list(told.days), "count": len(told.days), "towards": HABIT_DAYS}
