"""The tables of the record, and the migration of older records."""

from __future__ import annotations

import sqlite3

#: ``_TABLES[n]`` are the tables added in version n + 1.
_TABLES = (
    ("sources", "attempts", "decisions", "reflections", "settings"),
    ("goal_answers", "earlier_results"),
    (),
    ("practice",),
)

_FIRST = (
    """CREATE TABLE sources (
        digest TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        text TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE attempts (
        id TEXT NOT NULL PRIMARY KEY,
        scenario_id TEXT NOT NULL,
        bundle TEXT NOT NULL,
        seed TEXT NOT NULL,
        mode TEXT NOT NULL,
        language TEXT NOT NULL,
        personas TEXT NOT NULL,
        options TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        ending TEXT,
        outcome TEXT,
        abandoned_at TEXT,
        hints INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX attempts_finished ON attempts (scenario_id, ended_at) WHERE ended_at IS NOT NULL",
    "CREATE INDEX attempts_open ON attempts (started_at) WHERE ended_at IS NULL AND abandoned_at IS NULL",
    """CREATE TABLE decisions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id TEXT NOT NULL REFERENCES attempts (id),
        position INTEGER NOT NULL,
        node TEXT NOT NULL,
        choice TEXT NOT NULL,
        at TEXT NOT NULL,
        shown TEXT NOT NULL,
        language TEXT NOT NULL,
        own_words TEXT,
        sure INTEGER,
        guess INTEGER,
        undone_at TEXT
    )""",
    "CREATE INDEX decisions_of ON decisions (attempt_id, seq)",
    "CREATE UNIQUE INDEX decisions_live ON decisions (attempt_id, position) WHERE undone_at IS NULL",
    """CREATE TABLE reflections (
        attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id),
        before_score TEXT,
        goal TEXT,
        at TEXT NOT NULL,
        goal_at TEXT
    )""",
    "CREATE TABLE settings (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
)

_SECOND = (
    # attempts finished before this column existed were judged by the first scoring version
    "ALTER TABLE attempts ADD COLUMN scoring INTEGER NOT NULL DEFAULT 1",
    # the scoring version by which it could not be rescored
    "ALTER TABLE attempts ADD COLUMN not_replayed INTEGER",
    """CREATE TABLE earlier_results (
        attempt_id TEXT NOT NULL REFERENCES attempts (id),
        scoring INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        PRIMARY KEY (attempt_id, scoring)
    ) WITHOUT ROWID""",
    "ALTER TABLE reflections ADD COLUMN goal_ended_at TEXT",
    # from_attempt is no foreign key: a record that was started again during play may lack that attempt
    """CREATE TABLE goal_answers (
        attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id),
        from_attempt TEXT NOT NULL,
        goal TEXT NOT NULL,
        answer TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
)

_THIRD = (
    # the attempt that this one branches off, and at which turn (from 1)
    "ALTER TABLE attempts ADD COLUMN parent TEXT",
    "ALTER TABLE attempts ADD COLUMN branch_turn INTEGER",
    "CREATE INDEX attempts_branches ON attempts (parent) WHERE parent IS NOT NULL",
)

_FOURTH = (
    # practice other than attempts; the id allows two records to be merged
    """CREATE TABLE practice (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        about TEXT NOT NULL,
        scenario_id TEXT,
        at TEXT NOT NULL,
        data TEXT NOT NULL
    )""",
    "CREATE INDEX practice_kind ON practice (kind, at)",
)

#: ``MIGRATIONS[n]`` takes a record from version n to version n + 1. Never change one that has shipped: add another.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD, _FOURTH)

VERSION = len(MIGRATIONS)


def tables(version: int = VERSION) -> list[str]:
    """The tables of a record of that version, each after those it refers to, so that rows can be copied in order."""
    return [table for brought in _TABLES[:version] for table in brought]


def version_of(db: sqlite3.Connection) -> int:
    """The version of the record behind ``db``; 0 for a new one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection) -> None:
    """Migrate the record to :data:`VERSION` in one transaction; an up-to-date record is not written to.

    Raises sqlite3.Error.
    """
    if version_of(db) >= VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for version in range(version_of(db), VERSION):  # read again: another process may have been first
            for statement in MIGRATIONS[version]:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {version + 1}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
