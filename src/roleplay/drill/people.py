"""The people in the room: learners by the digest of their token, and the tables they speak for."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.events.learner import Join, Voter
from roleplay.drill.names import MAX_NAME, clean, name_key
from roleplay.drill.outcome import Reason
from roleplay.drill.plan import MAX_LEARNERS, Plan


class Person(NamedTuple):
    """A learner who has joined, with their table and the name they gave, if any."""

    #: in order of joining, from 0; never reused
    number: int
    #: index of their table in the plan; ``None`` if at none
    team: int | None = None
    name: str = ""
    #: whether the facilitator set the name
    name_fixed: bool = False
    #: whether the room has moved to another address and the phone has not reported back since
    away: bool = False


class People:
    """The learners of a room. The length is the number of those present."""

    def __init__(self) -> None:
        self.by_voter: dict[Voter, Person] = {}
        #: whether more learners may join
        self.door_open = True
        #: number of learners who ever joined
        self.joined_count = 0
        #: removed by the facilitator: they may join again, but without a name
        self.removed: set[Voter] = set()

    def __len__(self) -> int:
        return len(self.present)

    def __contains__(self, voter: Voter) -> bool:
        return voter in self.by_voter

    @property
    def present(self) -> dict[Voter, Person]:
        """The learners present, in order of joining."""
        return {voter: person for voter, person in self.by_voter.items() if not person.away}

    @property
    def has_speakers(self) -> bool:
        """Whether any device speaks for a table."""
        return any(person.team is not None for person in self.present.values())

    def speaker_of(self, team: int) -> Voter | None:
        """The device that speaks for a table, if any."""
        return next((voter for voter, person in self.present.items() if person.team == team), None)

    def join(self, event: Join, plan: Plan) -> Reason | bool:
        """Let a learner join, or change their name. Returns whether anything changed, or why it was refused."""
        known = self.by_voter.get(event.voter)
        if known is None and not self.door_open:
            return Reason.DOOR_SHUT
        if known is None and len(self) >= MAX_LEARNERS:
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
        before = known or Person(self.joined_count, name_fixed=event.voter in self.removed)
        name = clean(event.name) if plan.names and not before.name_fixed else ""
        person = before._replace(team=team, away=False)
        person = person._replace(name=self._unique_name(name, event.voter) if name else person.name)
        self.joined_count += known is None
        self.by_voter[event.voter] = person
        return person != known

    def _unique_name(self, name: str, voter: Voter) -> str:
        """``name``, followed by a number if somebody else has the same name."""
        taken = {name_key(person.name) for other, person in self.present.items() if other != voter}
        number, candidate = 1, name
        while name_key(candidate) in taken:
            number += 1
            candidate = f"{clean(name, MAX_NAME - len(f' {number}'))} {number}"
        return candidate

    def voter_numbered(self, number: int) -> Voter | None:
        """The learner who joined as the ``number``-th, from 0; ``None`` if there is none."""
        return next((voter for voter, person in self.by_voter.items() if person.number == number), None)

    def remove(self, number: int) -> Voter | None:
        """Remove a device. Returns its voter; ``None`` if nobody has that number."""
        voter = self.voter_numbered(number)
        if voter is not None:
            del self.by_voter[voter]
            self.removed.add(voter)
        return voter

    def rename(self, number: int, name: str) -> bool | None:
        """Set a learner's name for good. Returns whether that changed anything; ``None`` if nobody has that number."""
        voter = self.voter_numbered(number)
        if voter is None:
            return None
        before, name = self.by_voter[voter], clean(name)
        self.by_voter[voter] = before._replace(name=self._unique_name(name, voter) if name else "", name_fixed=True)
        return self.by_voter[voter] != before

    def mark_all_away(self) -> bool:
        """Mark everybody as away until they report back. Returns whether anybody was present."""
        anybody = bool(self.present)
        self.by_voter = {voter: person._replace(away=True) for voter, person in self.by_voter.items()}
        return anybody

    def mark_present(self, voter: Voter) -> bool:
        """Mark a learner as present again, without a table taken over by another device. Returns whether they were
        away.
        """
        person = self.by_voter.get(voter)
        if person is None or not person.away:
            return False
        taken = person.team is not None and self.speaker_of(person.team) is not None
        self.by_voter[voter] = person._replace(away=False, team=None if taken else person.team)
        return True

    def free_table(self, team: int) -> bool:
        """Release a table from the device that speaks for it. Returns whether there was one."""
        voter = self.speaker_of(team)
        if voter is None:
            return False
        self.by_voter[voter] = self.by_voter[voter]._replace(team=None)
        return True

    def apply_plan_change(self, before: Plan, after: Plan) -> None:
        """Adapt to a changed plan: if its tables differ, they must be taken again."""
        if before.teams != after.teams:
            for voter, person in self.by_voter.items():
                self.by_voter[voter] = person._replace(team=None)

    def vote_key(self, voter: Voter, plan: Plan) -> str | None:
        """The key of a vote: the learner's own, or that of their table; ``None`` if they have none."""
        person = self.by_voter.get(voter)
        if person is None or person.away:
            return None
        if not plan.teams:
            return voter
        return None if person.team is None else table_key(person.team)


def table_key(team: int) -> str:
    """The key under which a table votes. Token digests never look like it."""
    return f"table-{team}"
