"""The goals of a learner in the record: which is in force, and what was answered when it was asked about.

A goal stands with the attempt in whose debrief it was kept. It is in force until another is kept or it is taken back.
"""

from __future__ import annotations

import sqlite3

from roleplay.records.model import GoalAnswer, GoalCheck, GoalRecord
from roleplay.records.rows import moment, moment_or_none


def goals(db: sqlite3.Connection) -> list[GoalRecord]:
    """Every goal that was kept, the last one first, each with its answers."""
    checks: dict[tuple[str, str], list[GoalCheck]] = {}
    for from_attempt, goal, answer, at, attempt_id, scenario_id in db.execute(
        "SELECT g.from_attempt, g.goal, g.answer, g.at, a.id, a.scenario_id"
        " FROM goal_answers g JOIN attempts a ON a.id = g.attempt_id ORDER BY g.at, g.rowid"
    ):
        check = GoalCheck(GoalAnswer(answer), moment(at), attempt_id, scenario_id)
        checks.setdefault((from_attempt, goal), []).append(check)
    rows = db.execute(
        "SELECT r.goal, r.goal_at, a.id, a.scenario_id, r.goal_ended_at FROM reflections r JOIN attempts a"
        " ON a.id = r.attempt_id WHERE r.goal IS NOT NULL ORDER BY r.goal_at DESC, r.rowid DESC"
    )
    return [
        GoalRecord(
            text=text,
            at=moment(at),
            attempt_id=attempt_id,
            scenario_id=scenario_id,
            ended_at=moment_or_none(ended),
            checks=tuple(checks.get((attempt_id, text), ())),
            in_force=index == 0 and ended is None,
        )
        for index, (text, at, attempt_id, scenario_id, ended) in enumerate(rows)
    ]


def set_goal(db: sqlite3.Connection, attempt_id: str, text: str | None, at: str) -> None:
    """The goal kept in the debrief of an attempt, in place of one kept there before; ``None``: there is none."""
    db.execute(
        "INSERT INTO reflections (attempt_id, goal, at, goal_at) VALUES (?1, ?2, ?3, ?3) ON CONFLICT (attempt_id)"
        " DO UPDATE SET goal = excluded.goal, goal_at = excluded.goal_at, goal_ended_at = NULL",
        (attempt_id, text, at),
    )


def end_goal(db: sqlite3.Connection, goal: GoalRecord, at: str) -> None:
    """The learner takes a goal back; the text and its answers stay."""
    db.execute(
        "UPDATE reflections SET goal_ended_at = ? WHERE attempt_id = ? AND goal = ? AND goal_ended_at IS NULL",
        (at, goal.attempt_id, goal.text),
    )
