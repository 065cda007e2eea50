"""Disk trouble during play: none of it stops the play, and all of it is reported."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from failing_disk import Failing
from roleplay.records import disk, schema
from roleplay.records.model import RecordProblem
from roleplay.records.store import RecordStore

from .conftest import clock, decision, new_attempt, result


def open_store(folder: Path) -> RecordStore:
    return RecordStore.open(folder, now=clock())


def played(folder: Path, decisions: int = 3) -> str:
    """A record with one finished and one unfinished attempt; returns the id of the latter."""
    with open_store(folder) as store:
        store.finish(store.begin(new_attempt("done")), result())
        attempt_id = store.begin(new_attempt())
        for number in range(decisions):
            store.decide(attempt_id, decision(number))
    return attempt_id


def choices(store: RecordStore, attempt_id: str) -> list[str]:
    attempt = store.attempt(attempt_id)
    assert attempt is not None
    return [decision.choice for decision in attempt.decisions]


def play_on(store: RecordStore, attempt_id: str, start: int, count: int = 3) -> None:
    for number in range(start, start + count):
        store.decide(attempt_id, decision(number))


WORDS = [
    ("attempt to write a readonly database", "read_only"),
    ("database or disk is full", "full"),
    ("database is locked", "unavailable"),
    ("disk I/O error", "unavailable"),
]


@pytest.mark.parametrize("at", ["BEGIN", "INSERT INTO decisions", "COMMIT"])
@pytest.mark.parametrize(("words", "kind"), WORDS)
def test_a_write_that_fails_during_play(folder: Path, words: str, kind: str, at: str) -> None:
    attempt_id = played(folder)
    with open_store(folder) as store:
        store.decide(attempt_id, decision(3))
        store._database.connection = Failing(store._database.connection, words, at)  # type: ignore[assignment]
        store.decide(attempt_id, decision(4))
        assert not store.saving
        assert store.problem is not None
        assert (store.problem.kind, store.problem.path) == (kind, folder / "records.db")
        assert words in store.problem.detail
        assert choices(store, attempt_id) == ["c0", "c1", "c2", "c3", "c4"]
        assert [(left.on_disk, left.lines) for left in store.unwritten] == [(4, 5)]
        with sqlite3.connect(folder / "records.db") as on_disk:
            assert on_disk.execute("SELECT count(*) FROM decisions").fetchone() == (4,)
        on_disk.close()
        store.decide(attempt_id, decision(5))  # by now every write succeeds
        assert store.saving
        assert store.problem.kind == "written_again"
        assert store.unwritten == ()
        store.take_back(attempt_id)
        store.finish(attempt_id, result())
        assert {summary.scenario_id for summary in store.history()} == {"done", "third-repair"}
    with open_store(folder) as again:
        assert again.saving
        assert choices(again, attempt_id) == ["c0", "c1", "c2", "c3", "c4"]


def test_a_disk_that_neither_writes_nor_reads(folder: Path) -> None:
    attempt_id = played(folder)
    with open_store(folder) as store:
        store.decide(attempt_id, decision(3))
        broken = Failing(store._database.connection, "disk I/O error", "COMMIT", reads=False)
        store._database.connection = broken  # type: ignore[assignment]
        store.decide(attempt_id, decision(4))
        assert not store.saving
        assert choices(store, attempt_id) == ["c0", "c1", "c2", "c3", "c4"]
        attempt = store.attempt(attempt_id)
        assert attempt is not None
        assert all(store.source(ref.digest) for ref in attempt.bundle)


def test_a_disk_that_is_actually_full(folder: Path) -> None:
    with open_store(folder) as store:
        attempt_id = store.begin(new_attempt())
        (pages,) = store._database.connection.execute("PRAGMA page_count").fetchone()
        store._database.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        count = 0
        while store.saving:
            store.decide(attempt_id, decision(count))
            count += 1
            assert count < 2000
        assert store.problem is not None
        assert store.problem.kind == "full"
        assert [(left.on_disk, left.lines) for left in store.unwritten] == [(count - 1, count)]
        play_on(store, attempt_id, count)
        assert choices(store, attempt_id) == [f"c{number}" for number in range(count + 3)]
    with open_store(folder) as again:
        assert choices(again, attempt_id) == [f"c{number}" for number in range(count + 3)]


def test_a_disk_full_before_the_record_is_created(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(db: sqlite3.Connection) -> None:
        if db.execute("PRAGMA database_list").fetchone()[2]:  # the record in memory has no file
            raise sqlite3.OperationalError("database or disk is full")
        migrate(db)

    migrate = schema.migrate
    monkeypatch.setattr(schema, "migrate", full)
    with open_store(folder) as store:
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "full"
        attempt_id = store.begin(new_attempt())
        play_on(store, attempt_id, 0)
        assert choices(store, attempt_id) == ["c0", "c1", "c2"]


def test_a_read_only_record_can_still_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt_id = played(folder)

    def read_only(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(disk, "connect", read_only)
    with open_store(folder) as store:
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "read_only"
        assert [summary.scenario_id for summary in store.history()] == ["done"]
        assert [attempt.id for attempt in store.unfinished()] == [attempt_id]
        play_on(store, attempt_id, 3)
        assert choices(store, attempt_id) == [f"c{number}" for number in range(6)]
    monkeypatch.undo()
    with open_store(folder) as again:
        assert choices(again, attempt_id) == ["c0", "c1", "c2"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(folder: Path) -> None:
    played(folder)
    folder.chmod(0o500)
    try:
        with open_store(folder) as store:
            assert store.problem is not None
            assert store.problem.kind == "read_only"
            assert len(store.history()) == 1
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("name", ["home", "home/deeper/still"])
def test_a_file_where_the_folder_should_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "home").write_text("mine")
    with open_store(tmp_path / name) as store:
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "unavailable"
        attempt_id = store.begin(new_attempt())
        play_on(store, attempt_id, 0)
        assert choices(store, attempt_id) == ["c0", "c1", "c2"]
        store.set_setting("language", "zh")
        assert store.setting("language") == "zh"
    assert (tmp_path / "home").read_text() == "mine"


def test_a_folder_where_the_record_should_be(folder: Path) -> None:
    (folder / "records.db").mkdir(parents=True)
    with open_store(folder) as store:
        assert store.problem is not None
        assert store.problem.kind == "unavailable"


def test_trouble_is_classified_by_the_systems_error() -> None:
    assert disk.trouble_of(OSError(28, "No space left on device")) == "full"
    assert disk.trouble_of(PermissionError(13, "Permission denied")) == "read_only"
    assert disk.trouble_of(OSError(30, "Read-only file system")) == "read_only"
    assert disk.trouble_of(FileExistsError(17, "File exists")) == "unavailable"
    assert disk.trouble_of(sqlite3.DatabaseError("database disk image is malformed")) == "damaged"
    assert not disk.is_disk_trouble(sqlite3.IntegrityError("UNIQUE constraint failed"))
    assert not disk.is_disk_trouble(KeyError("x"))


# -- damage -----------------------------------------------------------------------------------------------------


def assert_set_aside(problem: RecordProblem | None, folder: Path, content: bytes) -> None:
    assert problem is not None
    assert problem.kind == "damaged_set_aside"
    assert problem.path == folder / "records.db"
    assert problem.set_aside is not None
    assert problem.set_aside.name.startswith("records.damaged-20260301-0900")
    assert problem.set_aside.read_bytes() == content
    assert "records.db" in problem.detail
    assert problem.set_aside.name in problem.detail


def spoil(path: Path, how: str) -> bytes:
    content = path.read_bytes()
    noise = random.Random(4).randbytes(4096)
    spoilt = {
        "noise": noise * 3,
        "text": "不是数据库".encode(),
        "short": content[:50],
        "header only": content[:100],
        "cut": content[: len(content) - 4096 - 700],
        "holes": content[:4096] + noise * ((len(content) - 4096) // 4096),
        "no tables": content[:100] + bytes(len(content) - 100),
    }[how]
    path.write_bytes(spoilt)
    return spoilt


@pytest.mark.parametrize("how", ["noise", "text", "short", "header only", "cut", "holes", "no tables"])
def test_a_damaged_record_is_set_aside_and_a_new_one_begun(folder: Path, how: str) -> None:
    played(folder, decisions=40)
    content = spoil(folder / "records.db", how)
    with open_store(folder) as store:
        assert_set_aside(store.problem, folder, content)
        assert store.saving
        assert store.history() == []
        attempt_id = store.begin(new_attempt())
    with open_store(folder) as again:
        assert again.problem is None
        assert [attempt.id for attempt in again.unfinished()] == [attempt_id]


def test_two_damaged_records_within_a_second_get_different_names(folder: Path) -> None:
    for content in (b"one" * 99, b"two" * 99):
        folder.mkdir(exist_ok=True)
        (folder / "records.db").write_bytes(content)
        with open_store(folder) as store:
            assert_set_aside(store.problem, folder, content)
    assert len(list(folder.glob("records.damaged-*.db"))) == 2


def test_companion_files_are_renamed_with_the_damaged_record(folder: Path) -> None:
    folder.mkdir()
    for end in ("", "-wal", "-shm"):
        (folder / f"records.db{end}").write_bytes(f"bad{end}".encode() * 60)
    with open_store(folder) as store:
        assert store.problem is not None
        aside = store.problem.set_aside
        assert aside is not None
        for end in ("", "-wal", "-shm"):
            assert Path(f"{aside}{end}").read_bytes() == f"bad{end}".encode() * 60


def test_another_programs_database_is_not_written_into(folder: Path) -> None:
    folder.mkdir()
    db = sqlite3.connect(folder / "records.db")
    db.execute("CREATE TABLE photos (name)")
    db.commit()
    db.close()
    content = (folder / "records.db").read_bytes()
    with open_store(folder) as store:
        assert_set_aside(store.problem, folder, content)


def test_an_empty_file_is_a_new_record(folder: Path) -> None:
    """Another process may just have created it."""
    folder.mkdir()
    (folder / "records.db").touch()
    with open_store(folder) as store:
        assert store.saving
        assert store.problem is None
        store.begin(new_attempt())


def test_an_empty_file_with_a_write_ahead_log_is_damaged(folder: Path) -> None:
    attempt_id = played(folder)
    db = sqlite3.connect(folder / "records.db")
    db.execute("UPDATE attempts SET mode = 'exam'")
    db.commit()
    shutil.copy(folder / "records.db-wal", folder / "kept")
    db.close()
    shutil.move(folder / "kept", folder / "records.db-wal")
    (folder / "records.db").write_bytes(b"")
    with open_store(folder) as store:
        assert_set_aside(store.problem, folder, b"")
        assert store.attempt(attempt_id) is None
        aside = store.problem.set_aside if store.problem else None
        assert Path(f"{aside}-wal").stat().st_size > 0


def test_damage_during_play_stops_neither_play_nor_saving(folder: Path) -> None:
    attempt_id = played(folder)
    with open_store(folder) as store:
        store.decide(attempt_id, decision(3))
        words = "database disk image is malformed"
        store._database.connection = Failing(store._database.connection, words)  # type: ignore[assignment]
        store.decide(attempt_id, decision(4))
        assert store.saving
        assert store.problem is not None
        assert store.problem.kind == "damaged_set_aside"
        assert choices(store, attempt_id) == ["c0", "c1", "c2", "c3", "c4"]
        store.decide(attempt_id, decision(5))
    with open_store(folder) as again:
        assert again.problem is None
        assert choices(again, attempt_id) == [f"c{number}" for number in range(6)]
        (attempt,) = again.unfinished()
        assert all(again.source(ref.digest) for ref in attempt.bundle)


@pytest.mark.parametrize("words", ["database disk image is malformed", "disk I/O error"])
def test_nothing_played_is_lost_if_another_write_hits_the_trouble(folder: Path, words: str) -> None:
    """Everything of this session is copied at once and continues as the same attempt."""
    with open_store(folder) as store:
        done, attempt_id = store.begin(new_attempt("done")), store.begin(new_attempt())
        play_on(store, done, 7, 2)
        store.take_back(done)  # so that numbers in the new journal differ from those in the old
        store.finish(done, result())
        store.reflect(done, "太快了")
        play_on(store, attempt_id, 0)
        store._database.connection = Failing(store._database.connection, words, "COMMIT", reads=False)  # type: ignore[assignment]
        store.set_setting("language", "zh")
        assert store.saving == ("malformed" in words)
        assert choices(store, attempt_id) == ["c0", "c1", "c2"]
        finished = store.attempt(done)
        assert finished is not None
        assert (finished.result, finished.before_score) == (result(), "太快了")
        play_on(store, attempt_id, 3)
        assert [attempt.id for attempt in store.unfinished()] == [attempt_id]
        assert choices(store, attempt_id) == [f"c{number}" for number in range(6)]
        assert store.setting("language") == "zh"


def test_a_record_just_created_by_another_process_is_not_set_aside(folder: Path) -> None:
    path = folder / "records.db"
    folder.mkdir()
    path.write_bytes(b"damaged")
    seen = disk.identity_of(path)
    path.rename(folder / "moved.db")
    path.write_bytes(b"new")
    assert disk.set_aside(path, seen, "", clock()()) is None
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
def test_a_record_deleted_during_play_is_created_again(folder: Path) -> None:
    attempt_id = played(folder)
    with open_store(folder) as store:
        store.decide(attempt_id, decision(3))
        shutil.rmtree(folder)
        store.decide(attempt_id, decision(4))
        assert store.saving
    with open_store(folder) as again:
        assert choices(again, attempt_id) == ["c0", "c1", "c2", "c3", "c4"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")
def test_a_folder_replaced_by_a_file_during_play(folder: Path) -> None:
    attempt_id = played(folder)
    with open_store(folder) as store:
        store.decide(attempt_id, decision(3))
        folder.rename(folder.with_name("elsewhere"))
        folder.write_text("in the way")
        store.decide(attempt_id, decision(4))
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "unavailable"
        assert choices(store, attempt_id) == ["c0", "c1", "c2", "c3", "c4"]


# -- versions ---------------------------------------------------------------------------------------------------


def test_a_newer_record_is_not_touched(folder: Path) -> None:
    played(folder)
    db = sqlite3.connect(folder / "records.db")
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    with open_store(folder) as store:
        assert not store.saving
        assert store.problem is not None
        assert store.problem.kind == "newer_version"
        attempt_id = store.begin(new_attempt())
        play_on(store, attempt_id, 0)
        assert choices(store, attempt_id) == ["c0", "c1", "c2"]
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_a_newer_version_in_the_write_ahead_log_is_detected(folder: Path) -> None:
    played(folder)
    db = sqlite3.connect(folder / "records.db")
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")  # in -wal until the connection closes
    try:
        with open_store(folder) as store:
            assert store.problem is not None
            assert store.problem.kind == "newer_version"
    finally:
        db.close()


def test_an_older_record_is_migrated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt_id = played(folder)
    step = ("ALTER TABLE attempts ADD COLUMN note TEXT",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with open_store(folder) as store:
        assert store.saving
        assert schema.version_of(store._database.connection) == schema.VERSION
        assert choices(store, attempt_id) == ["c0", "c1", "c2"]


def test_a_failing_migration_leaves_the_old_record(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt_id = played(folder)
    step = ("ALTER TABLE attempts ADD COLUMN note TEXT", "INSERT INTO attempts (id) SELECT NULL FROM attempts")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        with open_store(folder) as store:
            assert not store.saving
    with open_store(folder) as store:
        assert store.saving
        assert choices(store, attempt_id) == ["c0", "c1", "c2"]


def test_a_disk_without_room_for_companion_files_is_reported_as_full(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(folder)

    def no_room(path: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(disk, "connect", no_room)
    with open_store(folder) as store:
        assert store.problem is not None
        assert store.problem.kind == "unavailable"
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    with open_store(folder) as store:
        assert store.problem is not None
        assert store.problem.kind == "full"
