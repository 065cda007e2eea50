"""Why something never happens: the test that never holds there, and how near to it a play can get."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.engine import State
from roleplay.engine.checks import compile_condition
from roleplay.exploration.paths import meter_extreme
from roleplay.scene.conditions import Condition, FlagTest, MeterTest, Test
from roleplay.scene.wording import QUOTED, in_words


class WhyNever(NamedTuple):
    """The reason why something never happens, in both languages."""

    en: str
    zh: str


def never_holds(subject: Subject, node: str | None, condition: Condition, states: Sequence[State]) -> WhyNever:
    """Why ``condition`` holds in none of ``states``, which are all those in which it is tested.

    With ``node``, where it is tested, the reason for a meter also says how near one can get, and how.
    """
    slots = subject.story.slots
    for test in condition:
        check = compile_condition((test,), slots)
        if not any(map(check, states)):
            return _single(subject, node, test, states)
    tests = _worded(subject, condition)
    return WhyNever(
        f"each of its conditions can hold there, but never all at once ({tests.en})",
        f"几个条件各自都能满足，但从来不会同时满足（{tests.zh}）",
    )


def never_first(alternatives: Iterable[int]) -> WhyNever:
    """Why an alternative that holds at times is never used: one of the earlier ones (by index) always holds then."""
    numbers = ", ".join(str(index + 1) for index in alternatives)
    return WhyNever(
        f"whenever it holds, an earlier alternative holds as well (number {numbers})",
        f"它成立的时候，前面的（第 {numbers} 条）总是先成立",
    )


def _single(subject: Subject, node: str | None, test: Test, states: Sequence[State]) -> WhyNever:
    match test:
        case MeterTest(meter, low, high) if node is not None:
            index = subject.story.slots.meters[meter]
            values = {state.meters[index] for state in states}
            if max(values) < low:
                return _extreme(subject, node, index, test, highest=True)
            if min(values) > high:
                return _extreme(subject, node, index, test, highest=False)
        case FlagTest(flag, True):
            return WhyNever(
                f"it needs `{flag}`, but no path there sets it", f"它需要标记 `{flag}`，而走到这里之前没有设置它"
            )
        case FlagTest(flag, False):
            return WhyNever(
                f"it needs `{flag}` not to be set, but every path there sets it",
                f"它要求没有标记 `{flag}`，而走到这里必然已经设置了它",
            )
    return _never(_worded(subject, (test,)))


def _extreme(subject: Subject, node: str, meter: int, test: Test, *, highest: bool) -> WhyNever:
    wanted = _worded(subject, (test,))
    nearest = meter_extreme(subject.graph, meter, node, highest=highest)
    if nearest is None:
        return _never(wanted)
    value, route = nearest
    most = ("most", "最高") if highest else ("least", "最低")
    return WhyNever(
        f"it needs {wanted.en}; the {most[0]} you can have there is {value}, by {route}",
        f"它要求 {wanted.zh}；走到这里{most[1]}只能到 {value}，走法是 {route}",
    )


def _never(wanted: WhyNever) -> WhyNever:
    return WhyNever(
        f"it needs {wanted.en}, which never holds there",
        f"它要求 {wanted.zh}，而走到这里从来不成立",
    )


def _worded(subject: Subject, condition: Condition) -> WhyNever:
    """A condition in words, with the names of the file."""
    return WhyNever(*(in_words(condition, subject.scenario, words, QUOTED) for words in subject.catalogues))
