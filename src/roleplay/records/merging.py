"""Merging two versions of one attempt: whether one continues the other, or they have diverged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from roleplay.records.journal import JournalAttempt, Reflection, live_decisions
from roleplay.records.model import AnsweredGoal, AttemptRecord, AttemptResult, DecisionRecord
from roleplay.records.rows import stamp, to_json


def same_attempt(ours: AttemptRecord, theirs: AttemptRecord) -> bool:
    """Whether both are the same attempt: begun at the same time with the same setup. What followed may differ."""
    return _identity_fields(ours) == _identity_fields(theirs)


def _identity_fields(record: AttemptRecord) -> tuple[object, ...]:
    return (
        record.scenario_id,
        record.bundle,
        record.seed,
        record.mode,
        record.language,
        dict(record.personas),
        dict(record.options),
        record.started_at,
        # the id of its parent may differ: see `journal_import`
        None if record.branch is None else record.branch.turn,
    )


def diverged_at(ours: JournalAttempt, theirs: JournalAttempt) -> int | None:
    """The index in the logs at which the versions diverge; ``None`` if one continues the other.

    A finished attempt cannot be continued: a longer log diverges from it at its end.
    """
    my_log, their_log = action_log(ours.decisions), action_log(theirs.decisions)
    index = next(
        (
            index
            for index, (my_action, their_action) in enumerate(zip(my_log, their_log, strict=False))
            if my_action != their_action
        ),
        None,
    )
    if index is None and len(my_log) != len(their_log):
        shorter = ours if len(my_log) < len(their_log) else theirs
        return None if shorter.record.ended_at is None else min(len(my_log), len(their_log))
    return index


def action_log(decisions: Sequence[DecisionRecord]) -> list[tuple[object, ...]]:
    """The actions in order: a line said, or the last one taken back.

    The log only ever grows: of two versions of an attempt, the log of the earlier is a prefix of the later's. Where
    lines were taken back is derived from the positions of the lines, because the clock may have been set back.
    """
    actions, live = list[tuple[object, ...]](), list[DecisionRecord]()
    for row in decisions:
        while len(live) > row.position:
            actions.append(("back", live.pop().undone_at))
        live.append(row)
        line = row.decision
        actions.append((line.choice, row.at, row.position, line.node, line.shown, line.language, line.sure, line.guess))
    while live and live[-1].undone_at is not None:
        actions.append(("back", live.pop().undone_at))
    return actions


def diverged_id(attempt: JournalAttempt, index: int) -> str:
    """The id given to a version that diverged at ``index``, so that both can be kept; deterministic."""
    actions = action_log(attempt.decisions)
    what, at = actions[index][:2] if index < len(actions) else ("end", attempt.record.ended_at)
    timestamp = stamp(at) if isinstance(at, datetime) else None
    return hashlib.sha256(f"{attempt.id}\n{to_json([what, timestamp])}".encode()).hexdigest()[:32]


def merged(ours: JournalAttempt, theirs: JournalAttempt) -> JournalAttempt:
    """Everything that two versions contain of an attempt that has not diverged. Symmetric in its arguments."""
    ahead = len(action_log(theirs.decisions)) - len(action_log(ours.decisions))
    later, other = (theirs, ours) if ahead > 0 else (ours, theirs)
    decisions = tuple(
        row if same is None or row.decision.own_words is not None else row._replace(decision=same.decision)
        for row, same in zip_longest(later.decisions, other.decisions)
    )
    reflection = _reflection(ours.reflection, theirs.reflection)
    results = _results(ours, theirs)
    ended = [each.record.ended_at for each in (ours, theirs) if each.record.ended_at is not None]
    abandoned = [each.record.abandoned_at for each in (later, other) if each.record.abandoned_at is not None]
    if ended or (ahead and later.record.abandoned_at is None):  # it was resumed after being abandoned
        abandoned = []
    record = later.record._replace(
        kept=live_decisions(decisions),
        taken_back=sum(row.undone_at is not None for row in decisions),
        hints=max(ours.record.hints, theirs.record.hints),
        ended_at=min(ended, default=None),
        result=results[-1] if results else None,
        abandoned_at=min(abandoned, default=None),
        before_score=None if reflection is None else reflection.before_score,
        goal=None if reflection is None else reflection.goal,
        answered=_answered(ours.record.answered, theirs.record.answered),
    )
    return JournalAttempt(record, decisions, reflection, tuple(results[:-1]))


def _results(ours: JournalAttempt, theirs: JournalAttempt) -> list[AttemptResult]:
    """Every result, by rising scoring version; of two with the same version, the one with more counted."""
    found: dict[int, AttemptResult] = {}
    for attempt in (ours, theirs):
        for result in (*attempt.earlier, attempt.record.result):
            if result is not None:
                known = found.get(result.scoring)
                if known is None or _counted(result) > _counted(known):
                    found[result.scoring] = result
    return [found[version] for version in sorted(found)]


def _counted(result: AttemptResult) -> tuple[bool, bool]:
    return result.counted is not None, result.fully_counted


def _reflection(ours: Reflection | None, theirs: Reflection | None) -> Reflection | None:
    """The later comment and the later goal; a goal that was withdrawn stays withdrawn."""
    if ours is None or theirs is None:
        return ours or theirs
    comment = max((each for each in (ours, theirs)), key=lambda each: (each.before_score is not None, each.at))
    goal = max((ours, theirs), key=lambda each: (each.goal_at is not None, each.goal_at or each.at))
    ended = [
        each.goal_ended_at
        for each in (ours, theirs)
        if each.goal_ended_at is not None and (each.goal, each.goal_at) == (goal.goal, goal.goal_at)
    ]
    return Reflection(comment.before_score, goal.goal, max(ours.at, theirs.at), goal.goal_at, min(ended, default=None))


def _answered(ours: AnsweredGoal | None, theirs: AnsweredGoal | None) -> AnsweredGoal | None:
    """The earlier answer, because the first answer counts."""
    return min(filter(None, (ours, theirs)), key=lambda each: (each.at, each.goal), default=None)
