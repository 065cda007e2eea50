"""Why something never happens: the test that never holds where it is asked, and how near a play can come to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.engine import State
from roleplay.engine.checks import compile_condition
from roleplay.exploration.paths import farthest
from roleplay.scene.conditions import (
    METER_MAX,
    METER_MIN,
    NO_LIMIT,
    Condition,
    FactIn,
    FlagIs,
    MeterIn,
    Test,
    TurnIn,
    VisitsIn,
)


class Reason(NamedTuple):
    """A reason in both languages."""

    en: str
    zh: str


def never_holds(subject: Subject, place: str | None, condition: Condition, states: Sequence[State]) -> Reason:
    """Why ``condition`` holds in none of ``states``, which are all those in which it is asked.

    With ``place``, where that is a node of the story, also how near one can come to it and how.
    """
    slots = subject.story.slots
    for test in condition:
        check = compile_condition((test,), slots)
        if not any(map(check, states)):
            return _single(subject, place, test, states)
    tests = [_words(test) for test in condition]
    return Reason(
        f"each of its conditions can hold there, but never all at once ({', '.join(one.en for one in tests)})",
        f"几个条件各自都能满足，但从来不会同时满足（{'，'.join(one.zh for one in tests)}）",
    )


def _single(subject: Subject, place: str | None, test: Test, states: Sequence[State]) -> Reason:
    wanted = _words(test)
    match test:
        case MeterIn(meter, low, high):
            number = subject.story.slots.meters[meter]
            values = {state.meters[number] for state in states}
            if place is not None and max(values) < low:
                return _extreme(subject, place, number, wanted, highest=True)
            if place is not None and min(values) > high:
                return _extreme(subject, place, number, wanted, highest=False)
        case FlagIs(flag, True):
            return Reason(
                f"it needs `{flag}`, and no way there sets it", f"它需要标记 `{flag}`，而走到这里之前没有设置它"
            )
        case FlagIs(flag, False):
            return Reason(
                f"it needs `{flag}` not to be set, and every way there sets it",
                f"它要求没有标记 `{flag}`，而走到这里必然已经设置了它",
            )
    return Reason(f"it needs {wanted.en}, which never holds there", f"它要求{wanted.zh}，而走到这里从来不成立")


def _extreme(subject: Subject, place: str, meter: int, wanted: Reason, *, highest: bool) -> Reason:
    found = farthest(subject.graph, meter, place, highest=highest)
    if found is None:
        return Reason(f"it needs {wanted.en}, which never holds there", f"它要求{wanted.zh}，而走到这里从来不成立")
    value, route = found
    most = ("most", "最高") if highest else ("least", "最低")
    return Reason(
        f"it needs {wanted.en}; the {most[0]} you can have there is {value}, by {route}",
        f"它要求{wanted.zh}；走到这里{most[1]}只能到 {value}，走法是 {route}",
    )


def _words(test: Test) -> Reason:
    """A test as the file would put it."""
    match test:
        case MeterIn(name, low, high):
            return _interval(name, name, low, high, METER_MAX)
        case VisitsIn(node, low, high):
            return _interval(f"visits of {node}", f"到过 {node} 的次数", low, high, NO_LIMIT)
        case TurnIn(low, high):
            return _interval("turn", "turn", low, high, NO_LIMIT)
        case FlagIs(flag, value):
            said = f"{flag}: {str(value).lower()}"
            return Reason(said, f" {said}")
        case FactIn(fact, values):
            return Reason(f"{fact} = {' or '.join(values)}", f" {fact} = {' 或 '.join(values)}")
    return Reason("one of several conditions", "几个条件之一")


def _interval(en: str, zh: str, low: int, high: int, top: int) -> Reason:
    if high >= top:
        bounds = f">= {low}"
    elif low <= METER_MIN:
        bounds = f"<= {high}"
    else:
        bounds = f"= {low}" if low == high else f"{low}..{high}"
    return Reason(f"{en} {bounds}", f" {zh} {bounds}")


def never_first(places: Iterable[int]) -> Reason:
    """Why an alternative is never taken although it holds at times: earlier ones always fit then."""
    numbers = ", ".join(str(place + 1) for place in places)
    return Reason(
        f"whenever it holds, an earlier alternative holds as well (number {numbers})",
        f"它成立的时候，前面的（第 {numbers} 条）总是先成立",
    )
