"""Conditions in short words, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from roleplay.scene.conditions import (
    METER_MAX,
    METER_MIN,
    NO_LIMIT,
    AnyOf,
    ChoiceTest,
    Condition,
    FactTest,
    FlagTest,
    MeterTest,
    Not,
    PersonaTest,
    Test,
    TurnTest,
    VisitsTest,
)
from roleplay.scene.model import Scenario
from roleplay.text.plain import safe


class Words(Protocol):
    """The interface catalogue of one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The text for ``key`` with the values filled in."""


class Notation(NamedTuple):
    """How comparisons and the names of meters are written."""

    at_least: str
    at_most: str
    to: str
    space: str
    #: whether to write the ids of meters and people, as in the file, rather than their names in the reader's language
    ids: bool = False


#: With the signs used in the file, which are narrow in every terminal.
TYPED = Notation(">=", "<=", "..", " ")
#: As in print, with no line break between a sign and its number.
PRINTED = Notation("≥", "≤", "–", "\N{NO-BREAK SPACE}")
#: For readers who have the file in front of them.
QUOTED = TYPED._replace(ids=True)


def in_words(condition: Condition, scenario: Scenario, words: Words, notation: Notation = TYPED) -> str:
    """A condition on one line, without markup: ``Trust >= 40, callback``."""
    return _Wording(scenario, words, notation).all_of(condition)


class _Wording:
    def __init__(self, scenario: Scenario, words: Words, notation: Notation) -> None:
        self.scenario = scenario
        self.words = words
        self.notation = notation

    def all_of(self, condition: Condition) -> str:
        return self.words("map.and").join(
            self.grouped((test,), len(condition) > 1 and isinstance(test, AnyOf)) for test in condition
        )

    def test(self, test: Test) -> str:
        match test:
            case MeterTest(meter, low, high):
                return self.range(self.meter(meter), low, high, METER_MAX)
            case FlagTest(flag, value):
                return flag if value else self.words("map.not_set", flag=flag)
            case FactTest(fact, values):
                return f"{fact} = {self.words('map.or').join(values)}"
            case PersonaTest(member, personas):
                return f"{self.person(member)} = {self.words('map.or').join(personas)}"
            case VisitsTest(node, low, high):
                return self.range(self.words("map.visits", node=node), low, high, NO_LIMIT)
            case TurnTest(low, high):
                return self.range(self.words("map.turn"), low, high, NO_LIMIT)
            case ChoiceTest(node, choices):
                return f"{node}: {self.words('map.or').join(choices)}"
            case AnyOf(options):
                several = len(options) > 1
                return self.words("map.or").join(
                    self.grouped(option, several and len(option) > 1) for option in options
                )
            case Not(condition):
                return self.words("map.not", condition=self.grouped(condition, True))

    def grouped(self, condition: Condition, brackets: bool) -> str:
        text = self.test(condition[0]) if len(condition) == 1 else self.all_of(condition)
        return self.words("map.group", text=text) if brackets else text

    def meter(self, meter: str) -> str:
        if self.notation.ids:
            return meter
        return safe(self.scenario.meters[meter].name.get(self.words.language), newlines=False)

    def person(self, member: str) -> str:
        if self.notation.ids:
            return f"persona.{member}"
        return safe(self.scenario.cast[member].name.get(self.words.language), newlines=False)

    def range(self, name: str, low: int, high: int, top: int) -> str:
        if high >= top:
            return f"{name} {self.notation.at_least}{self.notation.space}{low}"
        if low == high > METER_MIN:
            return f"{name} ={self.notation.space}{low}"
        if low <= METER_MIN:
            return f"{name} {self.notation.at_most}{self.notation.space}{high}"
        return f"{name} {low}{self.notation.to}{high}"
