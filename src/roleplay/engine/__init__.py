"""The state machine: start, legal choices, step. Independent of rubrics, screens and files."""

from roleplay.engine.machine import IllegalChoice, chance, legal, moves, replay, start, step
from roleplay.engine.state import State
from roleplay.engine.story import Line, Passage, Story, compile_story

__all__ = [
    "IllegalChoice",
    "Line",
    "Passage",
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
