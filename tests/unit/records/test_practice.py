"""The journal of practice that is no attempt: what is added stays, whatever the disk does; what is deleted is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.records import disk
from roleplay.records.store import RecordStore
from spoilt_cells import spoil

from .conftest import clock
from .test_deletion import SECRET, bytes_of, finished


def about(store: RecordStore, kind: str = "focus") -> list[str]:
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


def test_what_json_cannot_hold_is_refused_and_nothing_kept(store: RecordStore) -> None:
    with pytest.raises(TypeError):
        store.practice.add("focus", "heat.hear", {"walk": {1, 2}})
    assert about(store) == []


def test_a_half_character_is_kept_as_what_can_be(store: RecordStore) -> None:
    event = store.practice.add("plan", "\udc80", {"text": "\udc80"})
    assert store.practice.events("plan", "\udc80") == [event]


def test_a_record_begun_anew_in_mid_play_has_them_once(store: RecordStore, folder: Path) -> None:
    store.practice.add("focus", "one", {})
    (folder / disk.FILE_NAME).unlink()
    store.practice.add("focus", "two", {})
    assert about(store) == ["one", "two"]


def test_what_a_full_disk_does_not_take_is_written_later(
    store: RecordStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store._database, "saving", False)
        store.practice.add("focus", "one", {})
        assert about(store) == ["one"]
    store.practice.add("focus", "two", {})
    store.close()
    with RecordStore.open(folder, now=clock()) as again:
        assert about(again) == ["one", "two"]


def test_a_damaged_one_is_left_out_and_counted(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as store:
        store.practice.add("focus", "one", {})
        store.practice.add("focus", "two", {})
    spoil(folder / disk.FILE_NAME, "UPDATE practice SET data = '[' WHERE about = 'one'")
    with RecordStore.open(folder, now=clock()) as store:
        assert about(store) == ["two"]
        assert store.damage().practice == 1


def test_a_scene_that_is_deleted_takes_its_practice_along(store: RecordStore, folder: Path) -> None:
    attempt = finished(store)
    store.practice.add("focus", "one", {"said": SECRET}, "third-repair")
    store.practice.add("focus", "two", {}, "other")
    store.practice.add("plan", "30", {})
    store.delete([attempt], "third-repair")
    assert (about(store), about(store, "plan")) == (["two"], ["30"])
    assert SECRET.encode() not in bytes_of(folder)


def test_deleting_everything_leaves_none(store: RecordStore, folder: Path) -> None:
    store.practice.add("focus", "one", {"said": SECRET})
    store.delete_everything()
    assert about(store) == []
    (folder / disk.FILE_NAME).unlink()
    store.practice.add("focus", "two", {})
    assert about(store) == ["two"]
    assert SECRET.encode() not in bytes_of(folder)
