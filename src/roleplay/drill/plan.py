"""How a drill is run: what the facilitator chooses before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.drill.names import name_key

#: Maximum learners in a room: what one laptop answers in time, with a margin.
MAX_LEARNERS = 1000
#: Maximum tables in a room: one key each.
MAX_TABLES = 9
#: Minimum tables in a contest.
MIN_CONTEST_TABLES = 2


class Form(StrEnum):
    """Who decides, and for what purpose."""

    #: the room decides together
    CLASS = "class"
    #: each table decides separately at the same points, and the rubric gives points
    CONTEST = "contest"
    #: two people play on stage, the others observe
    HOT_SEAT = "hot-seat"


class Voting(StrEnum):
    """How votes come in. Raised hands can be counted in any case."""

    HANDS = "hands"
    PHONES = "phones"
    CLICKERS = "clickers"


class Plan(NamedTuple):
    """Everything a drill depends on besides its scene and its events."""

    form: Form = Form.CLASS
    voting: Voting = Voting.HANDS
    #: deals the facts and orders the choices: the same seed gives two classes the same drill
    seed: int = 0
    #: personas other than the scene's own: (cast id, persona id)
    personas: tuple[tuple[str, str], ...] = ()
    #: learners write lines in their own words before they see the choices
    own_words: bool = False
    #: learners may give a name when they join
    names: bool = False
    #: named tables with one vote each; a contest needs two or more
    teams: tuple[str, ...] = ()
    #: on stage, the other side picks a tone if the scene leaves it nothing else to pick
    tones: bool = True
    #: seconds for a vote, 0 for no timer; shown, never scored
    timer: int = 0
    #: seconds for a discussion, likewise
    talk: int = 120
    #: whether the terminal bell sounds when either time is up
    bell: bool = False
    #: minutes available from the first word to the last, 0 if unknown; nothing ends because of them
    minutes: int = 0

    @property
    def enough_tables(self) -> bool:
        """Whether there are enough tables for the form."""
        return self.form is not Form.CONTEST or len(self.teams) >= MIN_CONTEST_TABLES


def too_many_tables(teams: Sequence[str]) -> bool:
    """Whether there are more tables than keys."""
    return len(teams) > MAX_TABLES


def duplicate_table(teams: Sequence[str]) -> str | None:
    """The first name shared by two tables; ``None`` if all differ."""
    known = list(map(name_key, teams))
    return next((name for name in teams if known.count(name_key(name)) > 1), None)
