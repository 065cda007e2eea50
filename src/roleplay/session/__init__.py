"""One attempt being played: what the mode allows, what was said, what it did."""

from roleplay.session.attempt import (
    Attempt,
    Decision,
    Journal,
    Mode,
    NoJournal,
    NotAllowed,
    Options,
    Reading,
    Setup,
    thermometer_step,
)
from roleplay.session.review import Debrief, Goal, MoveEffect, Turn, coaching, debrief, foresee
from roleplay.session.transcript import Kind, Utterance, spoken, transcript, utterances
from roleplay.session.turn import Step, TurnFlow

__all__ = [
    "Attempt",
    "Debrief",
    "Decision",
    "Goal",
    "Journal",
    "Kind",
    "Mode",
    "MoveEffect",
    "NoJournal",
    "NotAllowed",
    "Options",
    "Reading",
    "Setup",
    "Step",
    "Turn",
    "TurnFlow",
    "Utterance",
    "coaching",
    "debrief",
    "foresee",
    "spoken",
    "thermometer_step",
    "transcript",
    "utterances",
]
