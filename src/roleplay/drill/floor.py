"""What learners' events do. Nothing here can change the stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roleplay.drill.answer import COUNT, NOTHING, PEOPLE, Answer, Refused, Why
from roleplay.drill.events import learner as l
from roleplay.drill.names import LINE, clean
from roleplay.drill.plan import Form
from roleplay.drill.room import Room
from roleplay.drill.sheets import LEVELS
from roleplay.drill.stage import Phase


def _join(room: Room, event: l.Join) -> Answer:
    joined = room.people.join(event, room.plan)
    if isinstance(joined, Why):
        return Refused(joined)
    return PEOPLE if joined else NOTHING


def _vote(room: Room, event: l.Vote) -> Answer:
    key = room.people.key_of(event.voter, room.plan)
    if key is None:
        return Refused(Why.STRANGER)
    ballot = room.open_ballot
    if ballot is None or ballot != event.ballot:
        return Refused(Why.LOCKED)
    votes = room.ballots[ballot].votes
    if event.choice not in room.ballots[ballot].choices:
        return Refused(Why.UNKNOWN)
    if votes.get(key) == event.choice:
        return NOTHING
    votes[key] = event.choice
    return COUNT


def _words(room: Room, event: l.Words) -> Answer:
    key = room.people.key_of(event.voter, room.plan)
    if key is None:
        return Refused(Why.STRANGER)
    if room.phase is not Phase.OWN_WORDS or event.round != room.stage.round:
        return Refused(Why.LOCKED)
    here = room.words.setdefault(event.round, {})
    text = clean(event.text, LINE)
    if here.get(key, "") == text:
        return NOTHING
    if text:
        here[key] = text
    else:
        del here[key]
    return COUNT


def _mark(room: Room, event: l.Mark) -> Answer:
    if not _observes(room, event.voter):
        return Refused(Why.STRANGER)
    if event.round != room.marking:
        return Refused(Why.LOCKED)
    if event.mark not in (-1, 0, 1):
        return Refused(Why.COUNT)
    return _noted(room.sheets.marks.setdefault(event.round, {}), event.voter, event.mark)


def _grade(room: Room, event: l.Grade) -> Answer:
    if not _observes(room, event.voter):
        return Refused(Why.STRANGER)
    if room.phase is not Phase.SHEETS:
        return Refused(Why.LOCKED)
    if not 0 <= event.level < LEVELS:
        return Refused(Why.COUNT)
    return _noted(room.sheets.grades, event.voter, event.level)


def _observes(room: Room, voter: str) -> bool:
    return voter in room.people and room.plan.form is Form.HOT_SEAT


def _noted(notes: dict[str, int], voter: str, note: int) -> Answer:
    if notes.get(voter) == note:
        return NOTHING
    notes[voter] = note
    return COUNT


HANDLERS: Mapping[type, Callable[[Room, Any], Answer]] = {
    l.Join: _join,
    l.Vote: _vote,
    l.Words: _words,
    l.Mark: _mark,
    l.Grade: _grade,
}
