"""What becomes of an event: what it changed, or why it was refused. A refused event leaves everything as it was."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Change(StrEnum):
    """What an event changed."""

    #: what everybody sees
    STAGE = "stage"
    #: how many votes, lines, marks or grades are in
    COUNT = "count"
    #: who is there
    PEOPLE = "people"


class Reason(StrEnum):
    """Why an event was refused."""

    #: this phase does not take it
    NOT_NOW = "not-now"
    #: there is nothing before this
    FIRST = "first"
    #: what it is meant for is not open, or no longer
    LOCKED = "locked"
    #: no such line here
    UNKNOWN = "unknown"
    #: which line is said has to be picked first: nobody voted, or two are level
    NO_LEAD = "no-lead"
    #: nothing can be said here
    NO_CHOICE = "no-choice"
    #: a contest needs two tables at least
    FEW_TEAMS = "few-teams"
    #: the numbers do not fit
    COUNT = "count"
    #: not in the room, or without a table
    STRANGER = "stranger"
    DOOR_SHUT = "door-shut"
    FULL = "full"
    NO_TEAM = "no-team"
    TEAM_TAKEN = "team-taken"


class Refused(NamedTuple):
    """An event that was not taken."""

    why: Reason


Outcome: TypeAlias = frozenset[Change] | Refused

STAGE = frozenset((Change.STAGE,))
COUNT = frozenset((Change.COUNT,))
PEOPLE = frozenset((Change.PEOPLE,))
NOTHING: frozenset[Change] = frozenset()
