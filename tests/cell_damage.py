"""Damage to single cells of an intact record, as by a bad disk or a careless program."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def damage_cell(record: Path, statement: str, *values: object) -> None:
    """Run ``statement`` without NOT NULL constraints, as a fault would; the schema is restored afterwards."""
    db = sqlite3.connect(record, isolation_level=None)
    original = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    (version,) = db.execute("PRAGMA schema_version").fetchone()
    _change_schema(db, version + 1, [(name, sql.replace(" NOT NULL", "")) for name, sql in original])
    db.close()
    db = sqlite3.connect(record, isolation_level=None)
    try:
        db.execute(statement, values)
    finally:
        _change_schema(db, version + 2, original)
        db.close()


def _change_schema(db: sqlite3.Connection, version: int, tables: list[tuple[str, str]]) -> None:
    db.execute("PRAGMA writable_schema = ON")
    db.executemany("UPDATE sqlite_master SET sql = ?2 WHERE name = ?1", tables)
    db.execute(f"PRAGMA schema_version = {version}")
