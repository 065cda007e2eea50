"""Who is in the room: learners by the digest of their token, and the tables they speak for."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.events.learner import Join, Voter
from roleplay.drill.names import NAME, clean, same
from roleplay.drill.outcome import Reason
from roleplay.drill.plan import MOST_LEARNERS, Plan


class Person(NamedTuple):
    """A learner who has come, with their team and the name they gave, if any."""

    #: in the order of coming, from 0; nobody else ever gets it
    number: int
    team: int | None = None
    name: str = ""
    #: whether the facilitator settled how they are called
    settled: bool = False
    #: whether the room has moved to another address, and their phone was not heard of since
    away: bool = False


class People:
    """The learners of a room. Its length is the number of those who can be counted on."""

    def __init__(self) -> None:
        self.by_voter: dict[Voter, Person] = {}
        #: whether more may come in
        self.door = True
        #: how many have ever come
        self.came = 0
        #: whom the facilitator took out: they may come again, and are called by no name
        self.removed: set[Voter] = set()

    def __len__(self) -> int:
        return len(self.here)

    def __contains__(self, voter: Voter) -> bool:
        return voter in self.by_voter

    @property
    def here(self) -> dict[Voter, Person]:
        """Those who can be counted on, in the order of coming."""
        return {voter: person for voter, person in self.by_voter.items() if not person.away}

    @property
    def speak(self) -> bool:
        """Whether any device speaks for a table."""
        return any(person.team is not None for person in self.here.values())

    def speaker_of(self, team: int) -> Voter | None:
        """The device that speaks for a table."""
        return next((voter for voter, person in self.here.items() if person.team == team), None)

    def join(self, event: Join, plan: Plan) -> Reason | bool:
        """Let somebody in, or change how they are called; whether anything changed, or why not."""
        known = self.by_voter.get(event.voter)
        if known is None and not self.door:
            return Reason.DOOR_SHUT
        if known is None and len(self) >= MOST_LEARNERS:
            return Reason.FULL
        team = event.team
        if known and known.team is not None and self.speaker_of(known.team) in (None, event.voter):
            team = known.team
        if plan.teams:
            if team is None or not 0 <= team < len(plan.teams):
                return Reason.NO_TEAM
            if self.speaker_of(team) not in (None, event.voter):
                return Reason.TEAM_TAKEN
        else:
            team = None
        before = known or Person(self.came, settled=event.voter in self.removed)
        name = clean(event.name) if plan.names and not before.settled else ""
        person = before._replace(team=team, away=False)
        person = person._replace(name=self._apart(name, event.voter) if name else person.name)
        self.came += known is None
        self.by_voter[event.voter] = person
        return person != known

    def _apart(self, name: str, voter: Voter) -> str:
        """``name``, with a number behind it where somebody else is called so."""
        taken = {same(person.name) for other, person in self.here.items() if other != voter}
        number, told = 1, name
        while same(told) in taken:
            number += 1
            told = f"{clean(name, NAME - len(f' {number}'))} {number}"
        return told

    def numbered(self, number: int) -> Voter | None:
        """Who came as the ``number``-th, from 0."""
        return next((voter for voter, person in self.by_voter.items() if person.number == number), None)

    def remove(self, number: int) -> Voter | None:
        """Take a device out; whose it was, ``None``: nobody has that number."""
        voter = self.numbered(number)
        if voter is not None:
            del self.by_voter[voter]
            self.removed.add(voter)
        return voter

    def rename(self, number: int, name: str) -> bool | None:
        """Call somebody otherwise, for good; whether that changed anything, ``None``: nobody has that number."""
        voter = self.numbered(number)
        if voter is None:
            return None
        before, name = self.by_voter[voter], clean(name)
        self.by_voter[voter] = before._replace(name=self._apart(name, voter) if name else "", settled=True)
        return self.by_voter[voter] != before

    def gather(self) -> bool:
        """Count on nobody until they are heard of again; whether anybody was counted on."""
        anybody = bool(self.here)
        self.by_voter = {voter: person._replace(away=True) for voter, person in self.by_voter.items()}
        return anybody

    def back(self, voter: Voter) -> bool:
        """Count on somebody again, without a table that another device speaks for by now; whether they were away."""
        person = self.by_voter.get(voter)
        if person is None or not person.away:
            return False
        taken = person.team is not None and self.speaker_of(person.team) is not None
        self.by_voter[voter] = person._replace(away=False, team=None if taken else person.team)
        return True

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
        if person is None or person.away:
            return None
        if not plan.teams:
            return voter
        return None if person.team is None else table(person.team)


def table(team: int) -> str:
    """The key under which a table votes. Digests of tokens never look like it."""
    return f"table-{team}"
