"""Handlers of learners' events. None of them can change the stage (phase and round)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roleplay.drill.events import learner
from roleplay.drill.names import MAX_LINE, clean
from roleplay.drill.outcome import COUNT, NOTHING, PEOPLE, Outcome, Reason, Refused
from roleplay.drill.plan import Form
from roleplay.drill.room import Room
from roleplay.drill.sheets import LEVELS
from roleplay.drill.stage import Phase


def _join(room: Room, event: learner.Join) -> Outcome:
    joined = room.people.join(event, room.plan)
    if isinstance(joined, Reason):
        return Refused(joined)
    return _arrived(room, event.voter) if joined else NOTHING


def _return(room: Room, event: learner.Return) -> Outcome:
    return _arrived(room, event.voter) if room.people.mark_present(event.voter) else NOTHING


def _arrived(room: Room, voter: str) -> Outcome:
    """A learner joined or came back: a vote that was set aside counts again."""
    ballot = room.open_ballot
    counted = ballot is not None and room.ballots[ballot].restore(voter)
    return PEOPLE | COUNT if counted else PEOPLE


def _vote(room: Room, event: learner.Vote) -> Outcome:
    key = room.people.vote_key(event.voter, room.plan)
    if key is None:
        return Refused(Reason.STRANGER)
    ballot = room.open_ballot
    if ballot is None or ballot != event.ballot:
        return Refused(Reason.LOCKED)
    votes = room.ballots[ballot].votes
    if event.choice not in room.ballots[ballot].choices:
        return Refused(Reason.UNKNOWN)
    if votes.get(key) == event.choice:
        return NOTHING
    votes[key] = event.choice
    return COUNT


def _words(room: Room, event: learner.OwnWords) -> Outcome:
    key = room.people.vote_key(event.voter, room.plan)
    if key is None:
        return Refused(Reason.STRANGER)
    if room.phase is not Phase.OWN_WORDS or event.round != room.stage.round:
        return Refused(Reason.LOCKED)
    lines = room.words.setdefault(event.round, {})
    text = clean(event.text, MAX_LINE)
    if lines.get(key, "") == text:
        return NOTHING
    if text:
        lines[key] = text
    else:
        room.withdraw_line(key, event.round)
    return COUNT


def _mark(room: Room, event: learner.Mark) -> Outcome:
    if not _observes(room, event.voter):
        return Refused(Reason.STRANGER)
    if event.round != room.marked_round:
        return Refused(Reason.LOCKED)
    if event.mark not in (-1, 0, 1):
        return Refused(Reason.COUNT)
    return _record(room.sheets.marks.setdefault(event.round, {}), event.voter, event.mark)


def _grade(room: Room, event: learner.Grade) -> Outcome:
    if not _observes(room, event.voter):
        return Refused(Reason.STRANGER)
    if room.phase is not Phase.SHEETS:
        return Refused(Reason.LOCKED)
    if not 0 <= event.level < LEVELS:
        return Refused(Reason.COUNT)
    return _record(room.sheets.grades, event.voter, event.level)


def _observes(room: Room, voter: str) -> bool:
    return voter in room.people and room.plan.form is Form.HOT_SEAT


def _record(notes: dict[str, int], voter: str, note: int) -> Outcome:
    if notes.get(voter) == note:
        return NOTHING
    notes[voter] = note
    return COUNT


HANDLERS: Mapping[type, Callable[[Room, Any], Outcome]] = {
    learner.Join: _join,
    learner.Return: _return,
    learner.Vote: _vote,
    learner.OwnWords: _words,
    learner.Mark: _mark,
    learner.Grade: _grade,
}
