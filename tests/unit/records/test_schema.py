"""A record of an earlier version comes through whole, whether or not it may be written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from roleplay.records import disk, schema
from roleplay.records.store import RecordStore

from .conftest import clock, new_attempt

_AT = "2026-01-05T09:00:00.000000+00:00"
_RESULT = '{"ending":"kept","outcome":"success","passed":true,"scores":{"heat":57.0},"lead":"heat"}'


@pytest.fixture
def first_version(folder: Path) -> Path:
    """A record of version 1, with a finished attempt, its decision and its goal."""
    folder.mkdir(parents=True)
    db = sqlite3.connect(folder / disk.FILE_NAME)
    for statement in schema.MIGRATIONS[0]:
        db.execute(statement)
    db.execute(
        "INSERT INTO attempts VALUES ('old', 'third-repair', '[]', '7', 'practice', 'zh', '{}', '{}', ?, ?, 'kept', ?,"
        " NULL, 0)",
        (_AT, _AT, _RESULT),
    )
    db.execute(
        "INSERT INTO decisions VALUES (1, 'old', 0, 'n0', 'c0', ?, '[]', 'zh', 'my words', NULL, NULL, NULL)", (_AT,)
    )
    db.execute("INSERT INTO reflections VALUES ('old', 'so so', 'I first listen', ?, ?)", (_AT, _AT))
    db.execute("INSERT INTO settings VALUES ('language', 'zh')")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    return folder


def came_through(store: RecordStore) -> None:
    (summary,) = store.history()
    assert (summary.result.scoring, summary.score, summary.earlier) == (1, 57.0, None)
    attempt = store.attempt("old")
    assert attempt is not None
    assert [decision.own_words for decision in attempt.decisions] == ["my words"]
    assert (attempt.before_score, attempt.answered) == ("so so", None)
    goal = store.goal_in_force()
    assert goal is not None
    assert (goal.text, goal.checks) == ("I first listen", ())
    assert store.setting("language") == "zh"
    assert [old.id for old in store.judged_before(2)] == ["old"]
    assert store.goal_to_ask(store.begin(new_attempt())) == goal


def test_a_record_of_the_first_version(first_version: Path) -> None:
    with RecordStore.open(first_version, now=clock()) as store:
        assert store.saving
        assert store.problem is None
        came_through(store)
    with RecordStore.open(first_version, now=clock()) as again:
        assert again.problem is None
        assert schema.version_of(again._database.connection) == schema.VERSION


def test_one_that_can_only_be_read(first_version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(disk, "connect", read_only)
    before = (first_version / disk.FILE_NAME).read_bytes()
    with RecordStore.open(first_version, now=clock()) as store:
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "read_only"
        came_through(store)
        anew = store.history()[0].result._replace(scores={"heat": 31.0}, scoring=2)
        store.judge_anew({"old": anew}, 2)
        assert (store.history()[0].score, store.judged_before(2)) == (31.0, [])
    assert (first_version / disk.FILE_NAME).read_bytes() == before


def test_every_table_is_one_that_some_version_brought() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(db)
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert there - {"sqlite_sequence"} == set(schema.tables())
    db.close()
