"""Conditions: small maps that can be analysed, never expressions to execute.

A condition holds if all its tests hold. Comparisons are of whole numbers, so each is an interval ``low..high``,
both ends included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

#: Meters are whole numbers from 0 to 100.
METER_MIN, METER_MAX = 0, 100
#: An open end of a count (visits, turn).
NO_LIMIT = 1_000_000
#: The greatest count a condition may require: anything that plays a scene through has to count that far.
COUNT_MAX = 1000

#: A comparison as it is written: ``>= 40`` or ``30..60``.
COMPARISON = r"\s*(?:(>=|<=|>|<|=)\s*(-?\d{1,6})|(-?\d{1,6})\s*\.\.\s*(-?\d{1,6}))\s*"


class MeterTest(NamedTuple):
    """A meter lies in ``low..high``."""

    meter: str
    low: int
    high: int


class FlagTest(NamedTuple):
    """A flag is set, or is not."""

    flag: str
    value: bool


class FactTest(NamedTuple):
    """A dealt fact has one of these values."""

    fact: str
    values: tuple[str, ...]


class PersonaTest(NamedTuple):
    """A member of the cast is played as one of these personas: known once a story begins."""

    member: str
    personas: tuple[str, ...]


class VisitsTest(NamedTuple):
    """A node has been entered ``low..high`` times, the current visit included."""

    node: str
    low: int
    high: int


class TurnTest(NamedTuple):
    """``low..high`` decisions have been taken."""

    low: int
    high: int


class ChoiceTest(NamedTuple):
    """One of these lines was said at the node. Can be tested only on a finished attempt."""

    node: str
    choices: tuple[str, ...]


class AnyOf(NamedTuple):
    """At least one of these conditions holds."""

    options: tuple[Condition, ...]


class Not(NamedTuple):
    """The condition does not hold."""

    condition: Condition


Test: TypeAlias = MeterTest | FlagTest | FactTest | PersonaTest | VisitsTest | TurnTest | ChoiceTest | AnyOf | Not
#: All the tests must hold; the empty condition always does.
Condition: TypeAlias = tuple[Test, ...]


def parse_comparison(text: str, top: int) -> tuple[int, int] | None:
    """Parse ``">= 40"``, ``"< 20"``, ``"= 3"`` or ``"30..60"`` as an interval; ``None`` if it is not a comparison.

    ``top`` is the greatest value the quantity can have. An impossible interval (``low > high``, or out of range) is
    returned unchanged, for the caller to report.
    """
    match = re.fullmatch(COMPARISON, text)
    if match is None:
        return None
    sign, number, low, high = match.groups()
    if sign is None:
        return int(low), int(high)
    value = int(number)
    return {
        ">=": (value, top),
        ">": (value + 1, top),
        "<=": (METER_MIN, value),
        "<": (METER_MIN, value - 1),
        "=": (value, value),
    }[sign]


def walk(condition: Condition) -> list[Test]:
    """Every test in a condition, including nested ones."""
    tests: list[Test] = []
    for test in condition:
        tests.append(test)
        if isinstance(test, AnyOf):
            for option in test.options:
                tests += walk(option)
        elif isinstance(test, Not):
            tests += walk(test.condition)
    return tests


def resolve_personas(condition: Condition, personas: Mapping[str, str]) -> Condition | None:
    """Reduce a condition to what remains to be tested once the personas are known (cast id -> persona id).

    The result contains no `PersonaTest`; ``None`` if the condition cannot hold with these personas.
    """
    open_tests: list[Test] = []
    for test in condition:
        match test:
            case PersonaTest(member, wanted):
                if personas[member] not in wanted:
                    return None
            case AnyOf(options):
                possible = [
                    option
                    for option in (resolve_personas(option, personas) for option in options)
                    if option is not None
                ]
                if not possible:
                    return None
                if () not in possible:
                    open_tests.append(AnyOf(tuple(possible)))
            case Not(inner):
                rest = resolve_personas(inner, personas)
                if rest == ():
                    return None
                if rest is not None:
                    open_tests.append(Not(rest))
            case _:
                open_tests.append(test)
    return tuple(open_tests)
