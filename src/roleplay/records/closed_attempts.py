"""The closed attempts of a record: finished or abandoned."""

from __future__ import annotations

from roleplay.records.store import RecordStore

_OVER = "FROM attempts WHERE (ended_at IS NOT NULL OR abandoned_at IS NOT NULL) AND parent IS NULL ORDER BY rowid"


def closed_attempt_ids(store: RecordStore) -> list[str]:
    """The ids of all attempts that cannot be resumed, in the order in which they were begun; branches excluded."""
    return store.read(
        lambda reader: reader.intact_rows(("attempts.id",), _OVER, lambda cells: str(cells["attempts.id"]))
    )
