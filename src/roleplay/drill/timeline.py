"""When each phase of each round was first shown. The times are passed in: nothing here reads a clock."""

from __future__ import annotations

from roleplay.drill.stage import OUTSIDE_ROUNDS, Phase, Stage


class Timeline:
    """The first time of each phase, as recorded (ISO 8601). Going back to a phase does not change it."""

    def __init__(self, begun: str) -> None:
        self.begun = begun
        #: time of the last event
        self.last = begun
        #: round -> phase -> time it was first shown
        self.rounds: dict[int, dict[Phase, str]] = {}
        #: the same for the phases outside the rounds
        self.outside: dict[Phase, str] = {Phase.LOBBY: begun}

    def note(self, stage: Stage, at: str) -> None:
        """Record that something happened at ``at``, leading to this stage."""
        self.last = at
        times = self.outside if stage.phase in OUTSIDE_ROUNDS else self.rounds.setdefault(stage.round, {})
        times.setdefault(stage.phase, at)
