"""What the class sees, in words: the talk, the lines to vote on, the tallies, what a line does, and why.

Everything here may be shown to the whole room at the phase it belongs to; `tallies` shows nothing before the reveal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import NamedTuple

from roleplay.drill.ballot import MOST_VOTES, Tally
from roleplay.drill.plan import Form, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase, Tone
from roleplay.locales import Catalogue
from roleplay.presenting.drill.as_said import as_said
from roleplay.presenting.facts import Gauge, Said, gauges, said
from roleplay.presenting.facts.coach import Coach, coach
from roleplay.presenting.facts.play import as_told
from roleplay.session import Attempt, UtteranceKind
from roleplay.session.transcript import utterances
from roleplay.text.glyphs import Glyphs

#: What lines are called, in the order of the screen.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def vote_percent(share: float) -> int:
    """A share of the votes, 0 to 1, in whole per cent; a half goes up. (Scores are rounded down.)"""
    return floor(share * 100 + 0.5)


class LineFact(NamedTuple):
    """A line to vote for."""

    id: str
    #: from 1, in the order of the screen
    number: int
    #: empty for a line that is locked
    letter: str
    text: str
    #: why it cannot be said now; ``None`` where it can
    locked: str | None = None


def lines(room: Room, words: Catalogue) -> tuple[LineFact, ...]:
    """The lines of this moment, those that can be said first."""
    return lines_at(room.attempt, words)


def lines_at(attempt: Attempt, words: Catalogue) -> tuple[LineFact, ...]:
    """The lines of the moment at which an attempt stands."""
    return tuple(
        LineFact(
            offer.id,
            number,
            LETTERS[number - 1] if offer.locked is None else "",
            as_told(offer.line.choice.say, attempt.state, words),
            None if offer.locked is None else as_told(offer.locked, attempt.state, words),
        )
        for number, offer in enumerate(attempt.offers(), 1)
    )


def letter_of(room: Room, choice: str) -> str:
    """The letter of a line of this moment."""
    return LETTERS[room.choices.index(choice)]


# -- the talk ----------------------------------------------------------------------


def talk(room: Room, words: Catalogue) -> tuple[Said, ...]:
    """All that was said along the road, with the answers that were picked on stage."""
    attempt = room.attempt
    return tuple(line for turn in range(len(attempt.states)) for line in as_said(room, attempt, turn, words))


def moment(room: Room, words: Catalogue) -> tuple[Said, ...]:
    """What came with the last line of the road: that line, the answer to it, and what is said now."""
    attempt = room.attempt
    return as_said(room, attempt, len(attempt.states) - 1, words)


class Beat(NamedTuple):
    """What a line does: the line, the answer to it, what comes next, and the meters after it with their change."""

    line: Said
    answer: tuple[Said, ...]
    after: tuple[Said, ...]
    gauges: tuple[Gauge, ...]


def beat(room: Room, words: Catalogue, glyphs: Glyphs) -> Beat:
    """What the line does that is said now, or the one looked at in its place. The stage must have one of them."""
    stage = room.stage
    if room.plan.form is Form.HOT_SEAT:
        attempt = room.attempt
        spoken = list(moment(room, words))
    else:
        choice = stage.contrast or stage.lead
        assert choice is not None
        attempt = room.attempt_with(choice)
        spoken = [said(utterance, attempt, words) for utterance in utterances(attempt, attempt.turn)]
    you = next(index for index, part in enumerate(spoken) if part.kind is UtteranceKind.YOU)
    line = spoken.pop(you)
    has_reply = bool(attempt.states[-2].choice(attempt.decisions[-1].choice).reply)
    improvised = room.plan.form is Form.HOT_SEAT and bool(stage.road[-1].own)
    cut = has_reply + improvised
    return Beat(line, tuple(spoken[:cut]), tuple(spoken[cut:]), gauges(attempt, words, glyphs))


def answers(room: Room, words: Catalogue) -> tuple[str, ...]:
    """On stage: what the other side may pick from."""
    if room.stage.picking == "tone":
        return tuple(words(f"drill.tone.{tone}") for tone in Tone)
    return tuple(as_told(text, room.state, words) for text in room.answers())


def to_be_said(room: Room, words: Catalogue) -> str:
    """On stage: what the other side says after the last line, where a tone is picked for it; empty: nothing."""
    attempt = room.attempt
    whole_turn = utterances(attempt, attempt.turn)
    you = next(index for index, part in enumerate(whole_turn) if part.kind is UtteranceKind.YOU)
    spoken = next((part for part in whole_turn[you:] if part.kind is UtteranceKind.THEY), None)
    return "" if spoken is None else said(spoken, attempt, words).text


def state_gauges(room: Room, words: Catalogue, glyphs: Glyphs) -> tuple[Gauge, ...]:
    """The meters at the end of the road, with the change by its last line."""
    return gauges(room.attempt, words, glyphs)


# -- the votes ---------------------------------------------------------------------


class TallyFact(NamedTuple):
    """A line with its votes."""

    line: LineFact
    #: votes before and after the discussion; ``None``: that vote was not taken or not counted
    first: int | None
    second: int | None
    #: the line that the facilitator called, without a count
    called: bool
    #: the line that is said now
    leads: bool
    #: votes in one more vote, like ``first``
    third: int | None = None

    @property
    def counts(self) -> tuple[int | None, ...]:
        """The votes for it, vote by vote."""
        return self.first, self.second, self.third


class Tallies(NamedTuple):
    """The votes of a round."""

    lines: tuple[TallyFact, ...]
    #: votes counted in all, before and after the discussion and in one more vote; ``None``: that one was not taken
    first: int | None
    second: int | None
    third: int | None = None

    @property
    def totals(self) -> tuple[int | None, ...]:
        """The votes counted in all, vote by vote."""
        return self.first, self.second, self.third

    @property
    def taken(self) -> tuple[int, ...]:
        """Which votes were counted, from 0."""
        return tuple(vote for vote, total in enumerate(self.totals) if total is not None)


def tallies(room: Room, words: Catalogue) -> Tallies | None:
    """The votes of this round; ``None`` until they are revealed."""
    votes = [room.tally(number) for number in range(1, MOST_VOTES + 1)]
    return None if not any(votes) else counted(lines(room, words), votes, room.stage.lead)


def counted(facts: Iterable[LineFact], votes: Sequence[Tally | None], lead: str | None) -> Tallies:
    """What the votes on these lines came to; ``lead`` is the line that is said."""
    first, second, third = (tally if tally is not None and tally.total else None for tally in votes)
    called = next((tally.called for tally in reversed(votes) if tally is not None and tally.called), None)
    return Tallies(
        tuple(
            TallyFact(
                line=line,
                first=first.count(line.id) if first else None,
                second=second.count(line.id) if second else None,
                third=third.count(line.id) if third else None,
                called=called == line.id,
                leads=lead == line.id,
            )
            for line in facts
            if line.locked is None
        ),
        first.total if first else None,
        second.total if second else None,
        third.total if third else None,
    )


class Turnout(NamedTuple):
    """How many votes, lines or grades are in, each way of giving them apart: hands have no limit that is known."""

    #: given by phones, or by tables, and how many of these there can be; 0: none is there
    given: int
    most: int
    #: votes that were raised hands, and presses of keypads
    hands: int = 0
    presses: int = 0

    @property
    def total(self) -> int:
        """All of them, however they came."""
        return self.given + self.hands + self.presses


def turnout(room: Room) -> Turnout:
    """Of the vote being taken, of the lines being written, or of the grades being given."""
    if room.phase is Phase.OWN_WORDS:
        return Turnout(len(room.lines()), room.voters)
    if room.phase is Phase.SHEETS:
        return Turnout(sum(voter in room.people.here for voter in room.sheets.grades), len(room.people))
    if room.open_ballot is None:
        return Turnout(0, room.voters)
    ballot = room.ballots[room.open_ballot]
    by_phone = room.plan.voting is Voting.PHONES or bool(room.plan.teams or ballot.votes)
    return Turnout(len(ballot.votes), room.voters if by_phone else 0, sum(ballot.hands), len(ballot.clicks))


def turnout_text(room: Room, words: Catalogue) -> str:
    """The same in words: ``4 of 9 phones in, 20 hands``."""
    votes_in = turnout(room)
    key = {Phase.OWN_WORDS: "lines", Phase.SHEETS: "grades"}.get(room.phase, "")
    if key:
        if votes_in.most:
            return words.count(f"drill.turnout.{key}_of", votes_in.most, given=votes_in.given)
        return words.count(f"drill.turnout.{key}", votes_in.given)
    ballot = room.open_ballot
    if ballot is not None and not votes_in.total and room.ballots[ballot].called:
        return words("drill.turnout.called")
    if not votes_in.most and not votes_in.given:  # all came in the same way
        return words.count("drill.turnout.votes", votes_in.total)
    who = "tables" if room.plan.teams else "phones"
    parts = [words.count(f"drill.turnout.{who}", votes_in.most, given=votes_in.given)]
    for way, votes in (("hands", votes_in.hands), ("presses", votes_in.presses)):
        parts += [words.count(f"drill.turnout.{way}", votes)] if votes else []
    return words("drill.turnout.separator").join(parts)


# -- why ---------------------------------------------------------------------------


def coaching(room: Room, words: Catalogue) -> Coach:
    """What the line that is said now did, and a better one. Not before the reaction was shown."""
    lead = room.stage.lead
    assert lead is not None
    return coach(room.attempt if room.plan.form is Form.HOT_SEAT else room.attempt_with(lead), words)


def runner_up(room: Room) -> str | None:
    """The line to look at beside the one that is said: the next by votes, after the one that is looked at now."""
    stage, final = room.stage, room.final()
    ranked = final.tally().ranked if final is not None and final.total else (*room.best, *room.choices)
    others = [choice for choice in dict.fromkeys(ranked) if choice != stage.lead]
    if stage.contrast in others:
        index = others.index(stage.contrast) + 1
        others = [*others[index:], *others[:index]]
    return others[0] if others else None
