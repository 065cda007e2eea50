"""The class debrief in words: the road with its votes, the effect of discussions, sheets, tables, questions.

It has counts only, never who voted for what, and no learner's name; only tables are named. The lines that learners
handed in are included only on request, and then anonymously, in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.drill.observed import MarkedLine, ObservedCriterion, observed_criteria
from roleplay.drill.plan import Form
from roleplay.drill.road import Round, road
from roleplay.drill.room import Room
from roleplay.drill.stage import ChosenBy
from roleplay.locales import Catalogue
from roleplay.presenting.dates import Day
from roleplay.presenting.drill.board import LETTERS, Tallies, lines_at, talk, tallies_of, vote_percent
from roleplay.presenting.drill.contest import (
    Exhibit,
    Standings,
    gallery,
    places,
    standing_text,
    standings,
    tables_for,
)
from roleplay.presenting.facts import TranscriptLine
from roleplay.presenting.facts.coach import criterion_name
from roleplay.presenting.facts.costs import points_text
from roleplay.presenting.facts.criteria import score_text
from roleplay.presenting.facts.debrief import TOO_MANY, DebriefFacts, Foresight, debrief_facts
from roleplay.session import UtteranceKind


class LineTables(NamedTuple):
    """The names of the tables that voted for a line, in each vote and in the one that counts."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    third: tuple[str, ...]
    final: tuple[str, ...]

    @property
    def votes(self) -> tuple[tuple[str, ...], ...]:
        """The tables in each of the three votes."""
        return self.first, self.second, self.third


class RoundFact(NamedTuple):
    """A decision of the road."""

    #: from 1; equals the turn number in the debrief
    number: int
    node: str
    #: everything said and shown since the previous line, ending with what is being answered
    talk: tuple[TranscriptLine, ...]
    heard_from: str
    heard: str
    votes: Tallies
    #: for each line in ``votes`` the tables that voted for it; empty if learners vote individually
    tables: tuple[LineTables, ...]
    #: letters of the best lines
    best: tuple[str, ...]
    #: the line that was said
    letter: str
    said: str
    by: ChosenBy
    by_text: str
    discussed: bool
    #: change in the share of the best lines by the discussion, in percentage points; ``None`` without two votes
    points: int | None
    #: the same as a sentence; empty if there was no discussion
    shift: str
    #: the lines handed in, if requested
    own: tuple[str, ...]


class MarkFact(NamedTuple):
    """A line on an observation sheet: marks against it, "not seen", for it; and the rubric's verdict."""

    number: int
    said: str
    against: int
    unseen: int
    for_it: int
    #: the rubric's verdict, 1, 0 or -1; ``None`` if the criterion was not at stake
    sign: int | None
    rubric: str


class GradeFact(NamedTuple):
    """A level, its anchor, how many observers gave it, and whether it is the rubric's level."""

    level: int
    anchor: str
    given: int
    rubric: bool


class SheetFact(NamedTuple):
    """All sheets of one criterion, merged."""

    name: str
    about: str
    observers: int
    lines: tuple[MarkFact, ...]
    #: share of the marks, 0 to 1, that agree with the rubric; ``None`` if there are none to compare
    agreed: float | None
    agreement: str
    grades: tuple[GradeFact, ...]
    #: the rubric's own score and level in words, or that it was not assessed
    rubric: str


class StandingFact(NamedTuple):
    """A table: its place, its score (0 to 1, ``None`` if not assessed), and what its votes cost."""

    #: its rank; ``=`` if all tables are level
    place: str
    name: str
    share: float | None
    score: str
    #: empty if unknown
    cost: str
    votes: str


class StandingsFact(NamedTuple):
    """The tables by rank, and how they were ranked."""

    rubric: str
    tables: tuple[StandingFact, ...]
    notes: tuple[str, ...]


class ClassDebrief(NamedTuple):
    """Everything in a class debrief. Only a contest has ``standings`` and a ``gallery``."""

    title: str
    #: who took part and how many votes there were, in words and as numbers; 0 learners if unknown
    turnout: str
    learners: int
    votes: int
    debrief: DebriefFacts
    rounds: tuple[RoundFact, ...]
    #: what was said and shown after the last line
    last: tuple[TranscriptLine, ...]
    #: where a discussion changed the votes most; empty if no round had two votes
    largest_shift: str
    sheets: tuple[SheetFact, ...]
    standings: StandingsFact | None
    gallery: tuple[Exhibit, ...]
    discussion: tuple[str, ...]


def class_debrief(
    room: Room, words: Catalogue, foresight: Foresight = None, *, own_words: bool = False
) -> ClassDebrief:
    """Debrief the road of a room, finished or not, with the ``foresight`` that is known of its story.

    ``own_words`` includes the lines handed in.
    """
    past_rounds = road(room)
    chunks = _chunks(talk(room, words))
    rounds = tuple(_round(room, round, chunks[round.number - 1], words) for round in past_rounds)
    if own_words:
        rounds = tuple(
            fact._replace(own=_lines_handed_in(room, round)) for fact, round in zip(rounds, past_rounds, strict=True)
        )
    debrief = debrief_facts(room.attempt, words, foresight)
    turns = tuple(  # on stage the other side may have picked another answer than the first that fits
        turn._replace(coach=turn.coach._replace(heard=fact.heard))
        for turn, fact in zip(debrief.turns, rounds, strict=True)
    )
    totals = [total for round in rounds for total in round.votes.totals if total is not None]
    contest = room.plan.form is Form.CONTEST
    return ClassDebrief(
        title=room.bundle.scenario.title.get(words.language),
        turnout=_turnout(room, len(rounds), totals, words),
        learners=len(room.people),
        votes=sum(totals),
        debrief=debrief._replace(turns=turns),
        rounds=rounds,
        last=chunks[-1],
        largest_shift=_largest_shift(past_rounds, room, words),
        sheets=tuple(_sheet(room, criterion, rounds, words) for criterion in observed_criteria(room)),
        standings=_standings(room, foresight, words) if contest else None,
        gallery=gallery(room, words) if contest else (),
        discussion=debrief.discussion,
    )


def occasion(group: str | None, day: Day, words: Catalogue) -> tuple[str, ...]:
    """What identifies a drill besides its scene: the group, if it is named, and the day in words."""
    return (*((group,) if group else ()), day.in_words(words))


def _chunks(talk: tuple[TranscriptLine, ...]) -> tuple[tuple[TranscriptLine, ...], ...]:
    """What was said before each line of the class, and after the last one."""
    chunks: list[list[TranscriptLine]] = [[]]
    for said in talk:
        if said.kind is UtteranceKind.YOU:
            chunks.append([])
        else:
            chunks[-1].append(said)
    return tuple(map(tuple, chunks))


def _turnout(room: Room, rounds: int, totals: Sequence[int], words: Catalogue) -> str:
    learners, tables = len(room.people), len(room.plan.teams)
    if room.plan.form is Form.HOT_SEAT:
        key = "stage" if learners else "stage_alone"
    elif tables:
        key = "tables"
    else:
        key = "class" if learners else "hands"
    values = {"learners": learners, "tables": tables, "rounds": rounds, "taken": len(totals), "votes": sum(totals)}
    return words(f"lookback.turnout.{key}", **values)


# -- rounds ------------------------------------------------------------------------


def _round(room: Room, round: Round, heard: tuple[TranscriptLine, ...], words: Catalogue) -> RoundFact:
    lines = lines_at(room.origin.after(room.stage.choices[: round.number - 1]), words)
    answered_line = next(line for line in reversed(heard) if line.kind is UtteranceKind.THEY)
    said_line = next(line for line in lines if line.id == round.step.choice)
    by, shift = round.step.by, _shift(round, room)
    votes = tallies_of(lines, round.tallies, said_line.id)
    ballots = (*round.ballots, round.final)
    return RoundFact(
        number=round.number,
        node=round.state.passage.id,
        talk=heard,
        heard_from=answered_line.name,
        heard=answered_line.text,
        votes=votes,
        tables=tuple(
            LineTables(*(tables_for(room, ballot, line.line.id) for ballot in ballots)) for line in votes.lines
        ),
        best=tuple(LETTERS[round.choices.index(choice)] for choice in round.choices if choice in _bests(round, room)),
        letter=said_line.letter,
        said=said_line.text,
        by=by,
        by_text=words(f"lookback.by.{by.value}"),
        discussed=round.discussed,
        points=None if shift is None else shift.points,
        shift=_shift_text(round, shift, words),
        own=(),
    )


def _lines_handed_in(room: Room, round: Round) -> tuple[str, ...]:
    """The lines handed in, sorted, because their original order could reveal who wrote them."""
    return tuple(sorted(room.lines(round.step.round)))


def handed_in_count(room: Room) -> int:
    """The number of lines handed in on the road and not removed."""
    return sum(len(room.lines(round.step.round)) for round in road(room))


class _Shift(NamedTuple):
    """Shares of the best lines before and after the discussion, in whole percent."""

    before: int
    after: int

    @property
    def points(self) -> int:
        return self.after - self.before


def _bests(round: Round, room: Room) -> frozenset[str]:
    return room.origin.judge.best_choices(round.state)


def _shift(round: Round, room: Room) -> _Shift | None:
    shares = round.shares(_bests(round, room))
    return None if shares is None else _Shift(*map(vote_percent, shares))


def _shift_text(round: Round, shift: _Shift | None, words: Catalogue) -> str:
    if not round.discussed:
        return ""
    if shift is None:
        return words("lookback.shift.uncounted")
    return words(
        f"lookback.shift.{_direction(shift)}", before=shift.before, after=shift.after, points=abs(shift.points)
    )


def _direction(shift: _Shift) -> str:
    return "same" if shift.points == 0 else "up" if shift.points > 0 else "down"


def _largest_shift(road: tuple[Round, ...], room: Room, words: Catalogue) -> str:
    shifts = [(round.number, shift) for round in road if (shift := _shift(round, room)) is not None]
    if not shifts:
        return ""
    number, shift = max(shifts, key=lambda pair: abs(pair[1].points))
    return words(f"lookback.moved.{_direction(shift)}", number=number, before=shift.before, after=shift.after)


# -- sheets ------------------------------------------------------------------------

_SIGNS = {1: "for", 0: "unseen", -1: "against", None: "not_at_stake"}


def _sheet(room: Room, criterion: ObservedCriterion, rounds: tuple[RoundFact, ...], words: Catalogue) -> SheetFact:
    attempt, language = room.attempt, words.language
    lead = attempt.scorecard().rubrics[0]
    score = next(line for line in lead.criteria if line.ref == criterion.ref)
    agreed = criterion.agreed / criterion.compared if criterion.compared else None
    if agreed is None:
        agreement = words("lookback.agreement_none")
    else:
        share = score_text(agreed, words)
        agreement = words("lookback.agreement", agreed=criterion.agreed, compared=criterion.compared, share=share)
    if score.level is None:
        rubric = words("lookback.rubric_none")
    else:
        level = words("debrief.level", level=score.level)
        rubric = words("lookback.rubric", share=score_text(score.score, words), level=level)
    return SheetFact(
        name=criterion_name(attempt, criterion.ref, language),
        about=score.criterion.about.get(language),
        observers=criterion.observers,
        lines=tuple(_mark(line, rounds[line.number - 1], words) for line in criterion.lines),
        agreed=agreed,
        agreement=agreement,
        grades=tuple(
            GradeFact(grade, anchor.get(language), given, grade == criterion.level)
            for grade, (anchor, given) in enumerate(zip(score.criterion.levels, criterion.grades, strict=True))
        ),
        rubric=rubric,
    )


def _mark(line: MarkedLine, round: RoundFact, words: Catalogue) -> MarkFact:
    word = words(f"lookback.mark.{_SIGNS[line.sign]}")
    return MarkFact(line.number, round.said, *line.marks, line.sign, word)


# -- tables ------------------------------------------------------------------------


def _standings(room: Room, foresight: Foresight, words: Catalogue) -> StandingsFact:
    values = foresight if foresight is not TOO_MANY else None
    table = standings(room, values)
    rubric = room.origin.judge.rubrics[0].name.get(words.language)
    tables = tuple(
        StandingFact(
            place=place,
            name=standing.name,
            share=standing.score,
            score=standing_text(standing, words),
            cost="" if standing.regret is None else points_text(standing.regret),
            votes=f"{standing.votes}/{table.decisions}",
        )
        for standing, place in zip(table.tables, places(table), strict=True)
    )
    return StandingsFact(rubric, tables, _notes(room, table, rubric, foresight, words))


def _notes(room: Room, table: Standings, rubric: str, foresight: Foresight, words: Catalogue) -> tuple[str, ...]:
    if not table.decisions:
        return (words("lookback.standings.no_votes"),)
    early = () if room.state.over else (words("lookback.standings.ended", count=table.decisions),)
    cost = (words("lookback.standings.cost"),) if any(standing.regret is not None for standing in table.tables) else ()
    if any(standing.score is None for standing in table.tables):
        return *early, words("lookback.standings.not_assessed"), *cost
    few = (words("lookback.standings.so_far"),) if table.so_far else ()
    level = (words("lookback.standings.level"),) if table.level else ()
    how = words("lookback.standings.how", rubric=rubric)
    if foresight is TOO_MANY:
        return *early, *level, *few, how, words("lookback.standings.too_many")
    ties = words("lookback.standings.ties" if foresight is not None else "lookback.standings.not_yet")
    return *early, *level, *few, how, ties, *cost
