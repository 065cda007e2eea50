"""When it was that each phase of each round came up. The times are handed in: nothing here reads a clock."""

from __future__ import annotations

from roleplay.drill.stage import OUTSIDE, Phase, Stage


class Timeline:
    """The first time of each phase, as it was written down (ISO 8601). What was gone back to keeps its first time."""

    def __init__(self, begun: str) -> None:
        self.begun = begun
        #: when anything happened last
        self.last = begun
        #: round -> phase -> when it was shown first
        self.rounds: dict[int, dict[Phase, str]] = {}
        #: the same of the phases in which no round is being played
        self.outside: dict[Phase, str] = {Phase.LOBBY: begun}

    def note(self, stage: Stage, at: str) -> None:
        """Something happened at ``at``, and this is the stage since."""
        self.last = at
        times = self.outside if stage.phase in OUTSIDE else self.rounds.setdefault(stage.round, {})
        times.setdefault(stage.phase, at)
