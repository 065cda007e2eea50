"""A disk that cannot be written for a while: once a write succeeds, everything owed is written, exactly once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from failing_disk import Failing, FullDisk, fill
from roleplay.records import disk
from roleplay.records.model import GoalAnswer
from roleplay.records.store import RecordStore

from .conftest import clock, decision, new_attempt, result
from .test_trouble import choices, open_store, play_on, played


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    """``full(store)`` and ``room()``."""
    return fill(monkeypatch)


def test_everything_done_meanwhile_is_written(folder: Path, full_disk: FullDisk) -> None:
    full, room = full_disk
    attempt_id = played(folder)
    with open_store(folder) as store:
        goal_of = store.begin(new_attempt("goal"))
        store.set_goal(goal_of, "I wait")
        goal = store.goal_in_force()
        assert goal is not None
        full(store)
        store.take_back(attempt_id)
        play_on(store, attempt_id, 7, 2)
        store.hint(attempt_id)
        begun = store.begin(new_attempt("begun"))
        play_on(store, begun, 0)
        store.finish(begun, result())
        store.reflect(begun, "too fast")
        store.answer_goal(begun, goal, GoalAnswer.YES)
        left = store.begin(new_attempt("left"))
        store.abandon(left)
        store.end_goal(goal)
        store.set_setting("language", "zh")
        unwritten = {each.scenario_id: (each.on_disk, each.lines) for each in store.unwritten}
        assert unwritten == {"third-repair": (3, 4), "begun": (None, 3), "left": (None, 0)}
        with closing(sqlite3.connect(folder / "records.db")) as on_disk:
            assert on_disk.execute("SELECT count(*) FROM attempts").fetchone() == (3,)
        room()
        store.decide(attempt_id, decision(9))
        assert (store.saving, store.unwritten) == (True, ())
    with open_store(folder) as again:
        assert again.problem is None
        attempt = again.attempt(attempt_id)
        assert attempt is not None
        assert [row.decision.choice for row in attempt.kept] == ["c0", "c1", "c7", "c8", "c9"]
        assert (attempt.taken_back, attempt.hints) == (1, 1)
        assert [row.decision.choice for row in again.journal(attempt_id)] == ["c0", "c1", "c2", "c7", "c8", "c9"]
        finished = again.attempt(begun)
        assert finished is not None
        assert (finished.result, finished.before_score, len(finished.kept)) == (result(), "too fast", 3)
        assert finished.answered is not None
        assert again.goal_in_force() is None
        assert again.setting("language") == "zh"
        assert {summary.scenario_id for summary in again.history()} == {"done", "begun"}
        assert again.attempt(left).abandoned_at is not None  # type: ignore[union-attr]


def test_closing_tries_once_more(folder: Path, full_disk: FullDisk) -> None:
    full, room = full_disk
    attempt_id = played(folder)
    with open_store(folder) as store:
        full(store)
        play_on(store, attempt_id, 3)
        room()
    assert (store.saving, store.unwritten) == (True, ())
    with open_store(folder) as again:
        assert choices(again, attempt_id) == [f"c{number}" for number in range(6)]


def test_attempts_never_written_are_listed_until_the_end(folder: Path, full_disk: FullDisk) -> None:
    full, room = full_disk
    attempt_id = played(folder)
    with open_store(folder) as store:
        full(store)
        play_on(store, attempt_id, 3)
    assert [(attempt.on_disk, attempt.lines) for attempt in store.unwritten] == [(3, 6)]
    room()
    with open_store(folder) as again:
        assert choices(again, attempt_id) == ["c0", "c1", "c2"]


def test_the_disk_may_be_full_repeatedly(folder: Path, full_disk: FullDisk) -> None:
    full, room = full_disk
    attempt_id = played(folder)
    with open_store(folder) as store:
        for number in range(3, 9):
            (full(store) if number % 2 else room())
            store.decide(attempt_id, decision(number))
            assert store.saving == (number % 2 == 0)
        assert choices(store, attempt_id) == [f"c{number}" for number in range(9)]
    with open_store(folder) as again:
        assert choices(again, attempt_id) == [f"c{number}" for number in range(9)]
        assert len(again.unfinished()) == 1


def test_another_program_that_continued_meanwhile_keeps_its_version(folder: Path, full_disk: FullDisk) -> None:
    full, room = full_disk
    attempt_id = played(folder)
    with open_store(folder) as store, RecordStore.open(folder, now=clock()) as neighbour:
        neighbour.unfinished()
        full(store)
        play_on(store, attempt_id, 3, 2)
        room()
        neighbour.decide(attempt_id, decision(8))
        store.decide(attempt_id, decision(5))
        assert choices(store, attempt_id) == ["c0", "c1", "c2", "c3", "c4", "c5"], (
            "the id refers to the attempt played here"
        )
        assert choices(neighbour, attempt_id) == ["c0", "c1", "c2", "c8"]
        store.finish(attempt_id, result())
    with open_store(folder) as again:
        assert len(again.unfinished()) == 1
        assert {summary.scenario_id for summary in again.history()} == {"done", "third-repair"}
        assert len(again.history()) == 2


def test_a_record_created_late_contains_everything(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    with open_store(folder) as store:
        assert store.problem is not None
        attempt_id = store.begin(new_attempt())
        play_on(store, attempt_id, 0)
        assert [(each.on_disk, each.lines) for each in store.unwritten] == [(None, 3)]
        folder.unlink()
        store.decide(attempt_id, decision(3))
        assert (store.saving, store.problem.kind) == (True, "written_again")
    with open_store(folder) as again:
        assert choices(again, attempt_id) == ["c0", "c1", "c2", "c3"]
        (attempt,) = again.unfinished()
        assert all(again.source(ref.digest) for ref in attempt.bundle)


def test_a_permanent_lock_costs_a_moment_and_not_five_seconds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    set_busy_timeout = disk.set_busy_timeout

    def noted(db: sqlite3.Connection, seconds: float = disk.BUSY_SECONDS) -> None:
        waits.append(seconds)
        set_busy_timeout(db, seconds)

    monkeypatch.setattr(disk, "set_busy_timeout", noted)
    attempt_id = played(folder)
    with open_store(folder) as store:
        locked = Failing(store._database.connection, "database is locked")
        store._database.connection = locked  # type: ignore[assignment]
        store.decide(attempt_id, decision(3))
        with closing(sqlite3.connect(folder / "records.db", isolation_level=None)) as neighbour:
            neighbour.execute("BEGIN IMMEDIATE")
            waits.clear()
            store.decide(attempt_id, decision(4))
            assert not store.saving
            assert waits == [0.2]
            neighbour.execute("ROLLBACK")
        store.decide(attempt_id, decision(5))
        assert store.saving
        assert waits[-1] == disk.BUSY_SECONDS
