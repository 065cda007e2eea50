"""What the class sees, in words: the conversation, the lines to vote on, the tallies, what a line does, and why.

Everything here may be shown to the whole room in its phase; `tallies` is empty before the reveal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import NamedTuple

from roleplay.drill.ballot import MAX_VOTES, Tally
from roleplay.drill.plan import Form, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase, Tone
from roleplay.locales import Catalogue
from roleplay.presenting.drill.staged_talk import staged_turn
from roleplay.presenting.facts import MeterFact, TranscriptLine, meter_facts, transcript_line
from roleplay.presenting.facts.coach import Coach, coach
from roleplay.presenting.facts.play import story_text
from roleplay.session import Attempt, UtteranceKind
from roleplay.session.transcript import utterances
from roleplay.text.glyphs import Glyphs

#: The names of lines, in screen order.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def vote_percent(share: float) -> int:
    """A share of the votes, 0 to 1, in whole percent, halves rounded up. (Scores are rounded down.)"""
    return floor(share * 100 + 0.5)


class LineFact(NamedTuple):
    """A line to vote for."""

    id: str
    #: from 1, in screen order
    number: int
    #: empty for a locked line
    letter: str
    text: str
    #: why it cannot be said now; ``None`` if it can
    locked: str | None = None


def lines(room: Room, words: Catalogue) -> tuple[LineFact, ...]:
    """The lines offered now, available ones first."""
    return lines_at(room.attempt, words)


def lines_at(attempt: Attempt, words: Catalogue) -> tuple[LineFact, ...]:
    """The lines offered in the current state of an attempt."""
    return tuple(
        LineFact(
            offer.id,
            number,
            LETTERS[number - 1] if offer.locked is None else "",
            story_text(offer.line.choice.say, attempt.state, words),
            None if offer.locked is None else story_text(offer.locked, attempt.state, words),
        )
        for number, offer in enumerate(attempt.offers(), 1)
    )


def letter_of(room: Room, choice: str) -> str:
    """The letter of one of the lines offered now."""
    return LETTERS[room.choices.index(choice)]


# -- the conversation ---------------------------------------------------------------


def talk(room: Room, words: Catalogue) -> tuple[TranscriptLine, ...]:
    """Everything said along the road, with the answers picked on stage."""
    attempt = room.attempt
    return tuple(line for turn in range(len(attempt.states)) for line in staged_turn(room, attempt, turn, words))


def latest_exchange(room: Room, words: Catalogue) -> tuple[TranscriptLine, ...]:
    """The latest exchange: the last line of the road, the answer to it, and what is said now."""
    attempt = room.attempt
    return staged_turn(room, attempt, len(attempt.states) - 1, words)


class Beat(NamedTuple):
    """The effect of a line: the line, the answer, what comes next, and the meters after it with their changes."""

    line: TranscriptLine
    answer: tuple[TranscriptLine, ...]
    after: tuple[TranscriptLine, ...]
    meters: tuple[MeterFact, ...]


def beat(room: Room, words: Catalogue, glyphs: Glyphs) -> Beat:
    """The effect of the line just said, or of the contrasting one viewed instead. The stage must have one of them."""
    stage = room.stage
    if room.plan.form is Form.HOT_SEAT:
        attempt = room.attempt
        spoken = list(latest_exchange(room, words))
    else:
        choice = stage.contrast or stage.lead
        assert choice is not None
        attempt = room.attempt_with(choice)
        spoken = [transcript_line(utterance, attempt, words) for utterance in utterances(attempt, attempt.turn)]
    you = next(index for index, part in enumerate(spoken) if part.kind is UtteranceKind.YOU)
    line = spoken.pop(you)
    has_reply = bool(attempt.states[-2].choice(attempt.decisions[-1].choice).reply)
    improvised = room.plan.form is Form.HOT_SEAT and bool(stage.road[-1].own)
    answer_count = has_reply + improvised
    return Beat(line, tuple(spoken[:answer_count]), tuple(spoken[answer_count:]), meter_facts(attempt, words, glyphs))


def answers(room: Room, words: Catalogue) -> tuple[str, ...]:
    """On stage: the answers or tones that the other side may pick from."""
    if room.stage.picking == "tone":
        return tuple(words(f"drill.tone.{tone}") for tone in Tone)
    return tuple(story_text(text, room.state, words) for text in room.answers())


def scripted_reply(room: Room, words: Catalogue) -> str:
    """On stage: what the other side says after the last line, while its tone is being picked; empty if nothing."""
    attempt = room.attempt
    whole_turn = utterances(attempt, attempt.turn)
    you = next(index for index, part in enumerate(whole_turn) if part.kind is UtteranceKind.YOU)
    spoken = next((part for part in whole_turn[you:] if part.kind is UtteranceKind.THEY), None)
    return "" if spoken is None else transcript_line(spoken, attempt, words).text


def room_meters(room: Room, words: Catalogue, glyphs: Glyphs) -> tuple[MeterFact, ...]:
    """The meters at the end of the road, with the changes by its last line."""
    return meter_facts(room.attempt, words, glyphs)


# -- the votes ---------------------------------------------------------------------


class TallyFact(NamedTuple):
    """A line with its votes."""

    line: LineFact
    #: votes before and after the discussion; ``None`` if that vote was not taken or not counted
    first: int | None
    second: int | None
    #: whether the facilitator called it as the majority, without a count
    called: bool
    #: whether it is the line said now
    leads: bool
    #: votes in a third vote, like ``first``
    third: int | None = None

    @property
    def counts(self) -> tuple[int | None, ...]:
        """Its votes in each of the three votes."""
        return self.first, self.second, self.third


class Tallies(NamedTuple):
    """The votes of a round."""

    lines: tuple[TallyFact, ...]
    #: total votes before and after the discussion and in a third vote; ``None`` if that vote was not taken
    first: int | None
    second: int | None
    third: int | None = None

    @property
    def totals(self) -> tuple[int | None, ...]:
        """The total votes in each of the three votes."""
        return self.first, self.second, self.third

    @property
    def counted_votes(self) -> tuple[int, ...]:
        """The indices, from 0, of the votes that were counted."""
        return tuple(vote for vote, total in enumerate(self.totals) if total is not None)


def tallies(room: Room, words: Catalogue) -> Tallies | None:
    """The votes of this round; ``None`` until they are revealed."""
    votes = [room.tally(number) for number in range(1, MAX_VOTES + 1)]
    return None if not any(votes) else tallies_of(lines(room, words), votes, room.stage.lead)


def tallies_of(facts: Iterable[LineFact], votes: Sequence[Tally | None], lead: str | None) -> Tallies:
    """The result of the votes on these lines; ``lead`` is the line that is said."""
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
    """How many votes, lines or grades are in, by the way they were given. The maximum for hands is unknown."""

    #: number given by phones or tables, and the maximum; 0 if there are none
    given: int
    most: int
    #: votes by raised hands, and by keypad presses
    hands: int = 0
    presses: int = 0

    @property
    def total(self) -> int:
        """The number given in all ways together."""
        return self.given + self.hands + self.presses


def turnout(room: Room) -> Turnout:
    """The turnout of the vote, the writing of lines or the grading now under way."""
    if room.phase is Phase.OWN_WORDS:
        return Turnout(len(room.lines()), room.voter_count)
    if room.phase is Phase.SHEETS:
        return Turnout(sum(voter in room.people.present for voter in room.sheets.grades), len(room.people))
    if room.open_ballot is None:
        return Turnout(0, room.voter_count)
    ballot = room.ballots[room.open_ballot]
    by_phone = room.plan.voting is Voting.PHONES or bool(room.plan.teams or ballot.votes)
    return Turnout(len(ballot.votes), room.voter_count if by_phone else 0, sum(ballot.hands), len(ballot.clicks))


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
    if not votes_in.most and not votes_in.given:  # only hands or keypads
        return words.count("drill.turnout.votes", votes_in.total)
    voters = "tables" if room.plan.teams else "phones"
    parts = [words.count(f"drill.turnout.{voters}", votes_in.most, given=votes_in.given)]
    for kind, votes in (("hands", votes_in.hands), ("presses", votes_in.presses)):
        parts += [words.count(f"drill.turnout.{kind}", votes)] if votes else []
    return words("drill.turnout.separator").join(parts)


# -- why ---------------------------------------------------------------------------


def coaching(room: Room, words: Catalogue) -> Coach:
    """What the line said now did, and a better one. Must not be shown before the reaction."""
    lead = room.stage.lead
    assert lead is not None
    return coach(room.attempt if room.plan.form is Form.HOT_SEAT else room.attempt_with(lead), words)


def runner_up(room: Room) -> str | None:
    """The line to compare with the one said: the next by votes after the one being compared now."""
    stage, final = room.stage, room.final_ballot()
    ranked = final.tally().ranked if final is not None and final.total else (*room.best, *room.choices)
    others = [choice for choice in dict.fromkeys(ranked) if choice != stage.lead]
    if stage.contrast in others:
        index = others.index(stage.contrast) + 1
        others = [*others[index:], *others[:index]]
    return others[0] if others else None
