"""Results by earlier scoring versions, and replacing them."""

from __future__ import annotations

import sqlite3

from roleplay.records import rows
from roleplay.records.cells import OFFERED
from roleplay.records.model import AttemptRecord, AttemptResult
from roleplay.records.row_reader import RowReader


def judged_by_earlier(reader: RowReader, scoring: int) -> list[AttemptRecord]:
    """Finished attempts judged by an earlier version than ``scoring``, except those it could not replay."""
    ids = reader.intact_rows(
        ("attempts.id",),
        "FROM attempts WHERE ended_at IS NOT NULL AND scoring < ?1 AND coalesce(not_replayed, 0) < ?1 ORDER BY rowid",
        lambda cells: str(cells["attempts.id"]),
        (scoring,),
    )
    attempts = (rows.attempt_of(reader, id_) for id_ in ids)
    return [attempt for attempt in attempts if attempt is not None]


def uncounted(reader: RowReader, scoring: int) -> list[AttemptRecord]:
    """Finished attempts whose tally is missing or incomplete, except those that ``scoring`` could not replay."""
    ids = reader.intact_rows(
        ("attempts.id",),
        "FROM attempts WHERE ended_at IS NOT NULL AND parent IS NULL AND coalesce(not_replayed, 0) < ?"
        " AND instr(outcome, ?) = 0 ORDER BY rowid",
        lambda cells: str(cells["attempts.id"]),
        (scoring, f'"{OFFERED}":'),
    )
    attempts = (rows.attempt_of(reader, id_) for id_ in ids)
    return [attempt for attempt in attempts if attempt is not None]


def store_tally(db: sqlite3.Connection, attempt_id: str, result: AttemptResult) -> None:
    """Store a result again with its tally, if the stored one has the same scoring version."""
    db.execute(
        "UPDATE attempts SET outcome = ? WHERE id = ? AND ended_at IS NOT NULL AND scoring = ?",
        (rows.result_to_json(result), attempt_id, result.scoring),
    )


def replace_result(db: sqlite3.Connection, attempt_id: str, result: AttemptResult) -> None:
    """Replace a result of an earlier scoring by ``result``; the earlier one is archived. A newer one is kept."""
    values = {
        "id": attempt_id,
        "scoring": result.scoring,
        "ending": result.ending,
        "outcome": rows.result_to_json(result),
    }
    db.execute(
        "INSERT OR IGNORE INTO earlier_results (attempt_id, scoring, outcome) SELECT id, scoring, outcome"
        " FROM attempts WHERE id = :id AND ended_at IS NOT NULL AND scoring < :scoring",
        values,
    )
    db.execute(
        "UPDATE attempts SET scoring = :scoring, ending = :ending, outcome = :outcome"
        " WHERE id = :id AND ended_at IS NOT NULL AND scoring < :scoring",
        values,
    )


def mark_not_replayable(db: sqlite3.Connection, attempt_id: str, scoring: int) -> None:
    """Mark that ``scoring`` cannot replay the attempt: it keeps its earlier result and is not tried again."""
    db.execute("UPDATE attempts SET not_replayed = ? WHERE id = ? AND scoring <= ?", (scoring, attempt_id, scoring))
