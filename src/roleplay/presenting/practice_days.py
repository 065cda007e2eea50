"""Days on which something was practised, counted towards 66. Gaps do no harm: the count only grows.

66 is the median of one study: of 96 people who took up one daily habit, the curves fitted to 39 put the time until it
felt automatic at 18 to 254 days; a missed day did no lasting harm. It says nothing about skill, and the text shown
beside it says so.

References:
    P. Lally, C. H. M. van Jaarsveld, H. W. W. Potts, J. Wardle: How are habits formed: modelling habit formation in the
    real world, European Journal of Social Psychology 40 (6), 2010.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.records.model import AttemptSummary, When
from roleplay.text.glyphs import Glyphs

#: The median of the study, in days.
HABIT_DAYS = 66
_BAR = 22


class PracticeDays(NamedTuple):
    """The days, each as ``2026-05-04``, earliest first."""

    days: tuple[str, ...]


def practice_days(finished: Iterable[AttemptSummary], others: Iterable[When] = ()) -> PracticeDays:
    """The days of finished attempts, and of ``others``: the times of focus-drill tries and worked examples."""
    moments = [*(summary.ended_at for summary in finished), *others]
    return PracticeDays(tuple(sorted({local_date(at) for at in moments})))


def practice_line(practice: PracticeDays, words: Catalogue) -> str:
    """How many of the 66 days there are, and since when."""
    if not practice.days:
        return words("days.none", all=HABIT_DAYS)
    if len(practice.days) >= HABIT_DAYS:
        return words("days.reached", count=len(practice.days), all=HABIT_DAYS, day=practice.days[HABIT_DAYS - 1])
    return words.count(
        "days.count", len(practice.days), all=HABIT_DAYS, first=practice.days[0], latest=practice.days[-1]
    )


def practice_bar(practice: PracticeDays, glyphs: Glyphs) -> str:
    """The same as a bar of characters."""
    return glyphs.bar(len(practice.days), _BAR, HABIT_DAYS)


def practice_json(practice: PracticeDays) -> Mapping[str, Any]:
    """The same as JSON: keys are stable."""
    return {"days": list(practice.days), "count": len(practice.days), "towards": HABIT_DAYS}
