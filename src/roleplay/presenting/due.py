"""What is due for practice again: spaced repetition of criteria, not of scenes, by the FSRS algorithm.

A card is a criterion. Every day on which it was assessed is a review, rated by the level that the day's last attempt
came to (0 Again, 1 Hard, 2 Good, 3 Easy). FSRS was fitted to how people forget facts; that skills in a conversation
fade alike is an assumption, so a due date is a rule of thumb and is called one.

References:
    J. Ye, J. Su, Y. Cao: A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling, KDD 2022.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import A_DAY, AttemptSummary, When
from roleplay.scoring.percent import whole_percent
from roleplay.scoring.scorecard import level
from roleplay.text.plain import safe

#: Lines of the list that a screen shows.
SHOWN = 5


class DueCard(NamedTuple):
    """A criterion that was practised, and when it is due again."""

    #: ``heat.hear``
    ref: str
    due: When
    #: when it was last assessed, in which scene, and how, in percent
    last: When
    scene: str
    percent: float
    #: days on which it was assessed
    reviews: int
    #: whether some line of the last day's last attempt was said very sure, and was wrong on it
    sure_wrong: bool = False


def cards(finished: Iterable[AttemptSummary]) -> list[DueCard]:
    """A card for every criterion that was ever assessed: sure and wrong first, then by what is due first.

    The attempts come oldest first.
    """
    from fsrs import Card, Rating, Scheduler  # only for this list

    # without steps of minutes: the unit here is a day
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    days: dict[str, dict[object, AttemptSummary]] = {}
    for summary in finished:
        day = summary.ended_at.astimezone().date()
        for ref in summary.result.scores:
            if "." in ref:
                days.setdefault(ref, {})[day] = summary
    made, sure_wrong = list[DueCard](), False
    for number, (ref, by_day) in enumerate(days.items()):
        card = Card(card_id=number, due=next(iter(by_day.values())).ended_at)
        for summary in by_day.values():
            sure_wrong = summary.result.counted is not None and ref in summary.result.counted.sure_wrong
            # what was said very sure and was wrong comes back the next day: else the error does (hypercorrection)
            rating = Rating.Again if sure_wrong else Rating(1 + level(summary.result.scores[ref] / 100))
            card, _ = scheduler.review_card(card, rating, summary.ended_at)
        last = next(reversed(by_day.values()))
        made.append(
            DueCard(
                ref=ref,
                due=min(card.due, last.ended_at + A_DAY) if sure_wrong else card.due,
                last=last.ended_at,
                scene=last.scenario_id,
                percent=last.result.scores[ref],
                reviews=len(by_day),
                sure_wrong=sure_wrong,
            )
        )
    return sorted(made, key=lambda card: (not card.sure_wrong, card.due, card.ref))


class DueFact(NamedTuple):
    """A criterion that is due, and a scene that practises it."""

    card: DueCard
    rubric: str
    criterion: str
    #: ``None`` where no scene of the library practises it
    entry: Entry | None


def due(finished: Sequence[AttemptSummary], contents: Contents, now: When, words: Catalogue) -> list[DueFact]:
    """What is due by ``now``: sure and wrong first, then the longest due.

    Criteria that the library does not know any more are left out.
    """
    latest = {summary.scenario_id: summary.ended_at.timestamp() for summary in finished}
    facts: list[DueFact] = []
    for card in cards(finished):
        rubric_id, _, criterion_id = card.ref.partition(".")
        rubric = contents.rubrics.get(rubric_id)
        criterion = next((c for c in rubric.criteria if c.id == criterion_id), None) if rubric is not None else None
        if card.due <= now and rubric is not None and criterion is not None:
            language = words.language
            name, part = rubric.name.get(language), criterion.name.get(language)
            facts.append(DueFact(card, name, part, _scene_for(card, contents.entries, latest)))
    return facts


def _scene_for(card: DueCard, entries: Iterable[Entry], latest: Mapping[str, float]) -> Entry | None:
    """A released scene that practises it: another than the last one where there is, then what is longest ago."""
    fitting = [e for e in entries if e.problem is None and e.released and card.ref in e.practised]
    return min(
        fitting,
        key=lambda entry: (entry.id == card.scene, latest.get(entry.id, 0.0), entry.difficulty, entry.id),
        default=None,
    )


def due_line(fact: DueFact, now: When, words: Catalogue) -> str:
    """A criterion that is due in a sentence: since when, how it went last, where to practise it."""
    days = (now.astimezone().date() - fact.card.due.astimezone().date()).days
    since = words("due.today") if days <= 0 else words("due.since_one") if days == 1 else words("due.since", days=days)
    last = words("due.last", percent=whole_percent(fact.card.percent), day=f"{fact.card.last.astimezone():%Y-%m-%d}")
    where = ""
    if fact.entry is not None:
        title = words("progress.titled", title=fact.entry.title.get(words.language), id=fact.entry.id)
        where = words("due.where", title=title)
    if fact.card.sure_wrong:
        last = words("due.sure_wrong", last=last)
    told = words("due.line", criterion=fact.criterion, rubric=fact.rubric, since=since, last=last)
    return safe(f"{told}{where}", newlines=False)


def due_lines(facts: Sequence[DueFact], now: When, words: Catalogue, most: int | None = None) -> list[str]:
    """How much is due, a line for each, at most ``most``, and what such a date is worth."""
    if not facts:
        return [words("due.nothing")]
    shown = facts if most is None else facts[:most]
    more = [words("due.more", count=len(facts) - len(shown))] if len(facts) > len(shown) else []
    return [words("due.count", count=len(facts)), *(due_line(each, now, words) for each in shown), *more]


def due_json(facts: Iterable[DueFact]) -> list[Mapping[str, Any]]:
    """What is due for machines: keys are stable, times with their zone."""
    return [
        {
            "criterion": fact.card.ref,
            "due": fact.card.due.isoformat(),
            "last": fact.card.last.isoformat(),
            "last_scene": fact.card.scene,
            "last_percent": fact.card.percent,
            "days_practised": fact.card.reviews,
            "scene": None if fact.entry is None else fact.entry.id,
        }
        for fact in facts
    ]
