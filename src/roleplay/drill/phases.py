"""The rules of a drill in one table: which events each phase accepts, and which phase they lead to.

The machine accepts events by it, the screen offers keys by it, and docs/drill-phases.md is generated from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from roleplay.drill.ballot import MAX_VOTES
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
    reason: Reason


class PhaseTransition(NamedTuple):
    """A transition to the next phase."""

    #: the next phase; if there are several, the story decides between them
    to: tuple[Phase, ...]
    #: name of the step, a catalogue key under ``drill.next``; empty if only its event has a name
    label: str = ""
    #: taken if this holds; if ``None``, taken if no earlier one was
    when: Condition | None = None
    #: what should be confirmed first, a catalogue key under ``drill.empty``; empty: nothing
    confirm: str = ""


class Rule(NamedTuple):
    """What a phase does with an event. Without transitions, the phase does not change."""

    guards: tuple[Guard, ...] = ()
    #: the first whose condition holds is taken
    transitions: tuple[PhaseTransition, ...] = ()


Rules: TypeAlias = Mapping[type, Rule]


def _to(*to: Phase, label: str = "", when: Condition | None = None, confirm: str = "") -> PhaseTransition:
    return PhaseTransition(to, label, when, confirm)


def _ballot_empty(room: Room) -> bool:
    return room.open_ballot is None or room.ballots[room.open_ballot].empty


def _any_click(room: Room) -> bool:
    return room.open_ballot is not None and bool(room.ballots[room.open_ballot].clicks)


def _lead_open(room: Room) -> bool:
    return room.stage.revealed and room.stage.lead is None


ON_STAGE = Condition("on stage", lambda room: room.plan.form is Form.HOT_SEAT)
_SAID_ON_STAGE = Condition("a line was said on stage", lambda room: ON_STAGE.holds(room) and bool(room.stage.road))
_ONE_LINE = Condition("only one line", lambda room: len(room.choices) == 1)
_OWN_WORDS = Condition("own words first", lambda room: room.plan.own_words)
_NOBODY_VOTED = Condition("nobody voted", _ballot_empty)
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
_VOTES_SHOWN = Guard(_REVEALED, Reason.NOT_NOW)
_SETTLED = Guard(
    Condition("a line is settled on, once votes are shown", lambda room: not _lead_open(room)),
    Reason.NO_LEAD,
)
_VOTE_LEFT = Guard(
    Condition(
        "votes are shown, and fewer than three", lambda room: room.stage.revealed and room.stage.vote < MAX_VOTES
    ),
    Reason.NOT_NOW,
)
_HAS_PAST = Guard(Condition("something came before", lambda room: bool(room.past)), Reason.FIRST)
_PHONES = Guard(Condition("phones vote", lambda room: room.plan.voting is Voting.PHONES), Reason.NOT_NOW)
_SPEAKER = Guard(Condition("a device speaks for a table", lambda room: room.people.has_speakers), Reason.NO_TEAM)
_TABLES = Guard(Condition("tables vote", lambda room: bool(room.plan.teams)), Reason.COUNT)
_NO_TABLES = Condition("everybody votes", lambda room: not room.plan.teams)
_ANYBODY = Guard(_NO_TABLES, Reason.UNKNOWN)
_ANYBODY_COUNTED = Guard(_NO_TABLES, Reason.COUNT)
_CLICKED = Guard(Condition("a keypad was pressed", _any_click), Reason.FIRST)
_CAN_WRITE = Guard(
    Condition("lines can be written", lambda room: room.plan.voting is Voting.PHONES or bool(room.lines())),
    Reason.NOT_NOW,
)
_HAS_LINE = Guard(Condition("a line was handed in", lambda room: bool(room.lines())), Reason.UNKNOWN)
_HAS_LEARNERS = Guard(Condition("somebody came", lambda room: bool(room.people.by_voter)), Reason.STRANGER)

_ALWAYS: Rules = {
    f.Back: Rule((_HAS_PAST,)),
    f.Cover: Rule(),
    f.FreeTeam: Rule((_SPEAKER,)),
    f.Remove: Rule((_HAS_LEARNERS,)),
    f.Rename: Rule((_HAS_LEARNERS,)),
    f.Gather: Rule(),
    f.Group: Rule(),
}
_UNDER_WAY: Rules = {
    **_ALWAYS,
    f.Door: Rule((_PHONES,)),
    # once a line was said on stage, observers have something to grade
    f.End: Rule(transitions=(_to(Phase.SHEETS, when=_SAID_ON_STAGE), _to(Phase.DEBRIEF))),
}
_TO_PATH: Rules = {f.Skip: Rule(transitions=(_to(Phase.PATH),))}
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
    f.Skip: Rule((_LEAD,), (_to(*_STORY),)),
    f.Take: Rule(transitions=(_to(*_STORY),)),
    f.Contrast: Rule((_OTHER_LINE,), (_to(Phase.CONTRAST),)),
}

#: The facilitator's events that each phase accepts, and where they lead. Nothing else is possible in a phase.
TABLE: Mapping[Phase, Rules] = {
    Phase.LOBBY: {
        **_UNDER_WAY,
        f.Arrange: Rule(),
        f.Next: Rule((_FORM_FITS,), (_to(*_STORY, label="lobby"),)),
    },
    Phase.PRESENT: {
        **_UNDER_WAY,
        f.Next: Rule(
            (_LINES,),
            (
                _to(Phase.SEAT, label="seat", when=ON_STAGE),
                _to(Phase.REACTION, label="only", when=_ONE_LINE),
                _to(Phase.OWN_WORDS, label="own-words", when=_OWN_WORDS),
                _to(Phase.VOTE, label="vote"),
            ),
        ),
        f.Skip: Rule((_LINES,), (_to(Phase.SEAT, when=ON_STAGE), _to(Phase.PATH))),
    },
    Phase.OWN_WORDS: {
        **_UNDER_WAY,
        **_TO_PATH,
        f.Next: Rule(
            transitions=(
                _to(Phase.VOTE, label="vote", when=_UNWRITTEN, confirm="lines"),
                _to(Phase.VOTE, label="vote"),
            )
        ),
        f.ShowWords: Rule((_CAN_WRITE,)),
        f.DropWords: Rule((_HAS_LINE,)),
    },
    Phase.VOTE: {
        **_COUNTING,
        f.Next: Rule(
            transitions=(
                _to(Phase.REVEAL, label="close", when=_NOBODY_VOTED, confirm="votes"),
                _to(Phase.DISCUSS, label="close", when=_SPLIT),
                _to(Phase.REVEAL, label="close"),
            )
        ),
        f.Discuss: Rule(transitions=(_to(Phase.DISCUSS),)),
    },
    Phase.DISCUSS: {
        **_UNDER_WAY,
        **_TO_PATH,
        # with votes already shown, vote again only if the facilitator wants to
        f.Lead: Rule((_VOTES_SHOWN,)),
        f.Discuss: Rule((_VOTE_LEFT,), (_to(Phase.REVOTE),)),
        f.Next: Rule(
            (_SETTLED,),
            (_to(Phase.REACTION, label="reveal", when=_REVEALED), _to(Phase.REVOTE, label="discuss")),
        ),
    },
    Phase.REVOTE: {
        **_COUNTING,
        f.Next: Rule(
            transitions=(
                _to(Phase.REVEAL, label="close", when=_NOBODY_VOTED, confirm="votes"),
                _to(Phase.REVEAL, label="close"),
            )
        ),
    },
    Phase.REVEAL: {
        **_UNDER_WAY,
        **_TO_PATH,
        f.Lead: Rule(),
        f.Discuss: Rule(transitions=(_to(Phase.DISCUSS),)),
        f.Next: Rule((_LEAD,), (_to(Phase.REACTION, label="reveal"),)),
    },
    Phase.REACTION: {
        **_UNDER_WAY,
        f.Next: Rule(transitions=(_to(*_STORY, label="on", when=ON_STAGE), _to(Phase.COACHING, label="reaction"))),
        f.Skip: Rule(transitions=(_to(*_STORY, when=ON_STAGE), _to(Phase.PATH))),
    },
    Phase.COACHING: {**_UNDER_WAY, **_TO_PATH, f.Next: Rule(transitions=(_to(Phase.PATH, label="coaching"),))},
    Phase.PATH: {**_PICKING, f.Next: Rule((_LEAD,), (_to(*_STORY, label="path"),))},
    Phase.CONTRAST: {**_PICKING, f.Next: Rule(transitions=(_to(Phase.PATH, label="contrast"),))},
    Phase.SEAT: {
        **_UNDER_WAY,
        f.Say: Rule(transitions=(_to(*_REPLY),)),
        # the line is settled on stage, not at the keyboard
        f.Next: Rule((_LEAD,)),
        f.Skip: Rule((_LEAD,)),
    },
    Phase.ANSWER: {
        **_UNDER_WAY,
        f.Answer: Rule(transitions=(_to(*_REPLY),)),
        f.Improvise: Rule(),
        f.Next: Rule(transitions=(_to(*_REPLY, label="answer"),)),
        f.Skip: Rule(transitions=(_to(*_REPLY),)),
    },
    Phase.END: {
        **_UNDER_WAY,
        f.Next: Rule(transitions=(_to(Phase.SHEETS, label="sheets", when=ON_STAGE), _to(Phase.FORK, label="end"))),
        f.Skip: Rule(transitions=(_to(Phase.SHEETS, when=ON_STAGE), _to(Phase.DEBRIEF))),
    },
    Phase.FORK: {
        **_UNDER_WAY,
        f.Next: Rule(transitions=(_to(Phase.DEBRIEF, label="fork"),)),
        f.Skip: Rule(transitions=(_to(Phase.DEBRIEF),)),
    },
    Phase.SHEETS: {
        **_UNDER_WAY,
        f.End: Rule(transitions=(_to(Phase.DEBRIEF),)),
        f.Next: Rule(
            transitions=(
                _to(Phase.DEBRIEF, label="fork", when=_NO_SHEET, confirm="sheets"),
                _to(Phase.DEBRIEF, label="fork"),
            )
        ),
        f.Skip: Rule(transitions=(_to(Phase.DEBRIEF),)),
        f.Sheet: Rule(),
    },
    Phase.DEBRIEF: _ALWAYS,
}


def refusal(room: Room, kind: type) -> Reason | None:
    """Why events of this kind are refused now; ``None`` if one is accepted, provided that its values fit."""
    rule = TABLE[room.phase].get(kind)
    if rule is None:
        return Reason.NOT_NOW
    return next((guard.reason for guard in rule.guards if not guard.condition.holds(room)), None)


def accepts(room: Room, kind: type) -> bool:
    """Whether an event of this kind is accepted now, provided that its values fit."""
    return refusal(room, kind) is None


def transition(room: Room, kind: type) -> PhaseTransition | None:
    """Where an event of this kind leads now; ``None`` if it is refused or the phase does not change."""
    if not accepts(room, kind):
        return None
    options = TABLE[room.phase][kind].transitions
    return next((option for option in options if option.when is None or option.when.holds(room)), None)
