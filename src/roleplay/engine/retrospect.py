"""Conditions asked of what has been played, from its first state to its last: no state need remember the lines said."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.engine.checks import compile_condition
from roleplay.engine.state import State
from roleplay.scene.conditions import AnyOf, ChoiceTest, Condition, Not, Test, VisitsTest


def held(condition: Condition, states: Sequence[State], choices: Sequence[str]) -> bool:
    """Whether a condition holds at the end of a walk: ``states``, one more than the ``choices`` made between them."""
    return all(_held(test, states, choices) for test in condition)


def _held(test: Test, states: Sequence[State], choices: Sequence[str]) -> bool:
    match test:
        case ChoiceTest(node, wanted):
            made = zip(states, choices, strict=False)
            return any(state.passage.id == node and choice in wanted for state, choice in made)
        case VisitsTest(node, low, high):  # a state counts only the visits that the story asks for
            return low <= sum(state.passage.id == node for state in states) <= high
        case AnyOf(options):
            return any(held(option, states, choices) for option in options)
        case Not(condition):
            return not held(condition, states, choices)
        case _:
            return compile_condition((test,), states[-1].story.slots)(states[-1])
