"""The tables of the record, and how an older record is brought up to date."""

from __future__ import annotations

import sqlite3

#: ``_TABLES[n]`` are those that version n + 1 brought.
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
    # what was finished before this column was judged by the first scoring
    "ALTER TABLE attempts ADD COLUMN scoring INTEGER NOT NULL DEFAULT 1",
    # the version of the scoring by which it could not be judged anew
    "ALTER TABLE attempts ADD COLUMN not_replayed INTEGER",
    """CREATE TABLE earlier_results (
        attempt_id TEXT NOT NULL REFERENCES attempts (id),
        scoring INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        PRIMARY KEY (attempt_id, scoring)
    ) WITHOUT ROWID""",
    "ALTER TABLE reflections ADD COLUMN goal_ended_at TEXT",
    # from_attempt refers to nothing: in a record begun anew in mid-play there may be no such attempt
    """CREATE TABLE goal_answers (
        attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id),
        from_attempt TEXT NOT NULL,
        goal TEXT NOT NULL,
        answer TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
)

_THIRD = (
    # the attempt that this one branches off, and the turn, from 1, at which it does
    "ALTER TABLE attempts ADD COLUMN parent TEXT",
    "ALTER TABLE attempts ADD COLUMN branch_turn INTEGER",
    "CREATE INDEX attempts_branches ON attempts (parent) WHERE parent IS NOT NULL",
)

_FOURTH = (
    # practice that is no attempt; the id lets two records be put together
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

#: ``MIGRATIONS[n]`` brings a record of version n to version n + 1. Never change one that has shipped: add the next.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD, _FOURTH)

VERSION = len(MIGRATIONS)


def tables(version: int = VERSION) -> list[str]:
    """The tables of a record of that version, in an order in which rows may be copied: what is referred to first."""
    return [table for brought in _TABLES[:version] for table in brought]


def version_of(db: sqlite3.Connection) -> int:
    """The version of the record behind ``db``; 0 for a new one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection) -> None:
    """Bring the record up to :data:`VERSION`, in one transaction; nothing is written where it is already there.

    Raises sqlite3.Error as SQLite does.
    """
    if version_of(db) >= VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for version in range(version_of(db), VERSION):  # asked again: another process may have been first
            for statement in MIGRATIONS[version]:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {version + 1}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
