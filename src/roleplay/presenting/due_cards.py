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

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.presenting.focus_tries import PastTry
from roleplay.presenting.overdone import ENOUGH
from roleplay.records.model import A_DAY, AttemptSummary, When
from roleplay.scoring.scorecard import level
from roleplay.session.focus import FocusOutcome, card_of_move, move_of

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
    #: days on which it came up
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
    for number, (ref, by_day) in enumerate(_reviews(finished, tries).items()):
        reviews = list(by_day.values())
        card = Card(card_id=number, due=reviews[0].at)
        for review in reviews:
            # what was said very sure and was wrong comes back the next day: else the error does (hypercorrection)
            rating = Rating.Again if review.sure_wrong else Rating(1 + review.level)
            card, _ = scheduler.review_card(card, rating, review.at)
        due = min(card.due, review.at + A_DAY) if review.sure_wrong else card.due
        made.append(DueCard(ref, due, review, len(reviews)))
    return sorted(made, key=lambda card: (not card.sure_wrong, card.due, card.ref))


def _reviews(finished: Sequence[AttemptSummary], tries: Iterable[PastTry]) -> dict[str, dict[object, Review]]:
    """By card and day what came last; a card's days are in order."""
    days: dict[str, dict[object, Review]] = {}
    lines: dict[str, int] = {}
    for summary in finished:
        day, result = summary.ended_at.astimezone().date(), summary.result
        sure_wrong: Mapping[str, int] = {} if result.counted is None else result.counted.sure_wrong
        for ref, percent in result.scores.items():
            if "." in ref:
                days.setdefault(ref, {})[day] = Review(
                    at=summary.ended_at,
                    scene=summary.scenario_id,
                    level=level(percent / 100),
                    percent=percent,
                    sure_wrong=ref in sure_wrong,
                )
        for move, (times, moments) in _moves(summary).items():
            ref = card_of_move(move)
            lines[ref] = lines.get(ref, 0) + times
            if times or ref in days:  # before it was made for the first time it was no card
                days.setdefault(ref, {})[day] = Review(
                    at=summary.ended_at,
                    scene=summary.scenario_id,
                    level=_MADE if times else _NOT_MADE,
                    percent=100 * (1 - times / moments),
                    moments=moments,
                )
    days = {ref: by_day for ref, by_day in days.items() if move_of(ref) is None or lines[ref] >= ENOUGH}
    drilled: dict[tuple[str, object], FocusOutcome] = {}
    for each in tries:
        day = each.at.astimezone().date()
        known = days.get(each.card)
        if known is None and move_of(each.card) is not None:
            continue
        if each.again:  # what was just told is no proof that it was kept
            continue
        key = each.card, day
        sum_ = drilled[key] = drilled[key].plus(each.outcome) if key in drilled else each.outcome
        review = Review(
            at=each.at,
            scene=each.state.scene,
            level=sum_.level(each.card),
            percent=100 * sum_.score,
            moments=sum_.totals.tempted if move_of(each.card) is not None else 0,
            sure_wrong=sum_.sure_wrong,
            focus=True,
        )
        by_day = days.setdefault(each.card, {})
        if day not in by_day or by_day[day].at <= review.at:
            by_day[day] = review
    return {ref: _in_order(by_day) for ref, by_day in days.items()}


def _moves(summary: AttemptSummary) -> dict[str, tuple[int, int]]:
    """Poor moves of an attempt: in how many lines each was made, and how many moments offered it (at least as many)."""
    counted = summary.result.counted
    if counted is None:
        return {}
    offered = counted.offered or {}
    return {
        move: (made := counted.poor.get(move, (0, 0))[0], max(made, offered.get(move, 0)))
        for move in (*counted.poor, *(move for move in offered if move not in counted.poor))
    }


def _in_order(by_day: dict[object, Review]) -> dict[object, Review]:
    return dict(sorted(by_day.items(), key=lambda item: item[1].at)) if len(by_day) > 1 else by_day
