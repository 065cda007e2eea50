"""When attempts were resumed after a pause: the one fact about an attempt that its decisions do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.records.model import AttemptRecord, When

if TYPE_CHECKING:
    from roleplay.records.store import RecordStore

#: The kind of these practice events; each is about an attempt and has no data.
KIND = "return"


def record_resumption(store: RecordStore, record: AttemptRecord) -> None:
    """Record that an attempt is resumed now. Closed attempts and branches are ignored: they are only viewed."""
    if record.ended_at is None and record.abandoned_at is None and record.branch is None:
        store.practice.add(KIND, record.id, {}, record.scenario_id)


def resumption_times(store: RecordStore) -> dict[str, list[When]]:
    """The times at which attempts were resumed, oldest first, by attempt id; earlier versions did not record them."""
    found: dict[str, list[When]] = {}
    for event in store.practice.events(KIND):
        found.setdefault(event.about, []).append(event.at)
    return found
