"""The votes of a class for other programs: JSON lines with the same keys in every language and version.

The first line says what was played, then follow one line per round of the road and one about the end:

    {"line": "drill", "roleplay": "class/1", "id", "begun", "group", "scene", "title", "language", "form", "seed",
     "learners", "tables", "votes", "rubric", "criteria", "rubrics": {rubric: [criterion]}}
    {"line": "round", "round", "node", "heard", "said", "by", "tone", "improvised", "discussed", "shift", "own": [text],
     "choices": [{"choice", "letter", "text", "best", "votes": [before, after], "hands": [...], "clicks": [...],
     "tables": [name], "points": {criterion: points}}], "times": {phase: time}}
    {"line": "end", "ending", "outcome", "passed", "scores": {criterion or rubric: 0 to 1}, "costs": [...],
     "standings": [...], "so_far", "observed": [...], "discussion": [question], "times": {phase: time}}

``votes``, ``hands`` and ``clicks`` have a third number if a third vote was taken. ``null`` means a vote that was not
counted, a criterion that was not assessed, an ending that was not reached, or an unknown cost. ``shift`` is in
percentage points. ``form`` is ``class``, ``contest`` or ``hot-seat``, ``by`` one of ``majority facilitator best seat
only``, ``outcome`` one of ``success partial failure``. ``so_far`` means that the rubric could not assess a contest that
was ended early: the scores in its standings are provisional. ``tables`` are those that voted for the line in the vote
that counts. ``own`` are the lines that were handed in, if own words were requested. On stage (``hot-seat``) ``tone`` is
how the other side answered, one of ``calm sharp weary unsure``, and ``improvised`` what it added. Costs are points of
the leading rubric (``rubric``): for each round, the final cost of what was said. ``discussion`` are the questions that
apply to this road. Times are ISO 8601, each the first time that a phase began: in a round its own phases (``present
vote discuss reveal reaction coaching path`` and so on), at the end those before and after the rounds. Votes are counts;
no person appears, and the only names are those of tables and of the group.
"""

from __future__ import annotations

import json
from typing import Any

from roleplay.drill.ballot import Ballot
from roleplay.drill.observed import observed_criteria
from roleplay.drill.plan import Form
from roleplay.drill.road import Round, road
from roleplay.drill.room import Room
from roleplay.drill.stage import Tone
from roleplay.drill.timeline import Timeline
from roleplay.presenting.drill.class_debrief import ClassDebrief, RoundFact
from roleplay.presenting.drill.contest import standings
from roleplay.presenting.facts.debrief import TOO_MANY, Foresight
from roleplay.reports.rows import vote_counts
from roleplay.scoring.scorecard import scores

FORMAT = "class/1"


def as_lines(
    room: Room, debrief: ClassDebrief, timeline: Timeline, drill: str, language: str, foresight: Foresight
) -> str:
    """The JSON lines as text."""
    records = [_head(room, debrief, drill, language) | {"begun": timeline.begun}]
    for round_, fact in zip(road(room), debrief.rounds, strict=True):
        records.append(_round(room, round_, fact) | {"times": timeline.rounds.get(round_.step.round, {})})
    records.append(_end(room, debrief, foresight) | {"times": timeline.outside})
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _head(room: Room, debrief: ClassDebrief, drill: str, language: str) -> dict[str, Any]:
    judge = room.origin.judge
    lead = judge.rubrics[0]
    return {
        "line": "drill",
        "roleplay": FORMAT,
        "id": drill,
        "group": room.group or None,
        "scene": room.bundle.scenario.id,
        "title": debrief.title,
        "language": language,
        "form": room.plan.form.value,
        "seed": room.plan.seed,
        "learners": debrief.learners,
        "tables": list(room.plan.teams),
        "votes": debrief.votes,
        "rubric": lead.id,
        "criteria": [measure.ref for measure in judge.measures if measure.rubric is lead],
        "rubrics": {
            rubric.id: [measure.ref for measure in judge.measures if measure.rubric is rubric]
            for rubric in judge.rubrics
        },
    }


def _round(room: Room, round_: Round, fact: RoundFact) -> dict[str, Any]:
    judge = room.origin.judge
    judged = judge.judge(round_.state)
    choices = []
    for line, tables in zip(fact.votes.lines, fact.tables, strict=True):
        counts = [_ways(ballot, line.line.id) for ballot in _listed(round_)]
        choices.append(
            {
                "choice": line.line.id,
                "letter": line.line.letter,
                "text": line.line.text,
                "best": line.line.letter in fact.best,
                "votes": [count[0] for count in counts],
                "hands": [count[1] for count in counts],
                "clicks": [count[2] for count in counts],
                "tables": list(tables.final),
                "points": {judge.measures[e.criterion].ref: e.points for e in judged[line.line.id].evidence},
            }
        )
    return {
        "line": "round",
        "round": fact.number,
        "node": fact.node,
        "heard": fact.heard,
        "said": round_.step.choice,
        "by": fact.by.value,
        "tone": None if round_.step.tone is Tone.PLAIN else round_.step.tone.value,
        "improvised": round_.step.own or None,
        "discussed": fact.discussed,
        "shift": fact.points,
        "own": list(fact.own),
        "choices": choices,
    }


def _listed(round_: Round) -> tuple[Ballot | None, ...]:
    """The votes of a round: the first two, and the third if it was taken."""
    return round_.ballots if round_.third is not None else round_.ballots[:2]


def _ways(ballot: Ballot | None, choice: str) -> tuple[int | None, int | None, int | None]:
    return (None, None, None) if ballot is None or not ballot.total else vote_counts(ballot, choice)


def _end(room: Room, debrief: ClassDebrief, foresight: Foresight) -> dict[str, Any]:
    card, passage = room.attempt.scorecard(), room.state.passage
    values = foresight if foresight is not TOO_MANY else None
    known = values is not None
    contest = standings(room, values) if room.plan.form is Form.CONTEST else None
    return {
        "line": "end",
        "ending": passage.id if passage.ending is not None else None,
        "outcome": passage.ending.outcome.value if passage.ending is not None else None,
        "passed": card.passed,
        "scores": dict(scores(card.rubrics)),
        "costs": [turn.cost if known else None for turn in debrief.debrief.turns],
        "standings": [
            {"table": table.name, "rank": table.rank, "score": table.score, "cost": table.regret, "votes": table.votes}
            for table in (contest.tables if contest else ())
        ],
        "so_far": contest.so_far if contest else None,
        "observed": [
            {
                "criterion": criterion.ref,
                "observers": criterion.observers,
                "marks": [
                    {"round": line.number, **line.marks._asdict(), "rubric": line.sign} for line in criterion.lines
                ],
                "compared": criterion.compared,
                "agreed": criterion.agreed,
                "grades": list(criterion.grades),
                "level": criterion.level,
            }
            for criterion in observed_criteria(room)
        ],
        "discussion": list(debrief.discussion),
    }
