"""What a class practised between first and last plays, and, if requested, who is in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

from roleplay.cohort.plays import JudgedPlay
from roleplay.cohort.suppression import cells, may_publish
from roleplay.locales import Catalogue
from roleplay.presenting.cohort.words import cell_text
from roleplay.presenting.example_advice import KIND as EXAMPLE
from roleplay.presenting.focus_tries import KIND as FOCUS

if TYPE_CHECKING:
    from roleplay.records.practice import PracticeEvent

#: The kinds of practice that are reported -> the key of the sentence for each.
_KINDS = {FOCUS: "drilled", EXAMPLE: "watched"}


def practice_between(
    read: Iterable[JudgedPlay],
    practice: Mapping[str, Sequence[PracticeEvent]],
    words: Catalogue,
    by_days: Collection[str] = (),
) -> list[str]:
    """Sentences on what learners with two finished plays of a scene did in between: drills, examples, other plays.

    ``practice`` has, by learner, their practice other than plays. ``by_days`` are learners for whom only the days are
    known, so that the order is unknown; they are left out. Empty for fewer than five learners.
    """
    played_at: dict[str, list[float]] = {}
    played: dict[tuple[str, str], int] = {}
    for play in read:
        if play.finished and play.doubt is None and play.play.learner not in by_days:
            played_at.setdefault(play.play.learner, []).append(play.play.began)
            key = play.play.learner, play.scene
            played[key] = played.get(key, 0) + 1
    paired = sorted({learner for (learner, _), count in played.items() if count > 1})
    if not may_publish(len(paired)):
        return []
    lines = [words("cohort.practice.about", learners=len(paired))]
    if by_days:
        lines.append(words("cohort.practice.by_days"))
    intervals = {learner: (min(played_at[learner]), max(played_at[learner])) for learner in paired}
    for kind, sentence in _KINDS.items():
        practised_count = sum(_practised(practice.get(learner, ()), kind, *intervals[learner]) for learner in paired)
        count = cells((practised_count, len(paired) - practised_count))[0]
        lines.append(words(f"cohort.practice.{sentence}", count=cell_text(count, words)))
    plays = median(len(played_at[learner]) - 2 for learner in paired)
    return [*lines, words("cohort.practice.plays", median=f"{plays:g}")]


def _practised(events: Iterable[PracticeEvent], kind: str, first: float, last: float) -> bool:
    return any(event.kind == kind and first <= event.at.timestamp() <= last for event in events)


def name_line(names: Sequence[str], learner: str, attempts: int, words: Catalogue) -> str:
    """The names that a learner's file gives, else the start of their id, and the number of their plays."""
    called = words("cohort.name.joined").join(names) if names else words("cohort.name.unknown", id=learner[:8])
    return words.count("cohort.name.line", attempts, name=called)
