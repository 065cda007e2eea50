"""The state machine: start, legal choices, step. Knows no rubric, no screen and no file."""

from roleplay.engine.machine import IllegalChoice, chance, legal, moves, replay, start, step
from roleplay.engine.state import State
from roleplay.engine.story import Line, Place, Story, compile_story

__all__ = [
    "IllegalChoice",
    "Line",
    "Place",
    "State",
    "Story",
    "chance",
    "compile_story",
    "legal",
    "moves",
    "replay",
    "start",
    "step",
]
