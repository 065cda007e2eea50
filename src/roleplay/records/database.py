"""The connection to a record: on disk as long as that works, else in memory, and on disk again once possible."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from roleplay.records import deletion, disk, schema
from roleplay.records.cells import decode_text
from roleplay.records.model import RecordProblem

T = TypeVar("T")
#: Seconds to wait for another process when checking, during play, whether the record can be written again.
_RETRY_SECONDS = 0.2
Work = Callable[[sqlite3.Connection], T]
#: Repeats a write on a record that may have changed; it keeps in the dict the id each attempt has there.
Retry = Callable[[sqlite3.Connection, dict[str, str]], object]


class Database:
    """Executes units of work on the record, each write as one committed transaction, whatever the disk does.

    ``restore`` writes what this session must not lose into a record that may lack it: a new one, or one in memory.
    Writes made in memory are owed to the disk: `catch_up` writes them as soon as the disk allows it.
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
        self._pending: list[Retry] = []
        self.connection = opened.db if opened.db is not None else self._in_memory_from_disk()

    def read(self, work: Work[T]) -> T:
        """Execute a unit of work that only reads."""
        return self._execute(work, writes=False)

    def write(self, work: Work[T], retry: Retry | None = None) -> T:
        """Execute ``work`` as one transaction: all of it, or nothing if it raises.

        If the disk cannot be written now, ``retry`` (by default ``work``) is what `catch_up` executes later.
        """
        with self.lock:
            result = self._execute(lambda db: commit(db, work), writes=True)
            if not self.saving:
                self._pending.append(retry or (lambda db, _: work(db)))
            return result

    def catch_up(self) -> dict[str, str] | None:
        """Write everything owed, if the disk can be written again.

        Returns the ids that attempts have on the disk, by the id they had here; ``None`` if nothing was written.
        """
        with self.lock:
            if self.saving or (self.problem is not None and self.problem.kind == "newer_version"):
                return None
            opened = disk.open_record(self.path.parent, self._now, _RETRY_SECONDS)
            if opened.db is None:
                return None
            db, names = opened.db, dict[str, str]()

            def write_pending(db: sqlite3.Connection) -> None:
                for retry in self._pending:
                    retry(db, names)
                self._restore(db)

            try:
                commit(db, write_pending)
            except sqlite3.Error:
                with contextlib.suppress(sqlite3.Error):
                    db.close()
                return None
            disk.set_busy_timeout(db)
            had_pending, old = bool(self._pending), self.connection
            self._pending.clear()
            self.connection, self._identity, self.saving = db, opened.identity, True
            written = RecordProblem("written_again", self.path, "") if had_pending else None
            self.problem = opened.problem or written
            with contextlib.suppress(sqlite3.Error):
                old.close()
            return names

    def scrub(self) -> None:
        """Remove all traces of deleted rows from the file; does nothing while the record is in memory."""
        with self.lock:
            if self.saving:
                with contextlib.suppress(sqlite3.Error):  # disk full or busy: freed space is zeroed anyway
                    deletion.scrub(self.connection)

    @property
    def has_pending_writes(self) -> bool:
        """Whether there are writes that are not on the disk yet."""
        return bool(self._pending)

    def close(self) -> None:
        """Close the file."""
        with self.lock, contextlib.suppress(sqlite3.Error):
            self.connection.close()

    def _execute(self, work: Work[T], *, writes: bool) -> T:
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
            self._continue_in_memory(disk.problem_of(trouble, self.path))
            return work(self.connection)

    def _reopen(self) -> None:
        """Open the record again: the file was moved or deleted, so writes to the open one would be lost."""
        opened = disk.open_record(self.path.parent, self._now)
        if opened.db is None:
            problem = opened.problem or RecordProblem("unavailable", self.path, "the record is gone")
            self._continue_in_memory(problem)
        else:
            self._switch_to(opened.db, opened.identity)
            self.problem = opened.problem or self.problem

    def _replace_damaged(self, error: BaseException) -> bool:
        """Set aside a record found damaged during play and continue in a new one; returns whether that worked."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()  # some systems do not rename open files
        problem: RecordProblem | None = None
        with contextlib.suppress(OSError):
            problem = disk.set_aside(self.path, self._identity, str(error), self._now())
        opened = disk.open_record(self.path.parent, self._now)
        if opened.db is None:
            return False
        self.problem = problem or opened.problem or self.problem
        try:
            self._switch_to(opened.db, opened.identity)
        except sqlite3.Error:
            return False
        return True

    def _switch_to(self, db: sqlite3.Connection, identity: tuple[int, int] | None) -> None:
        old, self.connection, self._identity = self.connection, db, identity
        with contextlib.suppress(sqlite3.Error):
            old.close()
        commit(self.connection, self._restore)

    def _continue_in_memory(self, problem: RecordProblem) -> None:
        old = self.connection
        self.connection = self._in_memory(old)
        self.saving = False
        self.problem = problem
        with contextlib.suppress(sqlite3.Error):
            old.close()

    def _in_memory_from_disk(self) -> sqlite3.Connection:
        """A record in memory, filled from the disk if the file can at least be read. A newer record is left alone."""
        readable = self.problem is not None and self.problem.kind != "newer_version"
        old = disk.open_for_reading(self.path) if readable else None
        try:
            return self._in_memory(old)
        finally:
            if old is not None:
                old.close()

    def _in_memory(self, old: sqlite3.Connection | None) -> sqlite3.Connection:
        """A record in memory with everything still readable in ``old``, and what this session must not lose."""
        db = _new_in_memory()
        try:
            if old is not None:
                old.backup(db, progress=_backup_timeout())  # copies pages, so damaged cells too
            schema.migrate(db)
        except sqlite3.Error:  # copy row by row what is still readable
            db.close()
            db = _new_in_memory()
            schema.migrate(db)
            if old is not None:
                for table in schema.tables():
                    with contextlib.suppress(sqlite3.Error):
                        _copy(old, db, table)
        commit(db, self._restore)
        db.execute("PRAGMA foreign_keys = ON")
        return db


def _backup_timeout() -> Callable[[int, int, int], None]:
    """A progress callback that aborts a backup blocked by another process, which would otherwise wait for ever."""
    deadline = time.monotonic() + disk.BUSY_SECONDS

    def check_deadline(_: int, remaining: int, __: int) -> None:
        if remaining and time.monotonic() > deadline:
            raise sqlite3.OperationalError("database is locked")

    return check_deadline


def _new_in_memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def commit(db: sqlite3.Connection, work: Work[T]) -> T:
    """Execute ``work`` as one transaction, all or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        result = work(db)
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        raise
    return result


def _copy(old: sqlite3.Connection, db: sqlite3.Connection, table: str) -> None:
    old.text_factory = decode_text
    cursor = old.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    placeholders = ", ".join("?" * len(names))
    db.execute("BEGIN")
    try:
        db.executemany(
            f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({placeholders})",
            (tuple(map(_storable, row)) for row in cursor),
        )
    finally:
        db.execute("COMMIT")  # what could be read before an error is still worth having


def _storable(cell: object) -> object:
    """A cell in a form that can be written; text that is not UTF-8 becomes bytes, which marks it as damaged."""
    if isinstance(cell, str) and not cell.isascii():
        raw = cell.encode("utf-8", "surrogateescape")
        return cell if decode_text(raw) == raw.decode("utf-8", "replace") else raw
    return cell
