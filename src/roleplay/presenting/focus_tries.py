"""Tries of focus drills in the record: converted to event data and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from roleplay.records.model import When
from roleplay.records.practice import PracticeEvent
from roleplay.scoring.judge import Totals
from roleplay.session.focus import FocusOutcome, FocusState, FocusTry, move_of

#: The event kind of a try.
KIND = "focus"


class PastTry(NamedTuple):
    """A completed try."""

    card: str
    at: When
    state: FocusState
    #: the choices made
    choices: tuple[str, ...]
    outcome: FocusOutcome
    #: whether that moment had been reviewed already: right before, or on the same day
    again: bool = False


def try_data(focus_try: FocusTry) -> Mapping[str, Any]:
    """A try as event data."""
    state = focus_try.state
    return {
        "node": state.node,
        "personas": dict(state.personas),
        "deal": dict(state.deal),
        "walk": list(state.walk),
        "said": [decision.choice for decision in focus_try.attempt.decisions[focus_try.first :]],
        "totals": list(focus_try.outcome.totals),
        "sure_wrong": focus_try.outcome.sure_wrong,
        "again": focus_try.again,
    }


def past_tries(events: Iterable[PracticeEvent]) -> list[PastTry]:
    """The tries recorded by ``events``, which come oldest first; invalid events are skipped.

    A second try of the same moment on one day counts as repeated even if its event says otherwise: the drill may have
    been left and started again.
    """
    tries = list[PastTry]()
    for event in events:
        past_try = _past_try(event)
        if past_try is not None:
            tries.append(
                past_try._replace(
                    again=past_try.again or tried_that_day(tries, past_try.card, past_try.state, past_try.at)
                )
            )
    return tries


def tried_that_day(tries: Sequence[PastTry], card: str, state: FocusState, at: When) -> bool:
    """Whether a card was tried at the same moment, with any persona, on the day of ``at``.

    ``tries`` must be ordered oldest first, with none of a later day.
    """
    day = at.astimezone().date()
    that_day = takewhile(lambda each: each.at.astimezone().date() == day, reversed(tries))
    return any(each.card == card and each.state.place == state.place for each in that_day)


def _past_try(event: PracticeEvent) -> PastTry | None:
    data = event.data
    try:
        state = FocusState(
            event.scenario_id or "", data["node"], _pairs(data["personas"]), _pairs(data["deal"]), tuple(data["walk"])
        )
        outcome = FocusOutcome(Totals(*data["totals"]), data["sure_wrong"])
        choices, again = tuple(data["said"]), data["again"]
    except (KeyError, TypeError, AttributeError):
        return None
    totals = outcome.totals
    are_counts = all(type(number) is int for number in totals) and min(totals[1:]) >= 0
    if not are_counts or not (totals.due or totals.tempted) or not 0 <= outcome.score <= 1:
        return None
    if move_of(event.about) is not None and totals.due:
        return None
    words = (state.node, *state.walk, *choices, *(word for pair in (*state.personas, *state.deal) for word in pair))
    if not all(isinstance(word, str) for word in words):
        return None
    return PastTry(card=event.about, at=event.at, state=state, choices=choices, outcome=outcome, again=bool(again))


def _pairs(data: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(data.items())
