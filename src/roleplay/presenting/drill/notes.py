"""Notes on the facilitator's own screen: the votes as they come in, and what each line is about.

Never to be shown to the class: they contain everything that is hidden from it.
"""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.ballot import MAX_VOTES
from roleplay.drill.room import SPLIT, Room
from roleplay.drill.stage import OUTSIDE_ROUNDS, VOTING, Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import LineFact, latest_exchange, lines, turnout_text, vote_percent
from roleplay.presenting.drill.contest import standings_now
from roleplay.presenting.drill.devices import Device, devices
from roleplay.presenting.facts import TranscriptLine
from roleplay.presenting.facts.coach import MoveFact, coach, criterion_name
from roleplay.presenting.facts.must_know import BriefPart, must_know, whole_brief
from roleplay.presenting.facts.own_words import PhraseFact, own_words
from roleplay.session import UtteranceKind

#: The phases in which there is a line to choose.
_LINES = frozenset((
    Phase.PRESENT, Phase.OWN_WORDS, Phase.VOTE, Phase.DISCUSS, Phase.REVOTE, Phase.REVEAL, Phase.REACTION,
    Phase.COACHING, Phase.PATH, Phase.CONTRAST, Phase.SEAT,
))  # fmt: skip


class LineNote(NamedTuple):
    """A line, its count in each vote (``None`` if not taken), its moves, and why it is good or poor."""

    line: LineFact
    best: bool
    leads: bool
    first: int | None
    second: int | None
    third: int | None
    moves: tuple[MoveFact, ...]
    points: tuple[str, ...]
    why: str


class OwnLine(NamedTuple):
    """One of the room's own lines: its number, whether the room has seen this text, and the phrases found in it."""

    number: int
    text: str
    shown: bool
    phrases: tuple[PhraseFact, ...]


class Notes(NamedTuple):
    """The content of the facilitator's own screen."""

    phase: Phase
    round: int
    #: how many votes, lines or grades are in, in words
    turnout: str
    heard: TranscriptLine | None
    #: names of the criteria due now
    due: tuple[str, ...]
    lines: tuple[LineNote, ...]
    #: what the votes so far suggest
    advice: str
    #: the room's own lines, by the numbers used to remove them
    own: tuple[OwnLine, ...]
    #: the phones in the room
    devices: tuple[Device, ...]
    questions: tuple[str, ...]
    #: the tables of a contest by rank, after a scored round
    standings: tuple[str, ...]
    #: before the conversation the whole briefing, during it what may be granted, the criteria and the red lines
    known: tuple[BriefPart, ...]


def notes(room: Room, words: Catalogue) -> Notes:
    """The notes for the current stage. On stage a line is noted until it is said."""
    scenario = room.bundle.scenario
    choosing = room.phase in _LINES and not room.state.over and not (room.phase is Phase.REACTION and room.marked_round)
    heard = (
        [said for said in latest_exchange(room, words) if said.kind is UtteranceKind.THEY]
        if room.phase is not Phase.LOBBY
        else []
    )
    return Notes(
        phase=room.phase,
        round=room.stage.round,
        turnout=turnout_text(room, words),
        heard=heard[-1] if heard else None,
        due=_due(room, words) if choosing else (),
        lines=tuple(_line(room, line, words) for line in lines(room, words) if line.locked is None) if choosing else (),
        advice=_advice(room, words),
        own=_own(room, words),
        devices=devices(room, words, private=True),
        questions=tuple(text.fill(words.language, scenario.names()) for text in room.attempt.questions()),
        standings=tuple(f"{place} {name} {score}" for _, place, name, score in standings_now(room, words)),
        known=_known(room, words),
    )


def _known(room: Room, words: Catalogue) -> tuple[BriefPart, ...]:
    if room.phase is Phase.LOBBY:
        return whole_brief(room.bundle, words)
    return () if room.phase in OUTSIDE_ROUNDS else must_know(room.bundle, words)


def _own(room: Room, words: Catalogue) -> tuple[OwnLine, ...]:
    shown = dict(room.shown_lines())
    return tuple(
        OwnLine(number, text, shown.get(number) == text, own_words(room.attempt, text, words))
        for number, text in enumerate(room.lines(), 1)
    )


def _line(room: Room, line: LineFact, words: Catalogue) -> LineNote:
    ballots = [room.ballot(number) for number in range(1, MAX_VOTES + 1)]
    first, second, third = (None if ballot is None else ballot.tally().count(line.id) for ballot in ballots)
    coaching = coach(room.attempt_with(line.id), words)
    return LineNote(
        line=line,
        best=line.id in room.best,
        leads=line.id == room.stage.lead,
        first=first,
        second=second,
        third=third,
        moves=coaching.moves,
        points=tuple(point.text for point in coaching.points),
        why=coaching.why,
    )


def _due(room: Room, words: Catalogue) -> tuple[str, ...]:
    node = room.state.passage.node
    refs = (node.assess if node is not None else None) or ()
    return tuple(criterion_name(room.attempt, ref, words.language) for ref in refs)


def _advice(room: Room, words: Catalogue) -> str:
    """The current share of the best lines, and whether a discussion is worthwhile."""
    if room.phase not in VOTING:
        return ""
    ballot = room.ballots[room.open_ballot] if room.open_ballot is not None else None
    share = None if ballot is None else ballot.tally().share(room.best)
    if share is None:
        return words("speaker.no_votes")
    shown = vote_percent(share)
    if room.phase is Phase.REVOTE:
        first = room.ballot(1)
        before = None if first is None else first.tally().share(room.best)
        if before is not None:
            return words("speaker.shift", before=vote_percent(before), now=shown)
    key = "low" if share < SPLIT[0] else "high" if share > SPLIT[1] else "split"
    return words(f"speaker.{key}", share=shown)
