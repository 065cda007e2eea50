"""Who is in the room: learners by the digest of their token, and the tables they speak for."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.events.learner import Join, Voter
from roleplay.drill.names import clean
from roleplay.drill.outcome import Reason
from roleplay.drill.plan import MOST_LEARNERS, Plan


class Person(NamedTuple):
    """A learner who has come, with their team and the name they gave, if any."""

    #: in the order of coming, from 0
    number: int
    team: int | None = None
    name: str = ""


class People:
    """The learners of a room."""

    def __init__(self) -> None:
        self.by_voter: dict[Voter, Person] = {}
        #: whether more may come in
        self.door = True

    def __len__(self) -> int:
        return len(self.by_voter)

    def __contains__(self, voter: Voter) -> bool:
        return voter in self.by_voter

    @property
    def speak(self) -> bool:
        """Whether any device speaks for a table."""
        return any(person.team is not None for person in self.by_voter.values())

    def speaker_of(self, team: int) -> Voter | None:
        """The device that speaks for a table."""
        return next((voter for voter, person in self.by_voter.items() if person.team == team), None)

    def join(self, event: Join, plan: Plan) -> Reason | bool:
        """Let somebody in, or change how they are called; whether anything changed, or why not."""
        known = self.by_voter.get(event.voter)
        if known is None and not self.door:
            return Reason.DOOR_SHUT
        if known is None and len(self) >= MOST_LEARNERS:
            return Reason.FULL
        team = known.team if known and known.team is not None else event.team
        if plan.teams:
            if team is None or not 0 <= team < len(plan.teams):
                return Reason.NO_TEAM
            if self.speaker_of(team) not in (None, event.voter):
                return Reason.TEAM_TAKEN
        else:
            team = None
        name = clean(event.name) if plan.names else ""
        person = Person(known.number if known else len(self), team, name or (known.name if known else ""))
        self.by_voter[event.voter] = person
        return person != known

    def free(self, team: int) -> bool:
        """Take a table from the device that speaks for it; whether there was one."""
        voter = self.speaker_of(team)
        if voter is None:
            return False
        self.by_voter[voter] = self.by_voter[voter]._replace(team=None)
        return True

    def arranged(self, before: Plan, after: Plan) -> None:
        """The plan has changed: tables are taken anew where they are others."""
        if before.teams != after.teams:
            for voter, person in self.by_voter.items():
                self.by_voter[voter] = person._replace(team=None)

    def key_of(self, voter: Voter, plan: Plan) -> str | None:
        """Under which a vote counts: the learner's own, or that of their table; ``None`` for somebody without one."""
        person = self.by_voter.get(voter)
        if person is None:
            return None
        if not plan.teams:
            return voter
        return None if person.team is None else table(person.team)


def table(team: int) -> str:
    """The key under which a table votes. Digests of tokens never look like it."""
    return f"table-{team}"
