"""Conditions evaluated over a whole walk, so that states need not remember which lines were said."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.engine.checks import compile_condition
from roleplay.engine.state import State
from roleplay.scene.conditions import AnyOf, ChoiceTest, Condition, Not, Test, VisitsTest


def holds_at_end(condition: Condition, states: Sequence[State], choices: Sequence[str]) -> bool:
    """Whether a condition holds at the end of a walk. ``states`` has one more element than ``choices``."""
    return all(_holds_at_end(test, states, choices) for test in condition)


def _holds_at_end(test: Test, states: Sequence[State], choices: Sequence[str]) -> bool:
    match test:
        case ChoiceTest(node, wanted):
            moments = zip(states, choices, strict=False)
            return any(state.passage.id == node and choice in wanted for state, choice in moments)
        case VisitsTest(node, low, high):  # a state counts visits only for nodes that the story's conditions name
            return low <= sum(state.passage.id == node for state in states) <= high
        case AnyOf(options):
            return any(holds_at_end(option, states, choices) for option in options)
        case Not(condition):
            return not holds_at_end(condition, states, choices)
        case _:
            return compile_condition((test,), states[-1].story.slots)(states[-1])
