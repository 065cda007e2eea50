"""The cards of spaced repetition, and when each is due again, by the FSRS algorithm.

A card is a criterion, or a poor move that is overdone. Each day on which it came up is a review, rated by the last
attempt, or tries of a focus drill, of that day. A criterion is rated by its level (0 Again, 1 Hard, 2 Good, 3 Easy). A
move is rated Again on a day on which it was made, and Good on a day that offered it without its being made. FSRS was
fitted to how people forget facts; that conversational skills fade likewise is an assumption, so a due date is a rule of
thumb, and presented as one.

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

#: How many of the last days on which a card came up decide its date: earlier ones hardly change it, and cost time.
MAX_DAYS = 8
#: How many moments the tries of a day must cover to be a review: an attempt does not assess by a single one either.
MIN_MOMENTS = 2
#: The levels of a move that was not made, and of one that was.
_NOT_MADE, _MADE = 2, 0


class Review(NamedTuple):
    """The last result of a card on a day on which it came up."""

    at: When
    scene: str
    #: 0 to 3
    level: int
    #: of a criterion, the share of the points due; of a move, the share of moments offering it in which it was not made
    percent: float
    #: of a move, how many moments offered it; 0 for a criterion
    moments: int = 0
    #: whether a line was said very surely but was wrong on this card
    sure_wrong: bool = False
    #: whether it comes from a focus drill
    from_drill: bool = False

    @property
    def times_made(self) -> int:
        """In how many of the moments that offered it the move was made."""
        return round(self.moments * (1 - self.percent / 100))


class DueCard(NamedTuple):
    """A card, and when it is due again."""

    #: ``heat.hear`` or ``move:cut_in``
    ref: str
    due: When
    latest: Review
    #: how many days it came up on, counting at most the last `MAX_DAYS`
    review_count: int

    @property
    def sure_wrong(self) -> bool:
        """Whether, the last time, a line was said very surely but was wrong on this card."""
        return self.latest.sure_wrong


def cards(finished: Sequence[AttemptSummary], tries: Iterable[PastTry] = ()) -> list[DueCard]:
    """A card for every criterion ever assessed and every move overdone: sure but wrong ones first, then by date.

    ``finished`` and ``tries`` must be ordered oldest first.
    """
    from fsrs import Card, Rating, Scheduler  # slow to import, and needed only here

    # without steps of minutes: the unit here is a day
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    due_cards = list[DueCard]()
    for number, (ref, reviews) in enumerate(_reviews(finished, tries).items()):
        card = Card(card_id=number, due=reviews[0].at)
        for review in reviews:
            # confident errors come back the next day, or the error itself will (hypercorrection effect)
            rating = Rating.Again if review.sure_wrong else Rating(1 + review.level)
            card, _ = scheduler.review_card(card, rating, review.at)
        due = min(card.due, review.at + A_DAY) if review.sure_wrong else card.due
        due_cards.append(DueCard(ref, due, review, len(reviews)))
    return sorted(due_cards, key=lambda card: (not card.sure_wrong, card.due, card.ref))


def _reviews(finished: Sequence[AttemptSummary], tries: Iterable[PastTry]) -> dict[str, list[Review]]:
    """By card the reviews of its last days, oldest first."""
    overdone = _overdone(finished)
    days: dict[str, dict[object, Review]] = {}

    def room_in(ref: str, day: object) -> dict[object, Review] | None:
        """The reviews of a card if it still takes one of ``day``; ``None`` if it is full or already has one of ``day``.

        Attempts are visited newest first, so the last one of a day wins.
        """
        by_day = days.get(ref)
        if by_day is None:
            by_day = days[ref] = {}
        return None if len(by_day) >= MAX_DAYS or day in by_day else by_day

    for number, summary in reversed(list(enumerate(finished))):
        counted = summary.result.counted
        day: object = summary.ended_at.astimezone().date()
        for ref in summary.result.scores:
            if "." in ref and (by_day := room_in(ref, day)) is not None:
                by_day[day] = _criterion_review(summary, ref)
        for move in () if counted is None else {*counted.poor, *(counted.offered or ())}:
            first, ref = overdone.get(move, (len(finished), ""))
            # the card exists only since the move was first made
            if number >= first and (by_day := room_in(ref, day)) is not None:
                by_day[day] = _move_review(summary, move)
    for ref, drilled in _drill_reviews(tries).items():
        if ref not in days and move_of(ref) is not None:
            continue
        by_day = days.setdefault(ref, {})
        for day, review in drilled.items():
            if day not in by_day or by_day[day].at <= review.at:
                by_day[day] = review
    return {ref: sorted(by_day.values(), key=lambda review: review.at)[-MAX_DAYS:] for ref, by_day in days.items()}


def _overdone(finished: Sequence[AttemptSummary]) -> dict[str, tuple[int, str]]:
    """The moves made in at least `ENOUGH` lines: the index of the attempt that first made each, and its card."""
    first: dict[str, int] = {}
    lines: dict[str, int] = {}
    for number, summary in enumerate(finished):
        for move, (times, _) in {} if summary.result.counted is None else summary.result.counted.poor.items():
            lines[move] = lines.get(move, 0) + times
            first.setdefault(move, number)
    return {move: (number, card_of_move(move)) for move, number in first.items() if lines[move] >= ENOUGH}


def _criterion_review(summary: AttemptSummary, ref: str) -> Review:
    percent, counted = summary.result.scores[ref], summary.result.counted
    return Review(
        at=summary.ended_at,
        scene=summary.scenario_id,
        level=level(percent / 100),
        percent=percent,
        sure_wrong=counted is not None and ref in counted.sure_wrong,
    )


def _move_review(summary: AttemptSummary, move: str) -> Review:
    counted = summary.result.counted
    assert counted is not None
    made = counted.poor.get(move, (0, 0))[0]
    moments = max(made, (counted.offered or {}).get(move, 0))  # earlier versions did not count the moments
    return Review(
        at=summary.ended_at,
        scene=summary.scenario_id,
        level=_MADE if made else _NOT_MADE,
        percent=100 * (1 - made / moments),
        moments=moments,
    )


def _drill_reviews(tries: Iterable[PastTry]) -> dict[str, dict[object, Review]]:
    """By card the tries of each day combined, if they cover at least `MIN_MOMENTS` moments.

    Repeated tries are left out: what the learner has just been shown is no proof of retention.
    """
    sums: dict[tuple[str, object], FocusOutcome] = {}
    days: dict[str, dict[object, Review]] = {}
    for past_try in tries:
        if past_try.again:
            continue
        day = past_try.at.astimezone().date()
        key = past_try.card, day
        combined = sums[key] = sums[key].plus(past_try.outcome) if key in sums else past_try.outcome
        if combined.totals.decisions < MIN_MOMENTS:
            continue
        days.setdefault(past_try.card, {})[day] = Review(
            at=past_try.at,
            scene=past_try.state.scene,
            level=combined.level(past_try.card),
            percent=100 * combined.score,
            moments=0 if move_of(past_try.card) is None else combined.totals.tempted,
            sure_wrong=combined.sure_wrong,
            from_drill=True,
        )
    return days
