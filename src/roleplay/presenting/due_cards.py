"""The cards of spaced repetition, and when each is due again, by the FSRS algorithm.

A card is a criterion, or a poor move that is overdone. A day on which it came up is a review, rated by what came last
on that day: an attempt, or the tries of a focus drill. A criterion is rated by its level (0 Again, 1 Hard, 2 Good, 3
Easy). A move is Again on a day on which it was made, and Good on one that offered it and on which it was not made. FSRS
was fitted to how people forget facts; that skills in a conversation fade alike is an assumption, so a due date is a
rule of thumb and is called one.

References:
    J. Ye, J. Su, Y. Cao: A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling, KDD 2022.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roleplay.presenting.focus_tries import PastTry
from roleplay.presenting.overdone import ENOUGH
from roleplay.records.model import A_DAY, AttemptSummary, When
from roleplay.scoring.percent import level
from roleplay.session.focus import FocusOutcome, card_of_move, move_of

#: The last days on which a card came up that decide its date: what was before moves it little, and takes time.
DAYS = 8
#: Moments of a day's tries from which on they are a review: an attempt assesses nothing by one, either.
MOMENTS = 2
#: Levels of a move that was not made, and of one that was.
_NOT_MADE, _MADE = 2, 0


class Review(NamedTuple):
    """What came last on a day on which a card came up."""

    at: When
    scene: str
    #: 0 to 3
    level: int
    #: of what was due; of a move, of the moments that offered it, the share in which it was not made
    percent: float
    #: of a move: the moments that offered it
    moments: int = 0
    #: whether some line was said very sure, and was wrong on it
    sure_wrong: bool = False
    #: whether it was a focus drill
    focus: bool = False

    @property
    def made(self) -> int:
        """In how many of the moments that offered it a move was made."""
        return round(self.moments * (1 - self.percent / 100))


class DueCard(NamedTuple):
    """What was practised, and when it is due again."""

    #: ``heat.hear`` or ``move:cut_in``
    ref: str
    due: When
    latest: Review
    #: days on which it came up, of the last `DAYS`
    reviews: int

    @property
    def sure_wrong(self) -> bool:
        """Whether some line was said very sure the last time, and was wrong on it."""
        return self.latest.sure_wrong


def cards(finished: Sequence[AttemptSummary], tries: Iterable[PastTry] = ()) -> list[DueCard]:
    """A card for every criterion that was ever assessed and every move overdone: sure and wrong first, then by date.

    Attempts and tries come oldest first.
    """
    from fsrs import Card, Rating, Scheduler  # only for this list

    # without steps of minutes: the unit here is a day
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    made = list[DueCard]()
    for number, (ref, reviews) in enumerate(_reviews(finished, tries).items()):
        card = Card(card_id=number, due=reviews[0].at)
        for review in reviews:
            # what was said very sure and was wrong comes back the next day: else the error does (hypercorrection)
            rating = Rating.Again if review.sure_wrong else Rating(1 + review.level)
            card, _ = scheduler.review_card(card, rating, review.at)
        due = min(card.due, review.at + A_DAY) if review.sure_wrong else card.due
        made.append(DueCard(ref, due, review, len(reviews)))
    return sorted(made, key=lambda card: (not card.sure_wrong, card.due, card.ref))


def _reviews(finished: Sequence[AttemptSummary], tries: Iterable[PastTry]) -> dict[str, list[Review]]:
    """By card what came last on each of its last days, oldest first."""
    overdone = _overdone(finished)
    days: dict[str, dict[object, Review]] = {}

    def room_in(ref: str, day: object) -> dict[object, Review] | None:
        """The reviews of a card, where one of this day belongs there: of a day the last counts, which comes first."""
        by_day = days.get(ref)
        if by_day is None:
            by_day = days[ref] = {}
        return None if len(by_day) >= DAYS or day in by_day else by_day

    for number, summary in reversed(list(enumerate(finished))):
        counted = summary.result.counted
        day: object = summary.ended_at.astimezone().date()
        for ref in summary.result.scores:
            if "." in ref and (by_day := room_in(ref, day)) is not None:
                by_day[day] = _assessed(summary, ref)
        for move in () if counted is None else {*counted.poor, *(counted.offered or ())}:
            first, ref = overdone.get(move, (len(finished), ""))
            # before it was made for the first time it was no card
            if number >= first and (by_day := room_in(ref, day)) is not None:
                by_day[day] = _offered(summary, move)
    for ref, drilled in _drilled(tries).items():
        if ref not in days and move_of(ref) is not None:
            continue
        by_day = days.setdefault(ref, {})
        for day, review in drilled.items():
            if day not in by_day or by_day[day].at <= review.at:
                by_day[day] = review
    return {ref: sorted(by_day.values(), key=lambda review: review.at)[-DAYS:] for ref, by_day in days.items()}


def _overdone(finished: Sequence[AttemptSummary]) -> dict[str, tuple[int, str]]:
    """The moves that were made in lines enough: the attempt, from 0, in which each was made first, and its card."""
    first: dict[str, int] = {}
    lines: dict[str, int] = {}
    for number, summary in enumerate(finished):
        for move, (times, _) in {} if summary.result.counted is None else summary.result.counted.poor.items():
            lines[move] = lines.get(move, 0) + times
            first.setdefault(move, number)
    return {move: (number, card_of_move(move)) for move, number in first.items() if lines[move] >= ENOUGH}


def _assessed(summary: AttemptSummary, ref: str) -> Review:
    percent, counted = summary.result.scores[ref], summary.result.counted
    return Review(
        at=summary.ended_at,
        scene=summary.scenario_id,
        level=level(percent / 100),
        percent=percent,
        sure_wrong=counted is not None and ref in counted.sure_wrong,
    )


def _offered(summary: AttemptSummary, move: str) -> Review:
    counted = summary.result.counted
    assert counted is not None
    made = counted.poor.get(move, (0, 0))[0]
    moments = max(made, (counted.offered or {}).get(move, 0))  # earlier programs did not count them
    return Review(
        at=summary.ended_at,
        scene=summary.scenario_id,
        level=_MADE if made else _NOT_MADE,
        percent=100 * (1 - made / moments),
        moments=moments,
    )


def _drilled(tries: Iterable[PastTry]) -> dict[str, dict[object, Review]]:
    """By card the tries of each day together, where they are enough to say anything.

    Second goes are left out: what was just told is no proof that it was kept.
    """
    sums: dict[tuple[str, object], FocusOutcome] = {}
    days: dict[str, dict[object, Review]] = {}
    for each in tries:
        if each.again:
            continue
        day = each.at.astimezone().date()
        key = each.card, day
        together = sums[key] = sums[key].plus(each.outcome) if key in sums else each.outcome
        if together.totals.decisions < MOMENTS:
            continue
        days.setdefault(each.card, {})[day] = Review(
            at=each.at,
            scene=each.state.scene,
            level=together.level(each.card),
            percent=100 * together.score,
            moments=0 if move_of(each.card) is None else together.totals.tempted,
            sure_wrong=together.sure_wrong,
            focus=True,
        )
    return days
