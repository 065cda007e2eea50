"""Opening the record on disk: checking that it is intact and writable, and setting a damaged one aside."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from roleplay.reading.files import is_folder, is_regular, open_regular
from roleplay.records import private_files, schema
from roleplay.records.cells import decode_text
from roleplay.records.model import ProblemKind, RecordProblem

FILE_NAME = "records.db"
BUSY_SECONDS = 5.0
_HEADER = b"SQLite format 3\x00"
_VERSION_AT = 60  # user_version in the file's header, four bytes, big-endian
_COMPANIONS = ("-wal", "-shm")
#: Free bytes needed to open a record at all.
_MIN_FREE_BYTES = 128 << 10
#: Maximum number of lines that SQLite's own check reports.
_LONGEST_REPORT = 1000
#: Reports of that check about a single cell of an intact table: this affects only one attempt, see `row_reader`.
_ONE_CELL = re.compile(r"(NULL|TEXT|NUMERIC|non-[A-Z]+) value in |CHECK constraint failed")

Trouble = Literal["damaged", "read_only", "full", "unavailable"]


class DamagedRecord(Exception):
    """The file is not a record of this program, or is no longer intact."""


class NewerRecord(Exception):
    """The record was written by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class OpenedRecord:
    """A writable connection, or the reason there is none."""

    db: sqlite3.Connection | None
    identity: tuple[int, int] | None
    problem: RecordProblem | None


def trouble_of(error: BaseException) -> Trouble:
    """The kind of trouble that an error of SQLite or of the file system indicates."""
    if isinstance(error, DamagedRecord):
        return "damaged"
    if isinstance(error, sqlite3.Error):
        return _sqlite_trouble(error)
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return "full"
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return "read_only"
    return "unavailable"


def _sqlite_trouble(error: sqlite3.Error) -> Trouble:
    code = getattr(error, "sqlite_errorcode", None)
    by_code: dict[int, Trouble] = {
        sqlite3.SQLITE_CORRUPT: "damaged",
        sqlite3.SQLITE_NOTADB: "damaged",
        sqlite3.SQLITE_READONLY: "read_only",
        sqlite3.SQLITE_PERM: "read_only",
        sqlite3.SQLITE_FULL: "full",
    }
    if code is not None:
        return by_code.get(code & 0xFF, "unavailable")
    words = str(error).lower()
    if "malformed" in words or "not a database" in words:
        return "damaged"
    if "readonly" in words or "read-only" in words:
        return "read_only"
    return "full" if "is full" in words else "unavailable"


def is_disk_trouble(error: BaseException) -> bool:
    """Whether ``error`` is caused by the disk or the file, rather than by a wrong statement of ours."""
    if isinstance(error, sqlite3.Error):
        ours = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.NotSupportedError)
        return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, ours)
    return isinstance(error, (OSError, DamagedRecord))


def problem_of(error: BaseException, path: Path) -> RecordProblem:
    """The problem to report for ``error``, other than a damaged record that was set aside."""
    trouble = trouble_of(error)
    kind: ProblemKind = "unavailable" if trouble == "damaged" else trouble
    if kind == "unavailable" and is_folder(path.parent) and not os.access(path.parent, os.W_OK):
        kind = "read_only"
    if kind == "unavailable" and _lacks_space(path.parent):
        kind = "full"
    return RecordProblem(kind, path, str(error) or type(error).__name__)


def _lacks_space(folder: Path) -> bool:
    """Whether there is too little space for SQLite's companion files, which it reports only as failing to open."""
    try:
        return shutil.disk_usage(folder).free < _MIN_FREE_BYTES
    except OSError:
        return False


def open_record(folder: Path, now: Callable[[], datetime], patience: float = BUSY_SECONDS) -> OpenedRecord:
    """Open or create the record in ``folder``. Disk trouble never raises: it is in the result.

    Each step waits up to ``patience`` seconds for other processes that are writing.
    """
    path = folder / FILE_NAME
    aside: RecordProblem | None = None
    try:
        private_files.make_folder(folder)
        private_files.tighten_home(folder)
        for last in (False, False, False, True):  # try again after a damaged one was set aside
            seen = identity_of(path)
            private_files.create(path)  # SQLite gives its companion files the same permissions
            try:
                return OpenedRecord(_open_intact(path, patience), identity_of(path), aside)
            except (DamagedRecord, sqlite3.Error) as error:
                if last or aside is not None or trouble_of(error) != "damaged":
                    raise
                aside = set_aside(path, seen, str(error), now())
        raise AssertionError("the last try returns or raises")
    except NewerRecord as error:
        return OpenedRecord(None, None, RecordProblem("newer_version", path, str(error)))
    except (DamagedRecord, sqlite3.Error, OSError) as error:
        return OpenedRecord(None, None, problem_of(error, path))


def identity_of(path: Path) -> tuple[int, int] | None:
    """The device and inode of the file currently at ``path``; ``None`` if there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _open_intact(path: Path, patience: float) -> sqlite3.Connection:
    _check_header(path)
    db = connect(path)
    db.text_factory = decode_text
    try:
        set_busy_timeout(db, patience)
        version = schema.version_of(db)
        if version > schema.VERSION:
            raise NewerRecord(f"record version {version}, this program knows {schema.VERSION}")
        report = [str(line) for (line,) in db.execute(f"PRAGMA quick_check({_LONGEST_REPORT})")]
        damage = [line for line in report if line != "ok" and not _ONE_CELL.match(line)]
        if damage or not report:
            raise DamagedRecord(damage[0] if damage else "no answer to the check")
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        # A version and its tables are written together, so one without the other was not written by us.
        missing = version > 0 and not tables.issuperset(schema.tables(version))
        if missing or (version == 0 and tables and not _created_meanwhile(db)):
            raise DamagedRecord("not a record of this program")
        _set_pragmas(db, patience)  # only now, so that a file that is not ours is not changed
        schema.migrate(db)
        _check_writable(db)
    except BaseException:
        db.close()
        raise
    return db


def _created_meanwhile(db: sqlite3.Connection) -> bool:
    """Whether another process has created this record between our two queries."""
    return schema.version_of(db) > 0


def _check_header(path: Path) -> None:
    """Check the first bytes of a file before SQLite touches it. An empty file is a new record.

    Raises `DamagedRecord`, `NewerRecord`.
    """
    try:
        with open_regular(path) as file:
            head = file.read(100)
    except FileNotFoundError:
        return
    if not head:
        with contextlib.suppress(FileNotFoundError):
            if os.path.getsize(f"{path}-wal") > 0 and os.path.getsize(path) == 0:
                raise DamagedRecord("the file is empty, but changes to it were still waiting")
        return
    if not head.startswith(_HEADER) or len(head) < 100:
        raise DamagedRecord("file is not a database")
    version = int.from_bytes(head[_VERSION_AT : _VERSION_AT + 4], "big")
    if version > schema.VERSION:
        raise NewerRecord(f"record version {version}, this program knows {schema.VERSION}")


def connect(path: Path) -> sqlite3.Connection:
    """A connection that waits for other processes and begins transactions only explicitly."""
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def set_busy_timeout(db: sqlite3.Connection, seconds: float = BUSY_SECONDS) -> None:
    """Set how long statements wait for other processes that are writing."""
    db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def _set_pragmas(db: sqlite3.Connection, patience: float) -> None:
    """Apply the settings under which a committed decision survives a kill and, as far as possible, a power cut."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # overwrites deleted content
    _retry_while_busy(lambda: db.execute("PRAGMA journal_mode = WAL").fetchone(), patience)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA fullfsync = ON")  # macOS: also flush the drive's cache; no effect elsewhere


def _retry_while_busy(action: Callable[[], object], patience: float) -> None:
    """Retry while busy: switching to WAL ignores the busy timeout if another process is switching too."""
    deadline = time.monotonic() + patience
    while True:
        try:
            action()
            return
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _check_writable(db: sqlite3.Connection) -> None:
    """Detect a read-only record now, before play begins. Raises sqlite3.Error; a busy record is accepted."""
    try:
        db.execute("BEGIN IMMEDIATE")  # granted even on a read-only record, so really change something
        try:
            db.execute(f"PRAGMA user_version = {schema.VERSION}")
        finally:
            db.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
            raise


def set_aside(path: Path, seen: tuple[int, int] | None, detail: str, now: datetime) -> RecordProblem | None:
    """Rename a damaged record with its companion files and report where it is; ``None`` if another process did so.

    ``seen`` is the identity of the damaged file. Raises OSError if it cannot be renamed.
    """
    if identity_of(path) != seen:
        return None
    stem = f"records.damaged-{now:%Y%m%d-%H%M%S}"
    target = path.with_name(f"{stem}.db")
    number = 2
    while any(os.path.lexists(f"{target}{suffix}") for suffix in ("", *_COMPANIONS)):
        target = path.with_name(f"{stem}-{number}.db")
        number += 1
    for suffix in (*_COMPANIONS, ""):
        with contextlib.suppress(FileNotFoundError):
            os.rename(f"{path}{suffix}", f"{target}{suffix}")
    detail = f"{path.name} was damaged ({detail}); it is kept as {target.name} and a new one was begun"
    return RecordProblem("damaged_set_aside", path, detail, target)


def open_for_reading(path: Path) -> sqlite3.Connection | None:
    """A read-only connection to a record that cannot be written; ``None`` if even that fails."""
    for mode in ("mode=ro", "immutable=1") if is_regular(path) else ():  # a pipe would block SQLite
        db: sqlite3.Connection | None = None
        try:
            db = sqlite3.connect(
                f"{path.absolute().as_uri()}?{mode}",
                uri=True,
                timeout=1.0,
                isolation_level=None,
                check_same_thread=False,
            )
            if 0 < schema.version_of(db) <= schema.VERSION:
                db.execute("SELECT count(*) FROM attempts").fetchone()
                return db
        except sqlite3.Error:
            pass
        if db is not None:
            db.close()
    return None
