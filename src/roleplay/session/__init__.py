"""One attempt being played: what the mode allows, what was said and what it did.

Debriefing is in `roleplay.session.review`, imported only once there is something to debrief.
"""

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
    readings,
    thermometer_step,
)
from roleplay.session.transcript import (
    Utterance,
    UtteranceKind,
    transcript,
    utterances,
    utterances_at,
    utterances_of_step,
)
from roleplay.session.turn import Step, TurnFlow

__all__ = [
    "Attempt",
    "Decision",
    "Journal",
    "MeterReading",
    "Mode",
    "NoJournal",
    "NotAllowed",
    "Options",
    "Setup",
    "Step",
    "TurnFlow",
    "Utterance",
    "UtteranceKind",
    "readings",
    "thermometer_step",
    "transcript",
    "utterances",
    "utterances_at",
    "utterances_of_step",
]
