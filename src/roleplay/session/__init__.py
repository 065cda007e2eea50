"""One attempt being played: what the mode allows, what was said, what it did.

Looking back stands in `roleplay.session.review`, which is only needed once there is something to look back on.
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
