"""Two versions of one attempt put together: which is the later one, or whether they have parted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from roleplay.records.journal import JournalAttempt, Reflection, live
from roleplay.records.model import AnsweredGoal, AttemptRecord, AttemptResult, DecisionRecord
from roleplay.records.rows import stamp, to_json


def same_play(mine: AttemptRecord, theirs: AttemptRecord) -> bool:
    """Whether both are the same attempt, begun at one moment in one way; what became of it may differ."""
    return _beginning(mine) == _beginning(theirs)


def _beginning(record: AttemptRecord) -> tuple[object, ...]:
    return (
        record.scenario_id,
        record.bundle,
        record.seed,
        record.mode,
        record.language,
        dict(record.personas),
        dict(record.options),
        record.started_at,
        # what its parent is called may differ: see `taking_in`
        None if record.branch is None else record.branch.turn,
    )


def parted_at(mine: JournalAttempt, theirs: JournalAttempt) -> int | None:
    """The number, from 0, of the first thing that was done otherwise; ``None``: one has become the other.

    What is over does not go on.
    """
    one, other = log_of(mine.decisions), log_of(theirs.decisions)
    place = next((place for place, (done, also) in enumerate(zip(one, other, strict=False)) if done != also), None)
    if place is None and len(one) != len(other):
        shorter = mine if len(one) < len(other) else theirs
        return None if shorter.record.ended_at is None else min(len(one), len(other))
    return place


def log_of(decisions: Sequence[DecisionRecord]) -> list[tuple[object, ...]]:
    """What was done, one thing after another: a line said, or the last one taken back.

    Nothing is ever taken out of it: of two versions of an attempt the earlier one is the beginning of the later. The
    places of the lines say where one was taken back between them; the clock may have been put back meanwhile.
    """
    done, standing = list[tuple[object, ...]](), list[DecisionRecord]()
    for row in decisions:
        while len(standing) > row.position:
            done.append(("back", standing.pop().undone_at))
        standing.append(row)
        line = row.decision
        done.append((line.choice, row.at, row.position, line.node, line.shown, line.language, line.sure, line.guess))
    while standing and standing[-1].undone_at is not None:
        done.append(("back", standing.pop().undone_at))
    return done


def name_beside(attempt: JournalAttempt, place: int) -> str:
    """The id under which a version that has parted from another one at ``place`` stands beside it: ever the same."""
    done = log_of(attempt.decisions)
    what, at = done[place][:2] if place < len(done) else ("end", attempt.record.ended_at)
    moment = stamp(at) if isinstance(at, datetime) else None
    return hashlib.sha256(f"{attempt.id}\n{to_json([what, moment])}".encode()).hexdigest()[:32]


def joined(mine: JournalAttempt, theirs: JournalAttempt) -> JournalAttempt:
    """All that both know of an attempt that has not parted. Which one is called mine makes no difference."""
    ahead = len(log_of(theirs.decisions)) - len(log_of(mine.decisions))
    later, other = (theirs, mine) if ahead > 0 else (mine, theirs)
    decisions = tuple(
        row if same is None or row.decision.own_words is not None else row._replace(decision=same.decision)
        for row, same in zip_longest(later.decisions, other.decisions)
    )
    reflection = _reflection(mine.reflection, theirs.reflection)
    judged = _results(mine, theirs)
    ended = [each.record.ended_at for each in (mine, theirs) if each.record.ended_at is not None]
    left = [each.record.abandoned_at for each in (later, other) if each.record.abandoned_at is not None]
    if ended or (ahead and later.record.abandoned_at is None):  # it was gone on with after all
        left = []
    record = later.record._replace(
        kept=live(decisions),
        taken_back=sum(row.undone_at is not None for row in decisions),
        hints=max(mine.record.hints, theirs.record.hints),
        ended_at=min(ended, default=None),
        result=judged[-1] if judged else None,
        abandoned_at=min(left, default=None),
        before_score=None if reflection is None else reflection.before_score,
        goal=None if reflection is None else reflection.goal,
        answered=_answered(mine.record.answered, theirs.record.answered),
    )
    return JournalAttempt(record, decisions, reflection, tuple(judged[:-1]))


def _results(mine: JournalAttempt, theirs: JournalAttempt) -> list[AttemptResult]:
    """Every result, by the version of the scoring; of two by one version that of which more was counted."""
    found: dict[int, AttemptResult] = {}
    for attempt in (mine, theirs):
        for result in (*attempt.earlier, attempt.record.result):
            if result is not None:
                known = found.get(result.scoring)
                if known is None or _counted(result) > _counted(known):
                    found[result.scoring] = result
    return [found[version] for version in sorted(found)]


def _counted(result: AttemptResult) -> tuple[bool, bool]:
    return result.counted is not None, result.fully_counted


def _reflection(mine: Reflection | None, theirs: Reflection | None) -> Reflection | None:
    """Of what was said, and of the goal, the later; a goal that was taken back stays so."""
    if mine is None or theirs is None:
        return mine or theirs
    said = max((each for each in (mine, theirs)), key=lambda each: (each.before_score is not None, each.at))
    goal = max((mine, theirs), key=lambda each: (each.goal_at is not None, each.goal_at or each.at))
    ended = [
        each.goal_ended_at
        for each in (mine, theirs)
        if each.goal_ended_at is not None and (each.goal, each.goal_at) == (goal.goal, goal.goal_at)
    ]
    return Reflection(said.before_score, goal.goal, max(mine.at, theirs.at), goal.goal_at, min(ended, default=None))


def _answered(mine: AnsweredGoal | None, theirs: AnsweredGoal | None) -> AnsweredGoal | None:
    """A first answer stays."""
    return min(filter(None, (mine, theirs)), key=lambda each: (each.at, each.goal), default=None)
