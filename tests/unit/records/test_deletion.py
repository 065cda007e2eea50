"""Deleted data are gone: from the record, from its file, and from what an open session would write again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cell_damage import damage_cell
from roleplay.records.anonymous import KEY_FILE, anonymity_key
from roleplay.records.learner import learner_id
from roleplay.records.model import GoalAnswer
from roleplay.records.pushed import PushedFile
from roleplay.records.store import RecordStore

from .conftest import SCENE, clock, decision, new_attempt, result

SECRET = "what nobody is to read any more"


def finished(store: RecordStore, scene: str = "third-repair", own_words: str = "") -> str:
    """A finished attempt of one line with a goal."""
    attempt_id = store.begin(new_attempt(scene))
    store.decide(attempt_id, decision(1)._replace(own_words=own_words or "您坐"))
    store.finish(attempt_id, result())
    store.reflect(attempt_id, own_words or "fine")
    store.set_goal(attempt_id, own_words or "listen")
    return attempt_id


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_one_attempt_is_deleted_and_the_others_stay(store: RecordStore, folder: Path) -> None:
    deleted, remaining = finished(store, own_words=SECRET), finished(store)
    later = store.begin(new_attempt())
    goal = next(goal for goal in store.goals() if goal.attempt_id == deleted)
    store.answer_goal(later, goal, GoalAnswer.YES)
    store.set_setting("typed", f"{deleted} 2 {SECRET}")
    store.set_setting("language", "zh")
    assert SECRET.encode() in bytes_of(folder)
    store.delete([deleted, "nobody"])
    assert store.attempt(deleted) is None
    assert [summary.id for summary in store.history()] == [remaining]
    assert [goal.attempt_id for goal in store.goals()] == [remaining]
    assert SECRET.encode() not in bytes_of(folder), "not even in freed pages or the write-ahead log"
    assert store.setting("language") == "zh"
    assert store.source(SCENE.digest) is not None, "the other attempts need it"
    assert not store.damage()


def test_texts_of_no_remaining_attempt_are_deleted_too(store: RecordStore) -> None:
    store.delete([finished(store)])
    assert store.source(SCENE.digest) is None


def test_an_attempt_that_branches_off_itself_can_be_deleted(store: RecordStore, folder: Path) -> None:
    one, other = finished(store), finished(store)
    remaining = finished(store)
    damage_cell(folder / "records.db", f"UPDATE attempts SET parent = '{one}', branch_turn = 1 WHERE id = '{other}'")
    damage_cell(folder / "records.db", f"UPDATE attempts SET parent = '{other}', branch_turn = 1 WHERE id = '{one}'")
    store.delete([one])
    assert store.attempts_at("third-repair") == [remaining]


def test_an_open_session_does_not_write_it_again(store: RecordStore, folder: Path) -> None:
    deleted, remaining = finished(store), store.begin(new_attempt())
    store.delete([deleted])
    (folder / "records.db").unlink()  # the next write creates a record again from what this session knows
    store.decide(remaining, decision(1))
    store.finish(remaining, result())
    assert [summary.id for summary in store.history()] == [remaining]


def test_deleting_everything_includes_records_set_aside(store: RecordStore, folder: Path) -> None:
    finished(store, own_words=SECRET)
    store.begin(new_attempt())
    store.set_setting("language", "en")
    aside = folder / "records.damaged-20260301-090000.db"
    aside.write_text(SECRET)
    pushed = PushedFile(folder, "https://lrs.example.org/xAPI", "me")
    pushed.keep(["s1"])
    kept_by_others = pushed.path.with_name("notes.txt")
    kept_by_others.write_text("somebody else's")
    other = folder / "records.damaged.txt"
    other.write_text("somebody else's")
    db = sqlite3.connect(folder / "records.db")
    db.execute("UPDATE attempts SET mode = '?'")
    db.commit()
    db.close()
    assert store.history() == []
    assert len(store.set_aside) == 1, "deleted although it is damaged"
    assert store.delete_everything() == []
    assert not store.unfinished()
    assert not store.set_aside
    assert SECRET.encode() not in bytes_of(folder)
    assert not aside.exists()
    assert (pushed.path.exists(), kept_by_others.exists()) == (False, True)
    assert other.exists()
    assert store.setting("language") == "en"


def test_deleting_everything_includes_files_beside_it_that_reveal_the_learner(store: RecordStore, folder: Path) -> None:
    finished(store)
    learner_id(store)
    anonymity_key(folder)
    (folder / "pushed").mkdir()
    theirs = [folder / "pushed" / "0123456789abcdef.txt", folder / "error-20260301-090000.txt"]
    stay = [folder / "settings.yaml", folder / "library" / "scenarios" / "mine.yaml", folder / "drills" / "desk.jsonl"]
    for path in (*theirs, *stay):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert store.delete_everything() == []
    assert not any(path.exists() for path in (*theirs, folder / KEY_FILE))
    assert all(path.exists() for path in stay)
    assert store.setting("learner") is None


def test_a_deletion_that_cannot_be_saved_is_done_once_it_can(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as first:
        deleted = finished(first, own_words=SECRET)
    path = folder / "records.db"
    path.chmod(0o600)
    aside = path.rename(folder / "elsewhere.db")
    path.mkdir()  # nothing can be opened under the name
    with RecordStore.open(folder, now=clock()) as store:
        assert not store.saving
        store.delete([deleted])
        path.rmdir()
        aside.rename(path)
        store.catch_up()
        assert store.saving
        assert store.history() == []
    assert SECRET.encode() not in bytes_of(folder)
