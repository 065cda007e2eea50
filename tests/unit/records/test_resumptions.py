"""When an attempt was gone on with: kept while it is open, taken along with it, gone with it."""

from __future__ import annotations

from roleplay.records.anonymous import anonymous
from roleplay.records.journal_rows import journal_of
from roleplay.records.model import BranchPoint
from roleplay.records.resumptions import KIND, record_resumption, resumption_times
from roleplay.records.store import RecordStore

from .conftest import decision, new_attempt, result


def come_back(store: RecordStore, id_: str) -> None:
    record = store.attempt(id_)
    assert record is not None
    record_resumption(store, record)


def test_a_return_is_kept_while_the_attempt_is_open(store: RecordStore) -> None:
    first, second = store.begin(new_attempt()), store.begin(new_attempt())
    store.decide(first, decision(1))
    for id_ in (first, second, first):
        come_back(store, id_)
    store.finish(first, result())
    store.abandon(second)
    for id_ in (first, second, store.begin(new_attempt()._replace(branch=BranchPoint(first, 1)))):
        come_back(store, id_)
    found = resumption_times(store)
    assert {id_: len(times) for id_, times in found.items()} == {first: 2, second: 1}
    assert found[first] == sorted(found[first])


def test_it_travels_with_the_attempt_but_not_anonymously(store: RecordStore) -> None:
    come_back(store, store.begin(new_attempt()))
    journal = journal_of(store)
    assert [event.kind for event in journal.practice] == [KIND]
    assert anonymous(journal, b"key").practice == ()


def test_it_goes_with_the_attempt_and_is_not_written_again(store: RecordStore) -> None:
    gone, stays = store.begin(new_attempt()), store.begin(new_attempt())
    for id_ in (gone, stays):
        come_back(store, id_)
    store.delete([gone])
    (store.path).unlink()  # the next write makes a record anew, of what this play knows
    come_back(store, stays)
    assert {id_: len(times) for id_, times in resumption_times(store).items()} == {stays: 2}
