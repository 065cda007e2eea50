"""The state of a plan's items: the record ticks those it can verify, the learner ticks the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.presenting.dates import local_date
from roleplay.presenting.ladder import LadderFact
from roleplay.presenting.plan import ActionPlan, PlanItem, PlanPhase, Task, TaskKind
from roleplay.presenting.practice_days import PracticeDays
from roleplay.records.model import AttemptSummary, GoalAnswer, GoalRecord, When
from roleplay.scoring.percent import whole_percent

#: A percentage is reached once it was held in ``REACH_IN`` of ``REACH_OF`` attempts in a row.
REACH_IN, REACH_OF = 2, 3
#: A poor move is given up once it was made in at most ``FEWER_LINES`` lines of ``FEWER_OF`` attempts in a row that
#: offered it.
FEWER_LINES, FEWER_OF = 1, 3


class PracticeRecord(NamedTuple):
    """The learner's practice as far as the record holds it."""

    #: oldest first
    finished: Sequence[AttemptSummary]
    goals: Sequence[GoalRecord]
    #: card and time of every focus-drill try
    focused: Sequence[tuple[str, When]]
    days: PracticeDays
    ladder: LadderFact


class ItemStanding(NamedTuple):
    """The state of an item."""

    item: PlanItem
    #: whether the record can verify it
    verifiable: bool
    #: the day on which it was done, as ``2026-05-04``; ``None`` while it is open
    done: str | None
    #: progress, ``so_far`` of ``of``; 0 of 0 if nothing is counted
    so_far: int = 0
    of: int = 0
    #: figures from the record to show, attempt by attempt: percentages, or numbers of lines with a move
    figures: tuple[int, ...] = ()


class _Count(NamedTuple):
    done: str | None
    so_far: int
    of: int
    figures: tuple[int, ...] = ()


def standings(plan: ActionPlan, practice: PracticeRecord) -> list[ItemStanding]:
    """The state of every item since the plan was made, in the order in which they are shown."""
    return [_standing(item, plan.made, practice) for item in plan.in_order]


def _standing(item: PlanItem, since: When, practice: PracticeRecord) -> ItemStanding:
    ticked = None if item.ticked is None else local_date(item.ticked)
    counter = None if item.task is None else _COUNTERS.get(item.task.kind)
    if item.task is None or counter is None:
        return ItemStanding(item, False, ticked)
    count = counter(item.task, since, practice)
    return ItemStanding(
        item,
        verifiable=True,
        done=count.done or ticked,
        so_far=min(count.so_far, count.of),
        of=count.of,
        figures=count.figures,
    )


def check_in_due(plan: ActionPlan | None, today: str) -> PlanItem | None:
    """The latest check-in scheduled up to ``today``, if it is open; earlier open ones are skipped."""
    items = () if plan is None else plan.items
    reached = [item for item in items if item.phase is PlanPhase.CHECK_INS and item.day <= today]
    latest = max(reached, key=lambda item: item.day, default=None)
    return latest if latest is not None and latest.ticked is None else None


# -- what the record sees ------------------------------------------------------------------


def _finished_since(since: When, practice: PracticeRecord) -> list[AttemptSummary]:
    return [summary for summary in practice.finished if summary.ended_at >= since]


def _times(days: Iterable[str], wanted: int) -> _Count:
    counted = list(days)
    return _Count(counted[wanted - 1] if len(counted) >= wanted else None, len(counted), wanted)


def _played(task: Task, since: When, practice: PracticeRecord) -> _Count:
    fitting = (s for s in _finished_since(since, practice) if s.scenario_id == task.scene and s.mode == task.mode)
    return _times((local_date(s.ended_at) for s in fitting), task.amount)


def _passed(task: Task, since: When, practice: PracticeRecord) -> _Count:
    fitting = (s for s in _finished_since(since, practice) if s.scenario_id == task.scene and s.mode == task.mode)
    return _times((local_date(s.ended_at) for s in fitting if s.result.passed), task.amount)


def _focused(task: Task, since: When, practice: PracticeRecord) -> _Count:
    return _times((local_date(at) for card, at in practice.focused if card == task.ref and at >= since), task.amount)


def _reached(task: Task, since: When, practice: PracticeRecord) -> _Count:
    assessed = [s for s in _finished_since(since, practice) if task.ref in s.result.scores]
    percents = [whole_percent(s.result.scores[task.ref]) for s in assessed]
    best = 0
    for end in range(1, len(percents) + 1):
        held = sum(percent >= task.amount for percent in percents[max(end - REACH_OF, 0) : end])
        best = max(best, held)
        if held >= REACH_IN:
            return _Count(local_date(assessed[end - 1].ended_at), REACH_IN, REACH_IN, tuple(percents))
    return _Count(None, best, REACH_IN, tuple(percents))


def _fewer(task: Task, since: When, practice: PracticeRecord) -> _Count:
    counted = [s for s in _finished_since(since, practice) if _could_be_made(task.move, s)]
    lines = [s.result.counted.poor.get(task.move, (0, 0))[0] for s in counted if s.result.counted is not None]
    run = 0
    for end in range(1, len(lines) + 1):
        run = next((n for n in range(min(end, FEWER_OF), 0, -1) if sum(lines[end - n : end]) <= FEWER_LINES), 0)
        if run == FEWER_OF:
            return _Count(local_date(counted[end - 1].ended_at), FEWER_OF, FEWER_OF, tuple(lines))
    return _Count(None, run, FEWER_OF, tuple(lines))


def _could_be_made(move: str, summary: AttemptSummary) -> bool:
    """Whether an attempt offered a line with the move at any point, as far as that was counted."""
    counted = summary.result.counted
    return counted is not None and (move in counted.poor or bool((counted.offered or {}).get(move)))


def _goal(task: Task, since: When, practice: PracticeRecord) -> _Count:
    answered = (
        local_date(check.at)
        for goal in practice.goals
        if goal.text == task.goal
        for check in goal.checks
        if check.answer is GoalAnswer.YES and check.at >= since
    )
    return _times(sorted(answered), task.amount)


def _due(task: Task, since: When, practice: PracticeRecord) -> _Count:
    attempts = _finished_since(since, practice)
    days = []
    for card in task.cards:
        moments = [s.ended_at for s in attempts if card in s.result.scores]
        moments += [at for ref, at in practice.focused if ref == card and at >= since]
        if moments:
            days.append(local_date(min(moments)))
    return _times(sorted(days), len(task.cards))


def _days(task: Task, since: When, practice: PracticeRecord) -> _Count:
    first = local_date(since)
    return _times((day for day in practice.days.days if day >= first), task.amount)


def _climbed(task: Task, since: When, practice: PracticeRecord) -> _Count:
    return _times(practice.ladder.days, task.amount)


_COUNTERS: Mapping[TaskKind, Callable[[Task, When, PracticeRecord], _Count]] = {
    TaskKind.PLAY: _played,
    TaskKind.PASS: _passed,
    TaskKind.FOCUS: _focused,
    TaskKind.REACH: _reached,
    TaskKind.FEWER: _fewer,
    TaskKind.GOAL: _goal,
    TaskKind.DUE: _due,
    TaskKind.DAYS: _days,
    TaskKind.LADDER: _climbed,
}
