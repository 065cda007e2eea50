"""The result of an event: what it changed, or why it was refused. A refused event changes nothing."""

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

    #: this phase does not accept it
    NOT_NOW = "not-now"
    #: there is nothing to undo
    FIRST = "first"
    #: its target is not open yet, or no longer
    LOCKED = "locked"
    #: no such line here
    UNKNOWN = "unknown"
    #: the line to be said must be picked first: nobody voted, or two are level
    NO_LEAD = "no-lead"
    #: nothing can be said here
    NO_CHOICE = "no-choice"
    #: a contest needs at least two tables
    FEW_TEAMS = "few-teams"
    #: the numbers do not fit
    COUNT = "count"
    #: not in the room, or not at a table
    STRANGER = "stranger"
    DOOR_SHUT = "door-shut"
    FULL = "full"
    NO_TEAM = "no-team"
    TEAM_TAKEN = "team-taken"


class Refused(NamedTuple):
    """An event that was refused."""

    reason: Reason


Outcome: TypeAlias = frozenset[Change] | Refused

STAGE = frozenset((Change.STAGE,))
COUNT = frozenset((Change.COUNT,))
PEOPLE = frozenset((Change.PEOPLE,))
NOTHING: frozenset[Change] = frozenset()
