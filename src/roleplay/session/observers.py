"""Observers' sheets compared with the rubric's judgement of an attempt, and how far all of them agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from roleplay.scene.model import Criterion
from roleplay.scene.observation import ObserverSheet, SheetEntry
from roleplay.scoring.agreement import Agreement, agreement
from roleplay.session.attempt import Attempt

#: The number of possible marks on a line (for, neutral, against), and of levels.
_MARKS, _LEVELS = 3, 4


class WatchedLine(NamedTuple):
    """A line of the learner's on the sheets of a criterion. A mark is 1 (for), 0 (not visible) or -1 (against)."""

    #: from 1
    number: int
    #: by observer; ``None`` if there is no mark
    marks: tuple[int | None, ...]
    #: the rubric's mark; ``None`` if the criterion was not at stake
    rubric: int | None


class WatchedCriterion(NamedTuple):
    """A criterion that at least one observer watched."""

    #: ``heat.hear``
    ref: str
    criterion: Criterion
    #: by observer; ``None`` if it was not watched
    sheets: tuple[SheetEntry | None, ...]
    lines: tuple[WatchedLine, ...]
    #: the rubric's level; ``None`` if it was not assessed
    level: int | None


class PairAgreement(NamedTuple):
    """The agreement of two judges, observers by index; ``second`` is ``None`` for the rubric."""

    first: int
    second: int | None
    #: on the lines both marked, over all criteria
    marks: Agreement
    #: on the criteria both gave a level
    levels: Agreement


def watched_criteria(attempt: Attempt, observations: Sequence[ObserverSheet]) -> tuple[WatchedCriterion, ...]:
    """The criteria watched, in rubric order; each observation must fit the attempt (`reading.observations`)."""
    card = attempt.scorecard()
    criteria: list[WatchedCriterion] = []
    for rubric in card.rubrics:
        for score in rubric.criteria:
            sheets = tuple(_sheet(each, rubric.rubric.id, score.criterion.id) for each in observations)
            if any(sheet is not None for sheet in sheets):
                lines = tuple(_lines(attempt, score.ref, sheets))
                criteria.append(WatchedCriterion(score.ref, score.criterion, sheets, lines, score.level))
    return tuple(criteria)


def _sheet(observation: ObserverSheet, rubric: str, criterion: str) -> SheetEntry | None:
    """What was noted about a criterion; ``None`` if nothing was."""
    sheet = observation.criteria.get(criterion) if observation.rubric == rubric else None
    return None if sheet is None or sheet.empty else sheet


def _lines(attempt: Attempt, ref: str, sheets: Sequence[SheetEntry | None]) -> Iterator[WatchedLine]:
    judge = attempt.judge
    for number, decision in enumerate(attempt.decisions, 1):
        evidence = judge.judge(attempt.states[number - 1])[decision.choice].evidence
        points = next((item.points for item in evidence if judge.measures[item.criterion].ref == ref), None)
        marks = tuple(None if sheet is None else sheet.marks.get(number) for sheet in sheets)
        yield WatchedLine(number, marks, None if points is None else (points > 0) - (points < 0))


def agreements(criteria: Sequence[WatchedCriterion], observers: int) -> tuple[PairAgreement, ...]:
    """Agreement of every two observers, then of each of them with the rubric."""
    pairs: list[tuple[int, int | None]] = [*combinations(range(observers), 2)]
    pairs += [(observer, None) for observer in range(observers)]
    return tuple(_pair(criteria, first, second) for first, second in pairs)


def _pair(criteria: Sequence[WatchedCriterion], first: int, second: int | None) -> PairAgreement:
    marks, levels = list[tuple[int, int]](), list[tuple[int, int]]()
    for each in criteria:
        for line in each.lines:
            _append_pair(marks, line.marks[first], line.rubric if second is None else line.marks[second])
        _append_pair(levels, _level(each, first), _level(each, second))
    return PairAgreement(first, second, agreement(marks, _MARKS), agreement(levels, _LEVELS))


def _append_pair(pairs: list[tuple[int, int]], first: int | None, second: int | None) -> None:
    if first is not None and second is not None:
        pairs.append((first, second))


def _level(criterion: WatchedCriterion, observer: int | None) -> int | None:
    if observer is None:
        return criterion.level
    sheet = criterion.sheets[observer]
    return None if sheet is None else sheet.level
