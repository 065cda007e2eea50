"""A record of any earlier version is migrated completely, writable or not, and whenever the program is killed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
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


def assert_migrated(store: RecordStore) -> None:
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
    assert [old.id for old in store.judged_by_earlier(2)] == ["old"]
    assert store.goal_to_ask(store.begin(new_attempt())) == goal


def test_a_record_of_the_first_version_is_migrated(first_version: Path) -> None:
    with RecordStore.open(first_version, now=clock()) as store:
        assert store.saving
        assert store.problem is None
        assert_migrated(store)
    with RecordStore.open(first_version, now=clock()) as again:
        assert again.problem is None
        assert schema.version_of(again._database.connection) == schema.VERSION


def test_a_read_only_record_is_migrated_in_memory(first_version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(disk, "connect", read_only)
    before = (first_version / disk.FILE_NAME).read_bytes()
    with RecordStore.open(first_version, now=clock()) as store:
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "read_only"
        assert_migrated(store)
        anew = store.history()[0].result._replace(scores={"heat": 31.0}, scoring=2)
        store.replace_results({"old": anew}, 2)
        assert (store.history()[0].score, store.judged_by_earlier(2)) == (31.0, [])
    assert (first_version / disk.FILE_NAME).read_bytes() == before


# -- a future version -------------------------------------------------------------------------------------------

#: A fictitious migration: it changes rows, moves some to a table of their own, and removes a column.
_TO_COME = (
    "ALTER TABLE attempts ADD COLUMN place TEXT NOT NULL DEFAULT 'desk'",
    "CREATE TABLE typed (seq INTEGER PRIMARY KEY, words TEXT NOT NULL)",
    "INSERT INTO typed SELECT seq, own_words FROM decisions WHERE own_words IS NOT NULL",
    "UPDATE attempts SET place = 'phone' WHERE mode = 'practice'",
    "CREATE INDEX attempts_place ON attempts (place)",
)
VERSIONS = range(1, len(schema.MIGRATIONS) + 1)


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in order; opening it first recovers what a kill left in the log."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = {name: db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
        return {"version": db.execute("PRAGMA user_version").fetchall(), **rows}


@pytest.fixture(params=VERSIONS, ids=lambda version: f"from version {version}")
def any_version(request: pytest.FixtureRequest, first_version: Path) -> Path:
    """A record of each earlier version, with rows in it."""
    with closing(sqlite3.connect(first_version / disk.FILE_NAME)) as db, db:
        for number in range(1, request.param):
            for statement in schema.MIGRATIONS[number]:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {request.param}")
    return first_version


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the program use the future version."""
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _TO_COME))
    monkeypatch.setattr(schema, "_TABLES", (*schema._TABLES, ("typed",)))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)


@pytest.mark.usefixtures("next_version")
def test_every_earlier_version_can_be_migrated(any_version: Path) -> None:
    before = dump(any_version / disk.FILE_NAME)
    with RecordStore.open(any_version, now=clock()) as store:
        assert store.problem is None
        assert_migrated(store)
    after = dump(any_version / disk.FILE_NAME)
    assert after["version"] == [(schema.VERSION,)]
    assert after["typed"] == [(1, "my words")]
    for table in ("decisions", "settings"):
        assert after[table] == before[table]
    (old,), rows = before["attempts"], {row[0]: row for row in after["attempts"]}
    assert (rows["old"][: len(old)], rows["old"][-1]) == (old, "phone")


@pytest.mark.usefixtures("next_version")
def test_a_failing_migration_changes_nothing(any_version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], (*_TO_COME, "INSERT INTO attempts (id) SELECT NULL FROM typed"))
    )
    before = dump(any_version / disk.FILE_NAME)
    with RecordStore.open(any_version, now=clock()) as store:
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "unavailable"
    assert dump(any_version / disk.FILE_NAME) == before


#: Migrates copies of a record in forks that are killed before each statement in turn, until one finishes.
_KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from roleplay.records import disk, schema

record, steps = Path(sys.argv[1]), tuple(sys.argv[2:])
schema.MIGRATIONS, schema.VERSION = (*schema.MIGRATIONS, steps), schema.VERSION + 1
schema._TABLES = (*schema._TABLES, ("typed",))

def upgrade(path, number):
    def count(_):
        nonlocal number
        number -= 1
        if number < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    connect = disk.connect
    def counted(path):
        db = connect(path)
        db.set_trace_callback(count)
        return db
    disk.connect = counted
    os._exit(0 if disk.open_record(path.parent, None).db is not None else 3)

for number in range(1000):
    path = record.parent / str(number) / record.name
    path.parent.mkdir()
    shutil.copy(record, path)
    pid = os.fork()
    if not pid:
        upgrade(path, number)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(code)
    if code != -signal.SIGKILL:
        break
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_kill_at_any_statement_of_a_migration_is_harmless(any_version: Path) -> None:
    record = any_version / disk.FILE_NAME
    before = dump(record)
    source = str(Path(__file__).parents[3] / "src")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(record), *_TO_COME],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=True,
    )
    codes = [int(code) for code in done.stdout.split()]
    assert codes[-1] == 0
    assert len(codes) > len(_TO_COME) + 10
    for number in range(len(codes) - 1):
        left = dump(record.parent / str(number) / record.name)
        upgraded = "typed" in left
        assert left["version"] == ([(schema.VERSION + 1,)] if upgraded else before["version"]), number
        assert upgraded or left == before, number
        assert left["decisions"] == before["decisions"], number
    assert "typed" in dump(record.parent / str(len(codes) - 1) / record.name)


def test_every_table_was_added_by_some_version() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(db)
    existing = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert existing - {"sqlite_sequence"} == set(schema.tables())
    db.close()
