"""How a drill is to be run: what the facilitator chooses before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.drill.names import same

#: Learners in a room, at most: what one laptop answers in time, with room to spare.
MOST_LEARNERS = 1000
#: Tables in a room, at most: one key each.
MOST_TEAMS = 9
#: Tables that a contest needs.
LEAST_IN_CONTEST = 2


class Form(StrEnum):
    """Who decides, and what for."""

    #: the room decides together
    CLASS = "class"
    #: the tables decide each for itself at the same moments, and the rubric gives points
    CONTEST = "contest"
    #: two people play on stage, the others observe
    HOT_SEAT = "hot-seat"


class Voting(StrEnum):
    """How votes come in. Raised hands can be counted whatever else is used."""

    HANDS = "hands"
    PHONES = "phones"
    CLICKERS = "clickers"


class Plan(NamedTuple):
    """All that a drill depends on besides its scene and its events."""

    form: Form = Form.CLASS
    voting: Voting = Voting.HANDS
    #: deals the facts and orders the choices: the same one gives two classes the same drill
    seed: int = 0
    #: other personas than the scene's own: (cast id, persona id)
    personas: tuple[tuple[str, str], ...] = ()
    #: the room finds words of its own before it sees the choices
    own_words: bool = False
    #: learners may give a name when they join
    names: bool = False
    #: named tables with one vote each; a contest needs two or more
    teams: tuple[str, ...] = ()
    #: on stage the other side picks a tone where the scene leaves it nothing else to pick
    tones: bool = True
    #: seconds for a vote, 0 for no timer; it is shown and never scored
    timer: int = 0
    #: seconds for a discussion, likewise
    talk: int = 120
    #: whether the terminal sounds when the time of either is up
    bell: bool = False
    #: minutes that there are from the first word to the last, 0 where nobody said; nothing ends by them
    minutes: int = 0

    @property
    def enough_tables(self) -> bool:
        """Whether there are as many tables as the form needs."""
        return self.form is not Form.CONTEST or len(self.teams) >= LEAST_IN_CONTEST


def too_many(teams: Sequence[str]) -> bool:
    """Whether there are more tables than keys."""
    return len(teams) > MOST_TEAMS


def doubled(teams: Sequence[str]) -> str | None:
    """The first name that two tables have; ``None`` where each has one of its own."""
    known = list(map(same, teams))
    return next((name for name in teams if known.count(same(name)) > 1), None)
