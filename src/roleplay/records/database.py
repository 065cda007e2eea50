"""One record being written: on disk as long as the disk allows, in memory from then on."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from roleplay.records import disk, schema
from roleplay.records.model import RecordProblem

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


class Database:
    """Does pieces of work on the record, each write as one committed transaction, whatever the disk does.

    ``restore`` writes what this play must not lose into a record that may not know it: a new one, or one in memory.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], restore: Work[None]) -> None:
        opened = disk.open_record(folder, now)
        self.path = folder / disk.FILE_NAME
        self.problem: RecordProblem | None = opened.problem
        self.saving = opened.db is not None
        self.lock = threading.RLock()
        self._now = now
        self._restore = restore
        self._identity = opened.identity
        self.connection = opened.db if opened.db is not None else self._in_memory_from_disk()

    def read(self, work: Work[T]) -> T:
        """Ask the record something."""
        return self._through(work, writes=False)

    def write(self, work: Work[T]) -> T:
        """Change the record: all of ``work`` or, where it raises, nothing."""
        return self._through(lambda db: commit(db, work), writes=True)

    def close(self) -> None:
        """Let go of the file."""
        with self.lock, contextlib.suppress(sqlite3.Error):
            self.connection.close()

    def _through(self, work: Work[T], *, writes: bool) -> T:
        with self.lock:
            if not self.saving:
                return work(self.connection)
            try:
                if writes and disk.identity_of(self.path) != self._identity:
                    self._reopen()
                return work(self.connection)
            except (sqlite3.Error, OSError) as error:
                if not disk.is_disk_trouble(error):
                    raise
                trouble = error
            if disk.trouble_of(trouble) == "damaged" and self._replace_damaged(trouble):
                try:
                    return work(self.connection)
                except sqlite3.DatabaseError as error:
                    if not disk.is_disk_trouble(error):
                        raise
                    trouble = error
            self._go_on_unsaved(disk.problem_of(trouble, self.path))
            return work(self.connection)

    def _reopen(self) -> None:
        """The file was moved or deleted under us: what is written to it now would be lost."""
        opened = disk.open_record(self.path.parent, self._now)
        if opened.db is None:
            problem = opened.problem or RecordProblem("unavailable", self.path, "the record is gone")
            self._go_on_unsaved(problem)
        else:
            self._change_to(opened.db, opened.identity)
            self.problem = opened.problem or self.problem

    def _replace_damaged(self, error: BaseException) -> bool:
        """Put aside a record that turns out damaged in mid-play, and go on in a new one."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()  # first, or some systems do not let it be renamed
        problem: RecordProblem | None = None
        with contextlib.suppress(OSError):
            problem = disk.set_aside(self.path, self._identity, str(error), self._now())
        opened = disk.open_record(self.path.parent, self._now)
        if opened.db is None:
            return False
        self.problem = problem or opened.problem or self.problem
        try:
            self._change_to(opened.db, opened.identity)
        except sqlite3.Error:
            return False
        return True

    def _change_to(self, db: sqlite3.Connection, identity: tuple[int, int] | None) -> None:
        old, self.connection, self._identity = self.connection, db, identity
        with contextlib.suppress(sqlite3.Error):
            old.close()
        commit(self.connection, self._restore)

    def _go_on_unsaved(self, problem: RecordProblem) -> None:
        old = self.connection
        self.connection = self._in_memory(old)
        self.saving = False
        self.problem = problem
        with contextlib.suppress(sqlite3.Error):
            old.close()

    def _in_memory_from_disk(self) -> sqlite3.Connection:
        """A record that cannot be written can perhaps be read. A newer one is left alone."""
        readable = self.problem is not None and self.problem.kind != "newer_version"
        old = disk.open_for_reading(self.path) if readable else None
        try:
            return self._in_memory(old)
        finally:
            if old is not None:
                old.close()

    def _in_memory(self, old: sqlite3.Connection | None) -> sqlite3.Connection:
        """A record in memory with all that ``old`` can still tell, and all that this play must not lose."""
        db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        schema.migrate(db)
        if old is not None:
            for table in schema.tables():
                with contextlib.suppress(sqlite3.Error):
                    _copy(old, db, table)
        commit(db, self._restore)
        db.execute("PRAGMA foreign_keys = ON")
        return db


def commit(db: sqlite3.Connection, work: Work[T]) -> T:
    """Do ``work`` as one transaction, all or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        done = work(db)
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        raise
    return done


def _copy(old: sqlite3.Connection, db: sqlite3.Connection, table: str) -> None:
    cursor = old.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    placeholders = ", ".join("?" * len(names))
    db.execute("BEGIN")
    try:
        db.executemany(f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({placeholders})", cursor)
    finally:
        db.execute("COMMIT")  # what could be read before an error is still worth having
