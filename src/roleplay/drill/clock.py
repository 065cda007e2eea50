"""The time of a drill: what is left of the timer, and how long the rounds took.

It reads no clock: the caller reports every second that passes. Its knowledge is journaled every few seconds
(`ClockReading`), so that an interrupted drill resumes with the time that was left, and the interruption does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.drill.stage import OUTSIDE, Phase, Stage

#: Seconds between two stored readings: a power cut sets the clock back by at most this much.
EVERY = 5


class Timed(NamedTuple):
    """What a timer belongs to: a phase of a round, and the number of the vote in that round."""

    phase: Phase
    round: int
    vote: int

    @classmethod
    def of(cls, stage: Stage) -> Timed:
        """The key of the current stage."""
        return cls(stage.phase, stage.round, stage.vote)


class ClockReading(NamedTuple):
    """A stored reading of the clock."""

    timed: Timed
    #: seconds the round has taken so far
    seconds: int
    #: seconds left of the timer; ``None`` if none is running
    left: int | None

    def to_json(self) -> dict[str, Any]:
        """The reading as a journal entry."""
        return {**self.timed._asdict(), "seconds": self.seconds, "left": self.left}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ClockReading:
        """A reading from a journal entry. Raises ValueError, KeyError or TypeError if it isn't one."""
        timed = Timed(Phase(value["phase"]), int(value["round"]), int(value["vote"]))
        left = value["left"]
        return cls(timed, int(value["seconds"]), None if left is None else int(left))


class DrillClock:
    """How long each round took, in seconds without pauses and interruptions, and the last state of the timer."""

    def __init__(self) -> None:
        #: round -> seconds
        self.seconds: dict[int, int] = {}
        self._timed: tuple[Timed, int] | None = None
        self._owed = 0

    def second(self, stage: Stage, left: int | None) -> None:
        """Record that a second of a round has passed, with ``left`` seconds left of its timer."""
        if stage.phase in OUTSIDE:
            return
        self.seconds[stage.round] = self.seconds.get(stage.round, 0) + 1
        self.timer(stage, left)
        self._owed += 1

    @property
    def due(self) -> bool:
        """Whether a reading should be stored now."""
        return self._owed >= EVERY

    def timer(self, stage: Stage, left: int | None) -> None:
        """Set the seconds left of the timer."""
        self._timed = None if left is None else (Timed.of(stage), left)

    def left(self, stage: Stage) -> int | None:
        """Seconds left when the timer last ran for this stage; ``None`` if it did not."""
        return self._timed[1] if self._timed is not None and self._timed[0] == Timed.of(stage) else None

    def reading(self, stage: Stage) -> ClockReading | None:
        """The reading to store now; ``None`` outside the rounds. It counts as stored."""
        self._owed = 0
        if stage.phase in OUTSIDE:
            return None
        return ClockReading(Timed.of(stage), self.seconds.get(stage.round, 0), self.left(stage))

    def resume(self, reading: ClockReading) -> None:
        """Continue from a stored reading."""
        self.seconds[reading.timed.round] = reading.seconds
        self._timed = None if reading.left is None else (reading.timed, reading.left)

    @property
    def total(self) -> int:
        """Seconds taken by all rounds so far, including undone ones."""
        return sum(self.seconds.values())
