"""The drill as a state machine: apply an event, report what changed. Total, deterministic and atomic.

A drill is the fold of its accepted events, so its journal is the save file.
"""

from __future__ import annotations

from typing import TypeAlias

from roleplay.drill import conduct, learner_handlers
from roleplay.drill.events.facilitator import FacilitatorEvent
from roleplay.drill.events.learner import LearnerEvent
from roleplay.drill.outcome import Outcome, Refused
from roleplay.drill.phases import refusal
from roleplay.drill.room import Room

Event: TypeAlias = FacilitatorEvent | LearnerEvent


def apply(room: Room, event: Event) -> Outcome:
    """Apply an event. Returns what it changed, which may be nothing, or why it was refused."""
    by_learner = learner_handlers.HANDLERS.get(type(event))
    if by_learner is not None:
        return by_learner(room, event)
    why = refusal(room, type(event))
    if why is not None:
        return Refused(why)
    return conduct.HANDLERS[type(event)](room, event)
