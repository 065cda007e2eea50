"""The facilitator's events, caused only at the keyboard of the machine that runs the drill."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from roleplay.drill.plan import Plan


class Arrange(NamedTuple):
    """Change the plan, while the room is still gathering."""

    plan: Plan


class Door(NamedTuple):
    """Open or close the room to more learners."""

    open: bool


class Next(NamedTuple):
    """Go on to the next step."""


class Back(NamedTuple):
    """Undo the facilitator's last step."""


class Skip(NamedTuple):
    """Skip the rest of this round, except deciding on a line."""


class End(NamedTuple):
    """Go to the debrief, whatever is left."""


class Veil(StrEnum):
    """What can cover the whole screen."""

    NONE = "none"
    PAUSE = "pause"
    BLANK = "blank"


class Cover(NamedTuple):
    """Pause, blank the screen, or remove either."""

    veil: Veil


class Discuss(NamedTuple):
    """Close the first vote and discuss, whatever its result."""


class Hands(NamedTuple):
    """The hands counted for each choice, in screen order; replaces an earlier count in this vote."""

    counts: tuple[int, ...]


class Tables(NamedTuple):
    """The choice each table calls out, in table order; ``None`` for a table that has not decided."""

    choices: tuple[str | None, ...]


class Call(NamedTuple):
    """The majority as estimated by eye, without counting."""

    choice: str


class Click(NamedTuple):
    """One press of a keypad: one vote."""

    choice: str


class Unclick(NamedTuple):
    """Take back the last keypad press."""


class Lead(NamedTuple):
    """Settle on the line to be said: to break a tie, or because the facilitator wants another one."""

    choice: str


class Contrast(NamedTuple):
    """Show what another line would have done, then come back."""

    choice: str


class Take(NamedTuple):
    """Continue the road with this line."""

    choice: str


class Say(NamedTuple):
    """On stage: the line said by the person in the hot seat."""

    choice: str


class Answer(NamedTuple):
    """On stage: the answer picked by the other side; an index into those the state allows."""

    place: int


class Improvise(NamedTuple):
    """On stage: what the other side says in its own words before its answer; empty: nothing."""

    text: str


class ShowWords(NamedTuple):
    """Show the room's own lines as they are now, or hide them. Later lines wait until they are shown again."""

    shown: bool


class DropWords(NamedTuple):
    """Remove one of the room's own lines; an index into the present ones."""

    place: int


class FreeTeam(NamedTuple):
    """Let another device speak for a table."""

    team: int


class Group(NamedTuple):
    """The name of the group, as it appears in the reports; empty: it has none, so there is no need to ask."""

    name: str


class Remove(NamedTuple):
    """Remove a device from the room, with its vote in the open ballot and its line of this round.

    ``number`` is a `Person`'s. The device may join again, without a name, while the door is open.
    """

    number: int


class Rename(NamedTuple):
    """Rename a learner; empty: no name. Names they enter themselves are ignored from now on."""

    number: int
    name: str


class Gather(NamedTuple):
    """The room has moved to another address: phones that do not report back no longer count."""


class Sheet(NamedTuple):
    """Levels collected on paper for a criterion: how many observers gave 0, 1, 2 and 3; replaces an earlier count."""

    criterion: str
    counts: tuple[int, int, int, int]


FacilitatorEvent: TypeAlias = (
    Arrange | Door | FreeTeam | Cover | Next | Back | Skip | End | Discuss | Hands | Tables | Call | Click | Unclick
    | Lead | Contrast | Take | Say | Answer | Improvise | Sheet | ShowWords | DropWords | Group | Remove | Rename
    | Gather
)  # fmt: skip
