"""The current point of a drill: its phase, and the road taken so far."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Phase(StrEnum):
    """A phase of a drill, in the order in which a class meets them."""

    LOBBY = "lobby"
    #: what the other side says now
    PRESENT = "present"
    #: learners write lines in their own words
    OWN_WORDS = "own-words"
    VOTE = "vote"
    DISCUSS = "discuss"
    REVOTE = "revote"
    #: the tallies, and what the discussion changed
    REVEAL = "reveal"
    #: what the line does in the story
    REACTION = "reaction"
    #: its moves, the criteria, and why
    COACHING = "coaching"
    #: which line the road continues with
    PATH = "path"
    #: what another line would have done
    CONTRAST = "contrast"
    #: on stage: the person in the hot seat speaks
    SEAT = "seat"
    #: on stage: the other side picks its answer
    ANSWER = "answer"
    END = "end"
    #: the road taken, next to the best one
    FORK = "fork"
    #: observers grade the criterion they watched
    SHEETS = "sheets"
    DEBRIEF = "debrief"


#: The phases in which votes are taken.
VOTING = frozenset((Phase.VOTE, Phase.REVOTE))
#: Phases before the first word and after the last: no round is being played.
OUTSIDE_ROUNDS = frozenset((Phase.LOBBY, Phase.END, Phase.FORK, Phase.SHEETS, Phase.DEBRIEF))


class ChosenBy(StrEnum):
    """Who chose a line of the road."""

    MAJORITY = "majority"
    FACILITATOR = "facilitator"
    BEST = "best"
    SEAT = "seat"
    #: it was the only one
    ONLY = "only"


class Tone(StrEnum):
    """How the person playing the other side on stage says a line for which the story has only one version."""

    #: as it is written
    PLAIN = "plain"
    CALM = "calm"
    SHARP = "sharp"
    WEARY = "weary"
    UNSURE = "unsure"


class RoadStep(NamedTuple):
    """One decision of the road."""

    choice: str
    by: ChosenBy
    round: int
    #: the answer the other side picked on stage: an index into those the state allowed
    reply: int = 0
    #: the next line the other side picked on stage, likewise
    says: int = 0
    #: how the other side said its line; recorded, without effect on the story
    tone: Tone = Tone.PLAIN
    #: what the other side said in its own words before that, likewise; empty: nothing
    own: str = ""


class Stage(NamedTuple):
    """What the screen shows. Immutable, so that going back is restoring the previous one."""

    phase: Phase = Phase.LOBBY
    road: tuple[RoadStep, ...] = ()
    #: the number of this decision in the whole drill, never reused; 0 before the first
    round: int = 0
    #: the line being said, or about to be said
    lead: str | None = None
    #: the line shown as a contrast
    contrast: str | None = None
    #: whether the votes of this round have been shown
    revealed: bool = False
    #: how many votes of this round were taken, including an open one; see `BallotId`
    vote: int = 0
    #: on stage: what must be picked next, ``reply``, ``says`` or ``tone``
    picking: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices of the road."""
        return tuple(step.choice for step in self.road)
