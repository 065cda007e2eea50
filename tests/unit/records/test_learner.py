"""The learner's id: random, generated once, permanent, and deleted with everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.records.learner import KEY, existing_learner_id, is_learner_id, learner_id
from roleplay.records.store import RecordStore

from .conftest import clock


def test_it_is_generated_once_and_kept(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as store:
        assert existing_learner_id(store) is None
        generated = learner_id(store)
        assert is_learner_id(generated)
        assert learner_id(store) == generated
    with RecordStore.open(folder, now=clock()) as again:
        assert learner_id(again) == generated


def test_the_id_of_a_process_that_was_first_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with RecordStore.open(folder, now=clock()) as here, RecordStore.open(folder, now=clock()) as other:
        theirs = learner_id(other)
        looks = iter([None, theirs])  # it was generated between the two calls
        monkeypatch.setattr("roleplay.records.learner.existing_learner_id", lambda _: next(looks))
        assert learner_id(here) == theirs
    with RecordStore.open(folder, now=clock()) as again:
        monkeypatch.undo()
        assert learner_id(again) == theirs


@pytest.mark.parametrize("spoilt", ["Wang Fang", "", "g" * 32])
def test_an_invalid_id_is_replaced(store: RecordStore, spoilt: str) -> None:
    store.set_setting(KEY, spoilt)
    generated = learner_id(store)
    assert is_learner_id(generated)
    assert existing_learner_id(store) == generated


def test_it_is_deleted_with_everything(store: RecordStore) -> None:
    generated = learner_id(store)
    store.delete_everything()
    assert existing_learner_id(store) is None
    assert learner_id(store) != generated
