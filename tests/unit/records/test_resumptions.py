"""When an attempt was resumed: recorded while it is open, exported with it, deleted with it."""

from __future__ import annotations

from roleplay.records.anonymous import anonymous
from roleplay.records.journal_rows import journal_of
from roleplay.records.model import BranchPoint
from roleplay.records.resumptions import KIND, record_resumption, resumption_times
from roleplay.records.store import RecordStore

from .conftest import decision, new_attempt, result


def resume(store: RecordStore, id_: str) -> None:
    record = store.attempt(id_)
    assert record is not None
    record_resumption(store, record)


def test_resuming_is_recorded_while_the_attempt_is_open(store: RecordStore) -> None:
    first, second = store.begin(new_attempt()), store.begin(new_attempt())
    store.decide(first, decision(1))
    for id_ in (first, second, first):
        resume(store, id_)
    store.finish(first, result())
    store.abandon(second)
    for id_ in (first, second, store.begin(new_attempt()._replace(branch=BranchPoint(first, 1)))):
        resume(store, id_)
    times_by_id = resumption_times(store)
    assert {id_: len(times) for id_, times in times_by_id.items()} == {first: 2, second: 1}
    assert times_by_id[first] == sorted(times_by_id[first])


def test_it_is_exported_with_the_attempt_but_not_anonymously(store: RecordStore) -> None:
    resume(store, store.begin(new_attempt()))
    journal = journal_of(store)
    assert [event.kind for event in journal.practice] == [KIND]
    assert anonymous(journal, b"key").practice == ()


def test_it_is_deleted_with_the_attempt_and_not_written_again(store: RecordStore) -> None:
    deleted, remaining = store.begin(new_attempt()), store.begin(new_attempt())
    for id_ in (deleted, remaining):
        resume(store, id_)
    store.delete([deleted])
    (store.path).unlink()  # the next write creates a record again from what this session knows
    resume(store, remaining)
    assert {id_: len(times) for id_, times in resumption_times(store).items()} == {remaining: 2}
