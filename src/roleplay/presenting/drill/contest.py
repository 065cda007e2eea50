"""The tables of a contest compared: points from the rubric and nothing else, and the best lines they chose.

At each decision of the road a table is judged by the line it voted for in the vote that counts; a table that did not
vote missed everything that was due there. Its score is that of the leading rubric over these decisions, computed by
`roleplay.scoring`. Ties are broken by the total regret of the votes, where a missing vote costs the most that could be
lost; tables still level share a rank. Decisions at which no table voted (the facilitator skipped the vote) do not
count.

While the rubric cannot assess every table yet, or if the contest was ended before that, the score covers every
criterion that was at stake at all, however rarely: an interim standing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from roleplay.drill.ballot import Ballot
from roleplay.drill.people import table_key
from roleplay.drill.plan import Form
from roleplay.drill.road import Round, road
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.engine import State
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import LineFact, lines_at
from roleplay.presenting.facts.coach import MoveFact, coach
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import grade_criteria, mean

if TYPE_CHECKING:
    from roleplay.scoring.value import Values

#: Digits to which figures are compared, so that floating-point noise ranks no table above another.
_DIGITS = 9


class Standing(NamedTuple):
    """A table's standing. ``team`` is its index in the plan; ``rank`` starts at 1 and may be shared."""

    rank: int
    team: int
    name: str
    #: 0 to 1; ``None`` if no criterion was at stake
    score: float | None
    #: in points of the leading rubric, >= 0; ``None`` if unknown
    regret: float | None
    #: decisions at which it voted
    votes: int


class Standings(NamedTuple):
    """The tables by rank; tables sharing a rank are in the order of the plan."""

    tables: tuple[Standing, ...]
    #: decisions that counted
    decisions: int
    #: whether the scores are interim
    so_far: bool

    @property
    def shared(self) -> bool:
        """Whether any rank is shared."""
        return len({standing.rank for standing in self.tables}) < len(self.tables)

    @property
    def level(self) -> bool:
        """Whether all tables share one rank."""
        return len({standing.rank for standing in self.tables}) == 1


class _ScoredDecision(NamedTuple):
    """A decision in a contest: its state, the lines offered, and the line each table voted for."""

    state: State
    choices: tuple[str, ...]
    votes: Mapping[int, str]


def standings(room: Room, values: Values | None) -> Standings:
    """The current standings. Without the story's ``values``, tables with the same score share a rank.

    The decision under way counts as soon as its votes were shown, or the line to go on with is being picked.
    """
    counted = [scored for scored in _decisions(room) if scored.votes]
    votes_by_team = [[scored.votes.get(team) for scored in counted] for team in range(len(room.plan.teams))]
    assessed = [_score(room, counted, votes) for votes in votes_by_team]
    so_far = None in assessed
    scores = [_score(room, counted, votes, so_far=True) for votes in votes_by_team] if so_far else assessed
    entries: list[tuple[tuple[float, float], Standing]] = []
    for team, (name, votes, score) in enumerate(zip(room.plan.teams, votes_by_team, scores, strict=True)):
        regret = None if values is None else _regret(values, counted, votes)
        # if nothing was assessed there is nothing to rank by
        key = (0.0, 0.0) if score is None else (-round(score, _DIGITS), regret or 0.0)
        votes_cast = sum(vote is not None for vote in votes)
        entries.append((key, Standing(rank=0, team=team, name=name, score=score, regret=regret, votes=votes_cast)))
    entries.sort(key=lambda entry: entry[0])
    keys = [key for key, _ in entries]
    ranked = tuple(standing._replace(rank=keys.index(key) + 1) for key, standing in entries)
    return Standings(ranked, len(counted), so_far)


def _decisions(room: Room) -> list[_ScoredDecision]:
    """The decisions of the road, and the one under way once its votes were shown."""
    decisions = [_ScoredDecision(decision.state, decision.choices, votes_of(room, decision)) for decision in road(room)]
    stage = room.stage
    phases = {earlier.phase for earlier in (*room.past, stage) if earlier.round == stage.round}
    closed = stage.revealed or stage.lead is not None or Phase.PATH in phases
    if closed and stage.round not in {step.round for step in stage.road}:
        decisions.append(_ScoredDecision(room.state, room.choices, _votes(room, room.final_ballot())))
    return decisions


def votes_of(room: Room, decision: Round) -> dict[int, str]:
    """Table -> the line it voted for, in the vote that counts."""
    return _votes(room, decision.final)


def _votes(room: Room, ballot: Ballot | None) -> dict[int, str]:
    votes = {} if ballot is None else ballot.votes
    return {team: votes[table_key(team)] for team in range(len(room.plan.teams)) if table_key(team) in votes}


def tables_for(room: Room, ballot: Ballot | None, choice: str) -> tuple[str, ...]:
    """The names of the tables that voted for a line, in the order of the plan."""
    votes = {} if ballot is None else ballot.votes
    return tuple(name for team, name in enumerate(room.plan.teams) if votes.get(table_key(team)) == choice)


def _score(
    room: Room, counted: Sequence[_ScoredDecision], votes: Sequence[str | None], *, so_far: bool = False
) -> float | None:
    judge = room.origin.judge
    total = 0
    for scored, vote in zip(counted, votes, strict=True):
        total += judge.missed(scored.state) if vote is None else judge.judge(scored.state)[vote].packed
    scores, *_ = grade_criteria(judge, total)
    if so_far:
        scores = tuple(replace(line, score=line.totals.score) for line in scores if line.totals.decisions)
    return mean(scores)


def _regret(values: Values, counted: Sequence[_ScoredDecision], votes: Sequence[str | None]) -> float:
    total = 0.0
    for scored, vote in zip(counted, votes, strict=True):
        lines = scored.choices if vote is None else (vote,)
        total += max(values.regret(scored.state, line) for line in lines)
    return round(total, _DIGITS)


def standing_text(standing: Standing, words: Catalogue) -> str:
    """The score of a table in percent, or that it was not assessed."""
    if standing.score is None:
        return words("debrief.not_assessed")
    return f"{floor(percent(standing.score) * 10) / 10:.1f}%"


def places(table: Standings) -> tuple[str, ...]:
    """The rank of each table as shown; ``=`` if all are level or nothing was at stake, so that none is first."""
    return tuple("=" if table.level else str(standing.rank) for standing in table.tables)


class StandingNow(NamedTuple):
    """A table's standing after the round just scored."""

    team: int
    place: str
    name: str
    score: str


def standings_now(room: Room, words: Catalogue) -> tuple[StandingNow, ...]:
    """The tables of a contest by rank, once a decision they voted on is settled; else empty."""
    if room.plan.form is not Form.CONTEST or room.phase not in (Phase.PATH, Phase.CONTRAST):
        return ()
    if not _votes(room, room.final_ballot()):
        return ()
    table = standings(room, None)
    return tuple(
        StandingNow(standing.team, place, standing.name, standing_text(standing, words))
        for standing, place in zip(table.tables, places(table), strict=True)
    )


# -- the gallery -------------------------------------------------------------------


class GalleryLine(NamedTuple):
    """A line that tables voted for, the tables, and what the line does."""

    line: LineFact
    tables: tuple[str, ...]
    moves: tuple[MoveFact, ...]
    why: str
    #: whether no line there was better
    best: bool


class TableLine(NamedTuple):
    """A table's line in its own words."""

    table: str
    text: str


class Exhibit(NamedTuple):
    """A decision in the gallery: its number on the road, the best lines tables voted for, and their own lines."""

    number: int
    lines: tuple[GalleryLine, ...]
    own: tuple[TableLine, ...]


def gallery(room: Room, words: Catalogue) -> tuple[Exhibit, ...]:
    """The decisions of the road at which tables voted or wrote lines of their own."""
    exhibits: list[Exhibit] = []
    names = room.plan.teams
    for decision in road(room):
        typed = room.displayed_words.get(decision.step.round, {})  # only lines that the room has already been shown
        own = tuple(
            TableLine(name, typed[table_key(team)]) for team, name in enumerate(names) if table_key(team) in typed
        )
        shown = _shown(room, decision, words)
        if shown or own:
            exhibits.append(Exhibit(decision.number, shown, own))
    return tuple(exhibits)


def _shown(room: Room, decision: Round, words: Catalogue) -> tuple[GalleryLine, ...]:
    votes, judge = votes_of(room, decision), room.origin.judge
    judged, bests = judge.judge(decision.state), judge.best_choices(decision.state)
    top = max((judge.quality(judged[choice]) for choice in votes.values()), default=None)
    before = room.stage.choices[: decision.number - 1]
    lines: list[GalleryLine] = []
    for line in lines_at(room.origin.after(before), words):
        if line.id in votes.values() and judge.quality(judged[line.id]) == top:
            fact = coach(room.origin.after((*before, line.id)), words)
            tables = tables_for(room, decision.final, line.id)
            lines.append(GalleryLine(line, tables, fact.moves, fact.why, line.id in bests))
    return tuple(lines)
