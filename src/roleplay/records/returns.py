"""When an attempt was gone on with after a pause: the one thing about it that its lines do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.records.model import AttemptRecord, When

if TYPE_CHECKING:
    from roleplay.records.store import RecordStore

#: What the events are called among other practice; each is about an attempt and holds nothing.
KIND = "return"


def keep_return(store: RecordStore, record: AttemptRecord) -> None:
    """Somebody goes on with an attempt now. Of one that is over, or a branch, nothing is kept: it is looked at."""
    if record.ended_at is None and record.abandoned_at is None and record.branch is None:
        store.practice.add(KIND, record.id, {}, record.scenario_id)


def returns(store: RecordStore) -> dict[str, list[When]]:
    """When attempts were gone on with, oldest first, by their ids; earlier versions of the program kept none of it."""
    found: dict[str, list[When]] = {}
    for event in store.practice.events(KIND):
        found.setdefault(event.about, []).append(event.at)
    return found
