"""The moves of a template's lines if the scene's leading rubric is not the one it was written for.

A complete walk of a template has a fixed number of steps; at each, two criteria of the rubric are due (three if it has
more criteria than there are steps). Of the lines of a step, ``well`` is best on all of them, ``miss`` worst on all, and
``half`` alternates between the best and the worst. No line makes a critical move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.scene.model import Criterion, Move, MoveKind, Rubric

KINDS = ("well", "half", "miss")


class TemplateStep(NamedTuple):
    """What is due at a step, as ``rubric.criterion``, and the moves of each kind of line."""

    due: tuple[str, ...]
    moves: Mapping[str, tuple[str, ...]]


def steps_of(rubric: Rubric, moves: Mapping[str, Move], count: int) -> tuple[TemplateStep, ...]:
    """The steps of a walk of ``count`` decisions under ``rubric``; ``moves`` is the vocabulary."""
    return tuple(_step(rubric, moves, number, _due(rubric.criteria, count, number)) for number in range(count))


def is_assessed(rubric: Rubric, steps: Sequence[TemplateStep]) -> bool:
    """Whether a walk through all the steps yields a score on any criterion of ``rubric``."""
    due = [name for step in steps for name in step.due]
    return any(due.count(name) >= rubric.minimum for name in due)


def _due(criteria: Sequence[Criterion], count: int, number: int) -> list[Criterion]:
    """Adjacent criteria in the rubric's order, from the first to the last, wrapping around."""
    size = min(len(criteria), 2 if len(criteria) <= count else 3)
    first = number * len(criteria) // count
    return [criteria[(first + offset) % len(criteria)] for offset in range(size)]


def _step(rubric: Rubric, moves: Mapping[str, Move], number: int, due: list[Criterion]) -> TemplateStep:
    known = {name: move for name, move in moves.items() if name not in rubric.critical}
    good, poor = ([_best_move(criterion, due, known, number, sign) for criterion in due] for sign in (1, -1))
    half = [(good, poor)[(index + number) % 2][index] for index in range(len(due))]
    if len(due) == 1:
        half = [_without_points(due, known, MoveKind.GOOD) or half[0]]
    moves_by_kind = {"well": good, "half": half, "miss": poor}
    return TemplateStep(
        tuple(f"{rubric.id}.{criterion.id}" for criterion in due),
        {kind: tuple(dict.fromkeys(names)) for kind, names in moves_by_kind.items()},
    )


def _best_move(
    criterion: Criterion, due: Sequence[Criterion], moves: Mapping[str, Move], number: int, sign: int
) -> str:
    """A move that earns most on ``criterion`` (``sign`` 1), or costs most (-1), without the opposite effect elsewhere.

    Equal candidates are used in turn. If there is none, a move without any points.
    """
    fitting = {name: points for name, points in criterion.points.items() if points * sign > 0 and name in moves}
    clean = {name: p for name, p in fitting.items() if all(other.points.get(name, 0) * sign >= 0 for other in due)}
    pool = clean or fitting
    most = max((points * sign for points in pool.values()), default=0)
    equals = [name for name, points in pool.items() if points * sign == most]
    if equals:
        return equals[number % len(equals)]
    return _without_points(due, moves, MoveKind.GOOD if sign > 0 else MoveKind.POOR) or next(iter(criterion.points))


def _without_points(due: Sequence[Criterion], moves: Mapping[str, Move], kind: MoveKind) -> str | None:
    pool = (name for name, move in moves.items() if move.kind is kind)
    return next((name for name in pool if not any(criterion.points.get(name) for criterion in due)), None)
