"""Conditions in short words, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from roleplay.scene.conditions import (
    METER_MAX,
    METER_MIN,
    NO_LIMIT,
    AnyOf,
    Condition,
    FactIn,
    FlagIs,
    MeterIn,
    Not,
    Test,
    TurnIn,
    VisitsIn,
)
from roleplay.scene.model import Scenario
from roleplay.text.plain import safe


class Words(Protocol):
    """The words of one language, as a catalogue of the interface has them."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key`` with the values filled in."""


class Signs(NamedTuple):
    """How comparisons are written."""

    at_least: str
    at_most: str
    to: str
    space: str


#: As in the file: narrow in every terminal.
TYPED = Signs(">=", "<=", "..", " ")
#: As in print, where no line ends between a sign and its number.
PRINTED = Signs("≥", "≤", "–", "\N{NO-BREAK SPACE}")


def in_words(condition: Condition, scenario: Scenario, words: Words, signs: Signs = TYPED) -> str:
    """A condition on one line, without markup: ``trust >= 40, callback``. Meters go by their names."""
    return _Words(scenario, words, signs).all_of(condition)


class _Words:
    def __init__(self, scenario: Scenario, words: Words, signs: Signs) -> None:
        self.scenario = scenario
        self.words = words
        self.signs = signs

    def all_of(self, condition: Condition) -> str:
        return self.words("map.and").join(
            self.grouped((test,), len(condition) > 1 and isinstance(test, AnyOf)) for test in condition
        )

    def one(self, test: Test) -> str:
        match test:
            case MeterIn(meter, low, high):
                name = safe(self.scenario.meters[meter].name.get(self.words.language), newlines=False)
                return self.range(name, low, high, METER_MAX)
            case FlagIs(flag, value):
                return flag if value else self.words("map.not_set", flag=flag)
            case FactIn(fact, values):
                return f"{fact} = {self.words('map.or').join(values)}"
            case VisitsIn(node, low, high):
                return self.range(self.words("map.visits", node=node), low, high, NO_LIMIT)
            case TurnIn(low, high):
                return self.range(self.words("map.turn"), low, high, NO_LIMIT)
            case AnyOf(options):
                several = len(options) > 1
                return self.words("map.or").join(
                    self.grouped(option, several and len(option) > 1) for option in options
                )
            case Not(condition):
                return self.words("map.not", condition=self.grouped(condition, True))

    def grouped(self, condition: Condition, brackets: bool) -> str:
        text = self.one(condition[0]) if len(condition) == 1 else self.all_of(condition)
        return self.words("map.group", text=text) if brackets else text

    def range(self, name: str, low: int, high: int, top: int) -> str:
        if high >= top:
            return f"{name} {self.signs.at_least}{self.signs.space}{low}"
        if low == high > METER_MIN:
            return f"{name} ={self.signs.space}{low}"
        if low <= METER_MIN:
            return f"{name} {self.signs.at_most}{self.signs.space}{high}"
        return f"{name} {low}{self.signs.to}{high}"
