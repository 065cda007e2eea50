"""The journal of practice other than attempts: events survive disk trouble, and deleted ones are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cell_damage import damage_cell
from roleplay.records import disk
from roleplay.records.store import RecordStore

from .conftest import clock
from .test_deletion import SECRET, bytes_of, finished


def subjects(store: RecordStore, kind: str = "focus") -> list[str]:
    return [event.about for event in store.practice.events(kind)]


def test_events_of_a_kind_in_their_order(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as store:
        first = store.practice.add("focus", "heat.hear", {"percent": 50.0, "walk": ["a", "b"]}, "third-repair")
        store.practice.add("plan", "30", {})
        second = store.practice.add("focus", "heat.act", {})
        assert store.practice.events("focus") == [first, second]
        assert store.practice.events("focus", "heat.act") == [second]
        assert first.at < second.at
    with RecordStore.open(folder, now=clock()) as again:
        assert again.practice.events("focus") == [first, second]
        assert again.practice.count_at_scene("third-repair") == 1


def test_data_that_is_not_json_is_refused_and_nothing_is_stored(store: RecordStore) -> None:
    with pytest.raises(TypeError):
        store.practice.add("focus", "heat.hear", {"walk": {1, 2}})
    assert subjects(store) == []


def test_a_lone_surrogate_is_replaced(store: RecordStore) -> None:
    event = store.practice.add("plan", "\udc80", {"text": "\udc80"})
    assert store.practice.events("plan", "\udc80") == [event]


def test_a_record_created_again_during_play_contains_them_once(store: RecordStore, folder: Path) -> None:
    store.practice.add("focus", "one", {})
    (folder / disk.FILE_NAME).unlink()
    store.practice.add("focus", "two", {})
    assert subjects(store) == ["one", "two"]


def test_events_a_full_disk_rejects_are_written_later(
    store: RecordStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store._database, "saving", False)
        store.practice.add("focus", "one", {})
        assert subjects(store) == ["one"]
    store.practice.add("focus", "two", {})
    store.close()
    with RecordStore.open(folder, now=clock()) as again:
        assert subjects(again) == ["one", "two"]


def test_a_damaged_event_is_left_out_and_counted(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as store:
        store.practice.add("focus", "one", {})
        store.practice.add("focus", "two", {})
    damage_cell(folder / disk.FILE_NAME, "UPDATE practice SET data = '[' WHERE about = 'one'")
    with RecordStore.open(folder, now=clock()) as store:
        assert subjects(store) == ["two"]
        assert store.damage().practice == 1


def test_deleting_a_scene_deletes_its_practice(store: RecordStore, folder: Path) -> None:
    attempt = finished(store)
    store.practice.add("focus", "one", {"said": SECRET}, "third-repair")
    store.practice.add("focus", "two", {}, "other")
    store.practice.add("plan", "30", {})
    store.delete([attempt], "third-repair")
    assert (subjects(store), subjects(store, "plan")) == (["two"], ["30"])
    assert SECRET.encode() not in bytes_of(folder)


def test_deleting_everything_deletes_all_practice(store: RecordStore, folder: Path) -> None:
    store.practice.add("focus", "one", {"said": SECRET})
    store.delete_everything()
    assert subjects(store) == []
    (folder / disk.FILE_NAME).unlink()
    store.practice.add("focus", "two", {})
    assert subjects(store) == ["two"]
    assert SECRET.encode() not in bytes_of(folder)
