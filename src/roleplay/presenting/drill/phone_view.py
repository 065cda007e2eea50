"""What one phone may know. Nothing else gets from a room to the network.

Before the reveal: the conversation, the lines with their letters, and the learner's own vote; no moves, points, reasons
or consequences of a line, and no count of other people's votes. After the reveal the tallies, with the coaching the
reason.
"""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.events.facilitator import Veil
from roleplay.drill.events.learner import Voter
from roleplay.drill.names import MAX_LINE
from roleplay.drill.plan import Form
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import LineFact, Tallies, beat, coaching, latest_exchange, lines, tallies
from roleplay.presenting.drill.contest import standings_now
from roleplay.presenting.facts import TranscriptLine
from roleplay.presenting.facts.briefing import papers
from roleplay.session import UtteranceKind
from roleplay.text.glyphs import Glyphs

#: The phases in which a phone shows the lines, the revealed votes, and the effect of a line.
_LINES = frozenset((Phase.VOTE, Phase.DISCUSS, Phase.REVOTE, Phase.REVEAL))
_TALLIES = frozenset((Phase.DISCUSS, Phase.REVEAL))
_BEATS = frozenset((Phase.REACTION, Phase.COACHING, Phase.PATH))


class WatchedFact(NamedTuple):
    """The criterion an observer watches: its name, its description, and the anchor of each level."""

    name: str
    about: str
    levels: tuple[str, ...]


class PhoneView(NamedTuple):
    """What a phone currently shows."""

    title: str
    phase: Phase
    veil: Veil
    joined: bool
    #: whether newcomers may join
    door: bool
    #: tables to join: (index, name, whether it is free); empty if there are none
    teams: tuple[tuple[int, str, bool], ...]
    #: whether a name may be given
    names: bool
    team: str
    name: str
    #: whether this phone only observes
    observes: bool
    round: int
    #: (title, text) of the papers that everybody has
    papers: tuple[tuple[str, str], ...]
    talk: tuple[TranscriptLine, ...]
    lines: tuple[LineFact, ...]
    #: the (round, vote) being taken
    ballot: tuple[int, int] | None
    #: the learner's own vote in it, or the last one of this round
    own_vote: str | None
    tallies: Tallies | None
    why: str
    #: the standing of this phone's table in a contest, after a scored round
    standing: str
    #: whether a line in the learner's own words is requested, and its current text
    words_asked: bool
    words: str
    words_most: int
    watched: WatchedFact | None
    #: the round whose line may be marked, and the mark given so far
    marking: int | None
    marked: int | None
    #: whether a grade is requested, and the one given so far
    grading: bool
    grade: int | None


def phone_view(room: Room, voter: Voter | None, words: Catalogue, glyphs: Glyphs) -> PhoneView:
    """The view for the phone of ``voter``; ``None`` for someone who has no token yet."""
    person = room.people.by_voter.get(voter) if voter is not None else None
    plan, phase = room.plan, room.phase
    key = room.people.vote_key(voter, plan) if voter is not None else None
    joined = person is not None and (not plan.teams or person.team is not None)
    observes = plan.form is Form.HOT_SEAT
    ballot = room.open_ballot if joined and not observes else None
    shown = joined and not observes and phase in _LINES
    return PhoneView(
        title=room.bundle.scenario.title.get(words.language),
        phase=phase,
        veil=room.veil,
        joined=joined,
        door=room.people.door_open,
        teams=tuple((n, name, room.people.speaker_of(n) in (None, voter)) for n, name in enumerate(plan.teams)),
        names=plan.names,
        team=plan.teams[person.team] if person is not None and person.team is not None and plan.teams else "",
        name=person.name if person is not None and plan.names else "",
        observes=observes,
        round=room.stage.round,
        papers=tuple(papers(room.bundle.scenario, words.language)) if joined else (),
        talk=_talk(room, words, glyphs) if joined else (),
        lines=tuple(line for line in lines(room, words) if line.locked is None) if shown else (),
        ballot=ballot,
        own_vote=_own_vote(room, key),
        tallies=tallies(room, words) if joined and phase in _TALLIES else None,
        why=coaching(room, words).why if joined and not observes and phase is Phase.COACHING else "",
        standing=_standing(room, person.team, words) if joined and person is not None else "",
        words_asked=joined and phase is Phase.OWN_WORDS,
        words=room.words.get(room.stage.round, {}).get(key or "", ""),
        words_most=MAX_LINE,
        watched=_watched(room, person.number, words) if joined and observes and person is not None else None,
        marking=room.marked_round if joined else None,
        marked=room.sheets.marks.get(room.marked_round or 0, {}).get(voter or ""),
        grading=joined and observes and phase is Phase.SHEETS,
        grade=room.sheets.grades.get(voter or ""),
    )


def _own_vote(room: Room, key: str | None) -> str | None:
    ballot = room.ballot(max(room.stage.vote, 1))
    return None if ballot is None or key is None else ballot.votes.get(key)


def _standing(room: Room, team: int | None, words: Catalogue) -> str:
    tables = standings_now(room, words)
    own_table = next((table for table in tables if table.team == team), None)
    if own_table is None:
        return ""
    key = "phone.standing" if own_table.place.isdecimal() else "phone.standing_level"
    return words(key, place=own_table.place, count=len(tables), score=own_table.score)


def _talk(room: Room, words: Catalogue, glyphs: Glyphs) -> tuple[TranscriptLine, ...]:
    """What was said last. Phones follow the class's screen and never run ahead of it."""
    if room.phase is Phase.LOBBY:
        return ()
    if room.phase in _BEATS and room.stage.lead is not None:
        shown = beat(room, words, glyphs)
        return (shown.line, *(shown.answer or shown.after))
    if room.phase is Phase.ANSWER:  # only the line to be answered has been said
        return tuple(line for line in latest_exchange(room, words) if line.kind is UtteranceKind.YOU)
    return latest_exchange(room, words)


def _watched(room: Room, number: int, words: Catalogue) -> WatchedFact:
    rubric_id, _, name = room.sheets.watched_by(number).partition(".")
    criterion = room.bundle.rubrics[rubric_id].criterion(name)
    assert criterion is not None
    language = words.language
    levels = tuple(level.get(language) for level in criterion.levels)
    return WatchedFact(criterion.name.get(language), criterion.about.get(language), levels)
