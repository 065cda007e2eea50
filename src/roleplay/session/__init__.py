"""One attempt being played: what the mode allows, what was said, what it did."""

from roleplay.session.attempt import (
    Attempt,
    Decision,
    Journal,
    MeterReading,
    Mode,
    NoJournal,
    NotAllowed,
    Options,
    Setup,
    thermometer_step,
)
from roleplay.session.review import Debrief, Goal, MoveEffect, Turn, coaching, debrief, foresee
from roleplay.session.transcript import Utterance, UtteranceKind, spoken, transcript, utterances
from roleplay.session.turn import Step, TurnFlow

__all__ = [
    "Attempt",
    "Debrief",
    "Decision",
    "Goal",
    "Journal",
    "MeterReading",
    "Mode",
    "MoveEffect",
    "NoJournal",
    "NotAllowed",
    "Options",
    "Setup",
    "Step",
    "Turn",
    "TurnFlow",
    "Utterance",
    "UtteranceKind",
    "coaching",
    "debrief",
    "foresee",
    "spoken",
    "thermometer_step",
    "transcript",
    "utterances",
]
