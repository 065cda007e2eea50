"""Conditions compiled into functions of a state's variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol, TypeAlias

from roleplay.scene.conditions import (
    METER_MAX,
    METER_MIN,
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
    resolve_personas,
)

#: The values of the meters, in the order of the scenario's ``meters``.
Meters: TypeAlias = tuple[int, ...]


class Variables(Protocol):
    """The parts of a state that a condition reads; `roleplay.engine.State` documents each of them."""

    @property
    def meters(self) -> Meters: ...
    @property
    def flags(self) -> int: ...
    @property
    def facts(self) -> tuple[str, ...]: ...
    @property
    def visits(self) -> tuple[int, ...]: ...
    @property
    def turn(self) -> int: ...


#: Whether a condition holds.
Check: TypeAlias = Callable[[Variables], bool]


class Slots(NamedTuple):
    """Where a state stores each value: index of a meter, fact or counted node, bit of a flag; also the personas."""

    meters: Mapping[str, int]
    flags: Mapping[str, int]
    facts: Mapping[str, int]
    visits: Mapping[str, int]
    #: cast id -> persona id
    personas: Mapping[str, str]


def compile_condition(condition: Condition, slots: Slots) -> Check:
    """Return a function that tests whether ``condition`` holds in a state."""
    rest = resolve_personas(condition, slots.personas)
    return _never if rest is None else _compile_all(rest, slots)


def _never(_: Variables) -> bool:
    return False


def _compile_all(condition: Condition, slots: Slots) -> Check:
    tests = tuple(_compile(test, slots) for test in condition)
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda state: first(state) and second(state)
    return lambda state: all(test(state) for test in tests)


def _compile(test: Test, slots: Slots) -> Check:
    match test:
        case MeterTest(meter, low, high):
            index = slots.meters[meter]
            if high == METER_MAX:
                return lambda state: state.meters[index] >= low
            if low == METER_MIN:
                return lambda state: state.meters[index] <= high
            return lambda state: low <= state.meters[index] <= high
        case FlagTest(flag, value):
            bit = slots.flags[flag]
            return (lambda state: state.flags & bit != 0) if value else (lambda state: not state.flags & bit)
        case FactTest(fact, values):
            index = slots.facts[fact]
            return lambda state: state.facts[index] in values
        case VisitsTest(node, low, high):
            index = slots.visits[node]
            return lambda state: low <= state.visits[index] <= high
        case TurnTest(low, high):
            return lambda state: low <= state.turn <= high
        case PersonaTest():  # pragma: no cover - resolved by `compile_condition`
            raise AssertionError(test)
        case ChoiceTest():
            raise TypeError("a state does not know which lines were said; see `roleplay.engine.retrospect`")
        case AnyOf(options):
            checks = tuple(_compile_all(option, slots) for option in options)
            return lambda state: any(check(state) for check in checks)
        case Not(inner):
            check = _compile_all(inner, slots)
            return lambda state: not check(state)
