"""Deleting attempts with everything that was said and typed in them, so that nothing of them remains in the file."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from roleplay.records.pushed import FOLDER as PUSHED

#: Tables whose rows belong to an attempt and must be deleted before it.
_PARTS = ("decisions", "reflections", "goal_answers", "earlier_results")
#: Damaged records that were set aside with their SQLite companion files, the key of anonymous exports, and crash
#: reports.
_BESIDE = re.compile(r"records\.damaged-.+\.db(-wal|-shm)?|anonymous\.key|error-[0-9-]+\.txt")
_PUSHED_FILE = re.compile(r"[0-9a-f]{16}\.txt")


def delete_attempts(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Delete these attempts with their branches, answers about their goals, and texts that no other attempt needs.

    SQLite overwrites the deleted rows with zeros (``secure_delete``); `scrub` takes care of the rest.
    """
    rows = [(id_,) for id_ in _with_branches(db, ids)]
    db.executemany("DELETE FROM goal_answers WHERE from_attempt = ?", rows)
    for table in _PARTS:
        db.executemany(f"DELETE FROM {table} WHERE attempt_id = ?", rows)
    db.executemany("DELETE FROM attempts WHERE id = ?", rows)
    db.executemany("DELETE FROM settings WHERE key = 'typed' AND value LIKE ? || ' %'", rows)
    db.execute(
        "DELETE FROM sources WHERE NOT EXISTS (SELECT 1 FROM attempts WHERE instr(attempts.bundle, sources.digest))"
    )


def remove_attempt(db: sqlite3.Connection, attempt_id: str) -> None:
    """Remove one attempt that is about to be replaced, with all that belongs to it except its branches."""
    for table in _PARTS:
        db.execute(f"DELETE FROM {table} WHERE attempt_id = ?", (attempt_id,))
    db.execute("DELETE FROM attempts WHERE id = ?", (attempt_id,))


def _with_branches(db: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    found, queue = dict[str, None](), list(ids)
    while queue:
        id_ = queue.pop()
        if id_ in found:  # in a damaged record an attempt may branch off itself
            continue
        found[id_] = None
        queue += [branch for (branch,) in db.execute("SELECT id FROM attempts WHERE parent = ?", (id_,))]
    return list(found)


def delete_everything(db: sqlite3.Connection) -> None:
    """Delete every attempt (damaged ones too), all other practice, unsent typed text, and the learner's id.

    The settings are in a different file and stay.
    """
    for table in (*_PARTS, "attempts", "sources", "practice"):
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM settings WHERE key IN ('typed', 'learner', 'learner-also')")


def scrub(db: sqlite3.Connection) -> None:
    """Rewrite the file without what was deleted, and truncate its write-ahead log.

    If another process is reading, the log is only removed when the last one closes the record. Raises sqlite3.Error.
    """
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def delete_files_beside(folder: Path) -> list[Path]:
    """Delete files beside the record that still reveal deleted practice; returns those that could not be deleted.

    These are damaged records that were set aside, the key of `anonymous`, crash reports, and the lists of what learning
    record stores have acknowledged (`pushed`).
    """
    left = []
    for path in _files_beside(folder):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path)
    return left


def _files_beside(folder: Path) -> list[Path]:
    return [*_named(folder, _BESIDE), *_named(folder / PUSHED, _PUSHED_FILE)]


def _named(folder: Path, name: re.Pattern[str]) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(Path(entry.path) for entry in os.scandir(folder) if name.fullmatch(entry.name))
    return []
