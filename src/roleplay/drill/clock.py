"""The time of a drill: what is left of the timer, and how long the rounds took.

It reads no clock: the caller reports every second that passes. Its knowledge is journaled every few seconds
(`ClockReading`), so that an interrupted drill resumes with the time that was left, and the interruption does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.drill.stage import OUTSIDE_ROUNDS, Phase, Stage

#: Seconds between two stored readings: a power cut sets the clock back by at most this much.
READING_INTERVAL = 5


class TimerKey(NamedTuple):
    """What a timer belongs to: a phase of a round, and the number of the vote in that round."""

    phase: Phase
    round: int
    vote: int

    @classmethod
    def of(cls, stage: Stage) -> TimerKey:
        """The key of the current stage."""
        return cls(stage.phase, stage.round, stage.vote)


class ClockReading(NamedTuple):
    """A stored reading of the clock."""

    timer_key: TimerKey
    #: seconds the round has taken so far
    seconds: int
    #: seconds left of the timer; ``None`` if none is running
    left: int | None

    def to_json(self) -> dict[str, Any]:
        """The reading as a journal entry."""
        return {**self.timer_key._asdict(), "seconds": self.seconds, "left": self.left}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ClockReading:
        """A reading from a journal entry. Raises ValueError, KeyError or TypeError if it isn't one."""
        timer_key = TimerKey(Phase(value["phase"]), int(value["round"]), int(value["vote"]))
        left = value["left"]
        return cls(timer_key, int(value["seconds"]), None if left is None else int(left))


class DrillClock:
    """How long each round took, in seconds without pauses and interruptions, and the last state of the timer."""

    def __init__(self) -> None:
        #: round -> seconds
        self.seconds: dict[int, int] = {}
        self._timer_left: tuple[TimerKey, int] | None = None
        self._unsaved_seconds = 0

    def tick(self, stage: Stage, left: int | None) -> None:
        """Record that a second of a round has passed, with ``left`` seconds left of its timer."""
        if stage.phase in OUTSIDE_ROUNDS:
            return
        self.seconds[stage.round] = self.seconds.get(stage.round, 0) + 1
        self.set_timer(stage, left)
        self._unsaved_seconds += 1

    @property
    def reading_due(self) -> bool:
        """Whether a reading should be stored now."""
        return self._unsaved_seconds >= READING_INTERVAL

    def set_timer(self, stage: Stage, left: int | None) -> None:
        """Set the seconds left of the timer."""
        self._timer_left = None if left is None else (TimerKey.of(stage), left)

    def left(self, stage: Stage) -> int | None:
        """Seconds left when the timer last ran for this stage; ``None`` if it did not."""
        return (
            self._timer_left[1] if self._timer_left is not None and self._timer_left[0] == TimerKey.of(stage) else None
        )

    def reading(self, stage: Stage) -> ClockReading | None:
        """The reading to store now; ``None`` outside the rounds. It counts as stored."""
        self._unsaved_seconds = 0
        if stage.phase in OUTSIDE_ROUNDS:
            return None
        return ClockReading(TimerKey.of(stage), self.seconds.get(stage.round, 0), self.left(stage))

    def resume(self, reading: ClockReading) -> None:
        """Continue from a stored reading."""
        self.seconds[reading.timer_key.round] = reading.seconds
        self._timer_left = None if reading.left is None else (reading.timer_key, reading.left)

    @property
    def total(self) -> int:
        """Seconds taken by all rounds so far, including undone ones."""
        return sum(self.seconds.values())
