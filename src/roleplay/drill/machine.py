"""The drill as a state machine: an event, and what it changed. Total and deterministic; no event is half taken.

A drill is the fold of the events that were taken, so its journal is the save file.
"""

from __future__ import annotations

from typing import TypeAlias

from roleplay.drill import conduct, floor
from roleplay.drill.events.facilitator import FacilitatorEvent
from roleplay.drill.events.learner import LearnerEvent
from roleplay.drill.outcome import Outcome, Refused
from roleplay.drill.phases import refusal
from roleplay.drill.room import Room

Event: TypeAlias = FacilitatorEvent | LearnerEvent


def apply(room: Room, event: Event) -> Outcome:
    """Take an event: what it changed, which may be nothing, or why it was refused."""
    by_learner = floor.HANDLERS.get(type(event))
    if by_learner is not None:
        return by_learner(room, event)
    why = refusal(room, type(event))
    if why is not None:
        return Refused(why)
    return conduct.HANDLERS[type(event)](room, event)
