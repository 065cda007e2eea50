"""The rules of a drill in one table: which events each phase accepts, and which phase they lead to.

The machine accepts events by it, the screen offers keys by it, and docs/drill-phases.md is drawn from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from roleplay.drill.ballot import MOST_VOTES
from roleplay.drill.events import facilitator as f
from roleplay.drill.outcome import Reason
from roleplay.drill.plan import Form, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase


class Condition(NamedTuple):
    """A condition on a room, with its label in the diagram of the phases."""

    text: str
    holds: Callable[[Room], bool]


class Guard(NamedTuple):
    """A condition that must hold for an event to be accepted, and the reason for refusing it otherwise."""

    condition: Condition
    why: Reason


class Way(NamedTuple):
    """A transition to the next phase."""

    #: the next phase; if there are several, the story decides between them
    to: tuple[Phase, ...]
    #: name of the step, a catalogue key under ``drill.next``; empty if only its event has a name
    label: str = ""
    #: taken if this holds; ``None``: taken if no earlier way was
    when: Condition | None = None
    #: what should be confirmed first, a catalogue key under ``drill.empty``; empty: nothing
    confirm: str = ""


class Rule(NamedTuple):
    """What a phase does with an event. Without ways, the phase does not change."""

    guards: tuple[Guard, ...] = ()
    #: the first way whose condition holds is taken
    ways: tuple[Way, ...] = ()


Rules: TypeAlias = Mapping[type, Rule]


def _way(*to: Phase, label: str = "", when: Condition | None = None, confirm: str = "") -> Way:
    return Way(to, label, when, confirm)


def _empty(room: Room) -> bool:
    return room.open_ballot is None or room.ballots[room.open_ballot].empty


def _clicked(room: Room) -> bool:
    return room.open_ballot is not None and bool(room.ballots[room.open_ballot].clicks)


def _unsettled(room: Room) -> bool:
    return room.stage.revealed and room.stage.lead is None


ON_STAGE = Condition("on stage", lambda room: room.plan.form is Form.HOT_SEAT)
_SAID_ON_STAGE = Condition("a line was said on stage", lambda room: ON_STAGE.holds(room) and bool(room.stage.road))
_ONE_LINE = Condition("only one line", lambda room: len(room.choices) == 1)
_OWN_WORDS = Condition("own words first", lambda room: room.plan.own_words)
_EMPTY = Condition("nobody voted", _empty)
_NO_SHEET = Condition("no observer graded", lambda room: not room.sheets.graded)
_UNWRITTEN = Condition(
    "phones wrote no line", lambda room: room.plan.voting is Voting.PHONES and len(room.people) > 0 and not room.lines()
)
_SPLIT = Condition("the vote is split", lambda room: room.split)

_FORM_FITS = Guard(
    Condition("a contest has two tables", lambda room: room.plan.enough_tables),
    Reason.FEW_TEAMS,
)
_LINES = Guard(Condition("something can be said", lambda room: bool(room.choices)), Reason.NO_CHOICE)
_OTHER_LINE = Guard(Condition("there is another line", lambda room: len(room.choices) > 1), Reason.NO_CHOICE)
_LEAD = Guard(Condition("a line is settled on", lambda room: room.stage.lead is not None), Reason.NO_LEAD)
_REVEALED = Condition("votes are shown", lambda room: room.stage.revealed)
_LOOKED_AT = Guard(_REVEALED, Reason.NOT_NOW)
_SETTLED = Guard(
    Condition("a line is settled on, once votes are shown", lambda room: not _unsettled(room)),
    Reason.NO_LEAD,
)
_VOTE_LEFT = Guard(
    Condition(
        "votes are shown, and fewer than three", lambda room: room.stage.revealed and room.stage.vote < MOST_VOTES
    ),
    Reason.NOT_NOW,
)
_PAST = Guard(Condition("something came before", lambda room: bool(room.past)), Reason.FIRST)
_PHONES = Guard(Condition("phones vote", lambda room: room.plan.voting is Voting.PHONES), Reason.NOT_NOW)
_SPEAKER = Guard(Condition("a device speaks for a table", lambda room: room.people.speak), Reason.NO_TEAM)
_TABLES = Guard(Condition("tables vote", lambda room: bool(room.plan.teams)), Reason.COUNT)
_NO_TABLES = Condition("everybody votes", lambda room: not room.plan.teams)
_ANYBODY = Guard(_NO_TABLES, Reason.UNKNOWN)
_ANYBODY_COUNTED = Guard(_NO_TABLES, Reason.COUNT)
_CLICKED = Guard(Condition("a keypad was pressed", _clicked), Reason.FIRST)
_WRITTEN = Guard(
    Condition("lines can be written", lambda room: room.plan.voting is Voting.PHONES or bool(room.lines())),
    Reason.NOT_NOW,
)
_LINE = Guard(Condition("a line was handed in", lambda room: bool(room.lines())), Reason.UNKNOWN)
_CAME = Guard(Condition("somebody came", lambda room: bool(room.people.by_voter)), Reason.STRANGER)

_ALWAYS: Rules = {
    f.Back: Rule((_PAST,)),
    f.Cover: Rule(),
    f.FreeTeam: Rule((_SPEAKER,)),
    f.Remove: Rule((_CAME,)),
    f.Rename: Rule((_CAME,)),
    f.Gather: Rule(),
    f.Group: Rule(),
}
_UNDER_WAY: Rules = {
    **_ALWAYS,
    f.Door: Rule((_PHONES,)),
    # once a line was said on stage, observers have something to grade
    f.End: Rule(ways=(_way(Phase.SHEETS, when=_SAID_ON_STAGE), _way(Phase.DEBRIEF))),
}
_TO_PATH: Rules = {f.Skip: Rule(ways=(_way(Phase.PATH),))}
_STORY = (Phase.PRESENT, Phase.END)
_REPLY = (Phase.ANSWER, Phase.REACTION)
_COUNTING: Rules = {
    **_UNDER_WAY,
    **_TO_PATH,
    f.Hands: Rule((_ANYBODY_COUNTED,)),
    f.Tables: Rule((_TABLES,)),
    f.Call: Rule((_ANYBODY,)),
    f.Click: Rule((_ANYBODY,)),
    f.Unclick: Rule((_CLICKED,)),
}
_PICKING: Rules = {
    **_UNDER_WAY,
    f.Skip: Rule((_LEAD,), (_way(*_STORY),)),
    f.Take: Rule(ways=(_way(*_STORY),)),
    f.Contrast: Rule((_OTHER_LINE,), (_way(Phase.CONTRAST),)),
}

#: The facilitator's events that each phase accepts, and where they lead. Nothing else is possible in a phase.
TABLE: Mapping[Phase, Rules] = {
    Phase.LOBBY: {
        **_UNDER_WAY,
        f.Arrange: Rule(),
        f.Next: Rule((_FORM_FITS,), (_way(*_STORY, label="lobby"),)),
    },
    Phase.PRESENT: {
        **_UNDER_WAY,
        f.Next: Rule(
            (_LINES,),
            (
                _way(Phase.SEAT, label="seat", when=ON_STAGE),
                _way(Phase.REACTION, label="only", when=_ONE_LINE),
                _way(Phase.OWN_WORDS, label="own-words", when=_OWN_WORDS),
                _way(Phase.VOTE, label="vote"),
            ),
        ),
        f.Skip: Rule((_LINES,), (_way(Phase.SEAT, when=ON_STAGE), _way(Phase.PATH))),
    },
    Phase.OWN_WORDS: {
        **_UNDER_WAY,
        **_TO_PATH,
        f.Next: Rule(
            ways=(_way(Phase.VOTE, label="vote", when=_UNWRITTEN, confirm="lines"), _way(Phase.VOTE, label="vote"))
        ),
        f.ShowWords: Rule((_WRITTEN,)),
        f.DropWords: Rule((_LINE,)),
    },
    Phase.VOTE: {
        **_COUNTING,
        f.Next: Rule(
            ways=(
                _way(Phase.REVEAL, label="close", when=_EMPTY, confirm="votes"),
                _way(Phase.DISCUSS, label="close", when=_SPLIT),
                _way(Phase.REVEAL, label="close"),
            )
        ),
        f.Discuss: Rule(ways=(_way(Phase.DISCUSS),)),
    },
    Phase.DISCUSS: {
        **_UNDER_WAY,
        **_TO_PATH,
        # with votes already shown, vote again only if the facilitator wants to
        f.Lead: Rule((_LOOKED_AT,)),
        f.Discuss: Rule((_VOTE_LEFT,), (_way(Phase.REVOTE),)),
        f.Next: Rule(
            (_SETTLED,),
            (_way(Phase.REACTION, label="reveal", when=_REVEALED), _way(Phase.REVOTE, label="discuss")),
        ),
    },
    Phase.REVOTE: {
        **_COUNTING,
        f.Next: Rule(
            ways=(
                _way(Phase.REVEAL, label="close", when=_EMPTY, confirm="votes"),
                _way(Phase.REVEAL, label="close"),
            )
        ),
    },
    Phase.REVEAL: {
        **_UNDER_WAY,
        **_TO_PATH,
        f.Lead: Rule(),
        f.Discuss: Rule(ways=(_way(Phase.DISCUSS),)),
        f.Next: Rule((_LEAD,), (_way(Phase.REACTION, label="reveal"),)),
    },
    Phase.REACTION: {
        **_UNDER_WAY,
        f.Next: Rule(ways=(_way(*_STORY, label="on", when=ON_STAGE), _way(Phase.COACHING, label="reaction"))),
        f.Skip: Rule(ways=(_way(*_STORY, when=ON_STAGE), _way(Phase.PATH))),
    },
    Phase.COACHING: {**_UNDER_WAY, **_TO_PATH, f.Next: Rule(ways=(_way(Phase.PATH, label="coaching"),))},
    Phase.PATH: {**_PICKING, f.Next: Rule((_LEAD,), (_way(*_STORY, label="path"),))},
    Phase.CONTRAST: {**_PICKING, f.Next: Rule(ways=(_way(Phase.PATH, label="contrast"),))},
    Phase.SEAT: {
        **_UNDER_WAY,
        f.Say: Rule(ways=(_way(*_REPLY),)),
        # the line is settled on stage, not at the keyboard
        f.Next: Rule((_LEAD,)),
        f.Skip: Rule((_LEAD,)),
    },
    Phase.ANSWER: {
        **_UNDER_WAY,
        f.Answer: Rule(ways=(_way(*_REPLY),)),
        f.Improvise: Rule(),
        f.Next: Rule(ways=(_way(*_REPLY, label="answer"),)),
        f.Skip: Rule(ways=(_way(*_REPLY),)),
    },
    Phase.END: {
        **_UNDER_WAY,
        f.Next: Rule(ways=(_way(Phase.SHEETS, label="sheets", when=ON_STAGE), _way(Phase.FORK, label="end"))),
        f.Skip: Rule(ways=(_way(Phase.SHEETS, when=ON_STAGE), _way(Phase.DEBRIEF))),
    },
    Phase.FORK: {
        **_UNDER_WAY,
        f.Next: Rule(ways=(_way(Phase.DEBRIEF, label="fork"),)),
        f.Skip: Rule(ways=(_way(Phase.DEBRIEF),)),
    },
    Phase.SHEETS: {
        **_UNDER_WAY,
        f.End: Rule(ways=(_way(Phase.DEBRIEF),)),
        f.Next: Rule(
            ways=(
                _way(Phase.DEBRIEF, label="fork", when=_NO_SHEET, confirm="sheets"),
                _way(Phase.DEBRIEF, label="fork"),
            )
        ),
        f.Skip: Rule(ways=(_way(Phase.DEBRIEF),)),
        f.Sheet: Rule(),
    },
    Phase.DEBRIEF: _ALWAYS,
}


def refusal(room: Room, kind: type) -> Reason | None:
    """Why events of this kind are refused now; ``None`` if one is accepted, provided that its values fit."""
    rule = TABLE[room.phase].get(kind)
    if rule is None:
        return Reason.NOT_NOW
    return next((guard.why for guard in rule.guards if not guard.condition.holds(room)), None)


def takes(room: Room, kind: type) -> bool:
    """Whether an event of this kind is accepted now, provided that its values fit."""
    return refusal(room, kind) is None


def way(room: Room, kind: type) -> Way | None:
    """Where an event of this kind leads now; ``None`` if it is refused or the phase does not change."""
    if not takes(room, kind):
        return None
    ways = TABLE[room.phase][kind].ways
    return next((way for way in ways if way.when is None or way.when.holds(room)), None)
