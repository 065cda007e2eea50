"""A record on a disk that is full for a while."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from roleplay.records import disk
from roleplay.records.store import RecordStore

#: A function that fills the disk under a store, and one that frees space again.
FullDisk = tuple[Callable[[RecordStore], None], Callable[[], None]]


class Failing:
    """A connection whose writes fail with an error message of SQLite."""

    def __init__(self, db: sqlite3.Connection, words: str, at: str = "COMMIT", reads: bool = True) -> None:
        self._db, self._words, self._at, self._reads = db, words, at, reads

    def execute(self, sql: str, *values: Any) -> Any:
        if sql.startswith(self._at) or not (self._reads or sql.startswith(("BEGIN", "ROLLBACK"))):
            raise sqlite3.OperationalError(self._words)
        return self._db.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


def fill(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    """Two functions: the first makes the disk full, the second makes room again."""
    connect, words = disk.connect, "database or disk is full"

    def full(store: RecordStore) -> None:
        store._database.connection = Failing(store._database.connection, words)  # type: ignore[assignment]
        monkeypatch.setattr(disk, "connect", lambda path: Failing(connect(path), words))

    return full, lambda: monkeypatch.setattr(disk, "connect", connect)
