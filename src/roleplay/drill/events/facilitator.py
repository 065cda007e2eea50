"""What the facilitator does, at the keyboard of the machine that runs the drill and nowhere else."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from roleplay.drill.plan import Plan


class Arrange(NamedTuple):
    """Another plan, while the room is still gathering."""

    plan: Plan


class Door(NamedTuple):
    """Let more learners in, or none."""

    open: bool


class Next(NamedTuple):
    """Go on to what comes next."""


class Back(NamedTuple):
    """Undo the last step of the facilitator's."""


class Skip(NamedTuple):
    """Leave out what is left of this decision but the decision itself."""


class End(NamedTuple):
    """To the debrief, whatever is left."""


class Veil(StrEnum):
    """What may lie over everything."""

    NONE = "none"
    PAUSE = "pause"
    BLANK = "blank"


class Cover(NamedTuple):
    """Pause, blank the screen, or take either away."""

    veil: Veil


class Discuss(NamedTuple):
    """Close the first vote and discuss, however it went."""


class Hands(NamedTuple):
    """The hands counted for each choice, in the order of the screen; replaces an earlier count of this vote."""

    counts: tuple[int, ...]


class Tables(NamedTuple):
    """What each table calls out, in the order of the tables; ``None`` for one that has not decided."""

    choices: tuple[str | None, ...]


class Call(NamedTuple):
    """The majority as it was seen, without counting."""

    choice: str


class Click(NamedTuple):
    """A press of a keypad: one vote."""

    choice: str


class Unclick(NamedTuple):
    """The last press was none."""


class Lead(NamedTuple):
    """The line to be said now: a tie is broken, or the facilitator wants another one."""

    choice: str


class Contrast(NamedTuple):
    """Look at what another line would have done, and come back."""

    choice: str


class Take(NamedTuple):
    """The road goes on with this line."""

    choice: str


class Say(NamedTuple):
    """On stage: the line that the person in the hot seat says."""

    choice: str


class Answer(NamedTuple):
    """On stage: the answer that the other side picks, a place among those that the state allows."""

    place: int


class Improvise(NamedTuple):
    """On stage: what the other side says in words of its own before its answer; empty: nothing after all."""

    text: str


class ShowWords(NamedTuple):
    """Show the room's own lines on the screen as they are now, or none. What is handed in later waits for the next."""

    shown: bool


class DropWords(NamedTuple):
    """Take one of the room's own lines away: a place among those there are."""

    place: int


class FreeTeam(NamedTuple):
    """Let another device speak for a table."""

    team: int


class Group(NamedTuple):
    """What the group is called, as it is to stand in the reports; empty: it has no name, and need not be asked for."""

    name: str


class Remove(NamedTuple):
    """Take a device out of the room, with its vote in the open ballot and its line of this round.

    ``number`` is a `Person`'s. It may come in again while the door is open, without a name.
    """

    number: int


class Rename(NamedTuple):
    """Call a learner otherwise; empty: by no name. What they call themselves does not count any more."""

    number: int
    name: str


class Gather(NamedTuple):
    """Phones have to find the room anew, at another address: who is not heard of again is no longer counted on."""


class Sheet(NamedTuple):
    """Levels collected on paper for a criterion: how many observers gave 0, 1, 2, 3; replaces an earlier count."""

    criterion: str
    counts: tuple[int, int, int, int]


FacilitatorEvent: TypeAlias = (
    Arrange | Door | FreeTeam | Cover | Next | Back | Skip | End | Discuss | Hands | Tables | Call | Click | Unclick
    | Lead | Contrast | Take | Say | Answer | Improvise | Sheet | ShowWords | DropWords | Group | Remove | Rename
    | Gather
)  # fmt: skip
