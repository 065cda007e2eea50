"""The goals of a learner in the record: which one is in force, and the answers about it.

A goal belongs to the attempt in whose debrief it was set. It is in force until another is set or it is withdrawn.
"""

from __future__ import annotations

import sqlite3

from roleplay.records.cells import DamagedCell
from roleplay.records.model import AttemptRecord, GoalCheck, GoalRecord
from roleplay.records.row_reader import Cells, RowReader


def goals(reader: RowReader) -> list[GoalRecord]:
    """Every goal that was set, the last one first, each with its answers."""
    checks: dict[tuple[str, str], list[GoalCheck]] = {}

    def check(cells: Cells) -> None:
        answered = GoalCheck(
            cells["goal_answers.answer"],
            cells["goal_answers.at"],
            cells["attempts.id"],
            cells["attempts.scenario_id"],
        )
        checks.setdefault((cells["goal_answers.from_attempt"], cells["goal_answers.goal"]), []).append(answered)

    def goal(cells: Cells) -> GoalRecord:
        at = cells["reflections.goal_at"]
        if at is None:  # a goal is always written with its time
            raise DamagedCell("reflections.goal_at")
        text, attempt_id = cells["reflections.goal"], cells["attempts.id"]
        return GoalRecord(
            text=text,
            at=at,
            attempt_id=attempt_id,
            scenario_id=cells["attempts.scenario_id"],
            ended_at=cells["reflections.goal_ended_at"],
            checks=tuple(checks.get((attempt_id, text), ())),
        )

    reader.attempts(
        tuple(f"goal_answers.{name}" for name in ("from_attempt", "goal", "answer", "at")),
        "FROM goal_answers JOIN attempts ON attempts.id = goal_answers.attempt_id"
        " ORDER BY goal_answers.at, goal_answers.rowid",
        check,
    )
    kept = reader.attempts(
        ("reflections.goal", "reflections.goal_at", "reflections.goal_ended_at"),
        "FROM reflections JOIN attempts ON attempts.id = reflections.attempt_id WHERE reflections.goal IS NOT NULL"
        " ORDER BY reflections.goal_at DESC, reflections.rowid DESC",
        goal,
    )
    return [kept_goal._replace(in_force=kept_goal.ended_at is None) for kept_goal in kept[:1]] + kept[1:]


def may_ask(goal: GoalRecord, attempt: AttemptRecord) -> bool:
    """Whether the debrief of ``attempt`` may ask about ``goal``.

    The goal must have been set before the attempt; the attempt must not be a branch, nor have an answer already.
    """
    if attempt.answered is not None or attempt.branch is not None:
        return False
    return goal.attempt_id != attempt.id and goal.at <= attempt.started_at


def set_goal(db: sqlite3.Connection, attempt_id: str, text: str | None, at: str) -> None:
    """Set the goal of an attempt, replacing its earlier one; ``None`` removes it."""
    db.execute(
        "INSERT INTO reflections (attempt_id, goal, at, goal_at) VALUES (?1, ?2, ?3, ?3) ON CONFLICT (attempt_id)"
        " DO UPDATE SET goal = excluded.goal, goal_at = excluded.goal_at, goal_ended_at = NULL",
        (attempt_id, text, at),
    )


def end_goal(db: sqlite3.Connection, goal: GoalRecord, at: str) -> None:
    """Withdraw a goal; its text and answers are kept."""
    db.execute(
        "UPDATE reflections SET goal_ended_at = ? WHERE attempt_id = ? AND goal = ? AND goal_ended_at IS NULL",
        (at, goal.attempt_id, goal.text),
    )
