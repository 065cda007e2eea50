"""The time of a drill: what is left of the timer, and what the rounds took. It is told of each second that passes.

It reads no clock: whoever has one tells it. What it knows is journaled every few seconds (`ClockReading`), so that a
drill goes on after a stop with the time that was left, and the stop itself is no time of the class.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.drill.stage import OUTSIDE, Phase, Stage

#: Seconds between two readings that are kept: so much of the time that was left may come back after a power cut.
EVERY = 5


class Timed(NamedTuple):
    """What a timer stands beside: a phase of a round, and which vote of the round that is."""

    phase: Phase
    round: int
    vote: int

    @classmethod
    def of(cls, stage: Stage) -> Timed:
        """What stands on the screen."""
        return cls(stage.phase, stage.round, stage.vote)


class ClockReading(NamedTuple):
    """What is kept of the time, now and then."""

    timed: Timed
    #: seconds that the round took so far
    seconds: int
    #: seconds left of the timer; ``None`` where none is running
    left: int | None

    def to_json(self) -> dict[str, Any]:
        """As a line of the journal has it."""
        return {**self.timed._asdict(), "seconds": self.seconds, "left": self.left}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ClockReading:
        """Out of a line of the journal. Raises ValueError, KeyError or TypeError for what is none."""
        timed = Timed(Phase(value["phase"]), int(value["round"]), int(value["vote"]))
        left = value["left"]
        return cls(timed, int(value["seconds"]), None if left is None else int(left))


class DrillClock:
    """How long each round took, in seconds without pauses and stops, and what was left of the timer last."""

    def __init__(self) -> None:
        #: round -> seconds
        self.seconds: dict[int, int] = {}
        self._timed: tuple[Timed, int] | None = None
        self._owed = 0

    def second(self, stage: Stage, left: int | None) -> None:
        """A second of a round has passed, and so much of its timer is left."""
        if stage.phase in OUTSIDE:
            return
        self.seconds[stage.round] = self.seconds.get(stage.round, 0) + 1
        self.timer(stage, left)
        self._owed += 1

    @property
    def due(self) -> bool:
        """Whether it is time to keep a reading."""
        return self._owed >= EVERY

    def timer(self, stage: Stage, left: int | None) -> None:
        """So much is left of the timer."""
        self._timed = None if left is None else (Timed.of(stage), left)

    def left(self, stage: Stage) -> int | None:
        """What was left when the timer stood beside this last; ``None`` where it did not."""
        return self._timed[1] if self._timed is not None and self._timed[0] == Timed.of(stage) else None

    def reading(self, stage: Stage) -> ClockReading | None:
        """What is to be kept now; ``None`` outside the rounds. It counts as kept."""
        self._owed = 0
        if stage.phase in OUTSIDE:
            return None
        return ClockReading(Timed.of(stage), self.seconds.get(stage.round, 0), self.left(stage))

    def resume(self, reading: ClockReading) -> None:
        """Go on from what was kept."""
        self.seconds[reading.timed.round] = reading.seconds
        self._timed = None if reading.left is None else (reading.timed, reading.left)

    @property
    def total(self) -> int:
        """Seconds that all rounds took so far, those that were gone back from included."""
        return sum(self.seconds.values())
