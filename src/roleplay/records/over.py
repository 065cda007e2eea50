"""The attempts of a record that are over: finished, or given up."""

from __future__ import annotations

from roleplay.records.store import RecordStore

_OVER = "FROM attempts WHERE (ended_at IS NOT NULL OR abandoned_at IS NOT NULL) AND parent IS NULL ORDER BY rowid"


def ids_over(store: RecordStore) -> list[str]:
    """The ids of all attempts that cannot be gone on with, in the order in which they were begun; no branches."""
    return store.read(lambda door: door.sound(("attempts.id",), _OVER, lambda cells: str(cells["attempts.id"])))
