"""The identity of the learner in exports of a record: a random id, never a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from roleplay.records.practice import fresh_id

if TYPE_CHECKING:
    import sqlite3

    from roleplay.records.store import RecordStore

#: The settings of the record that hold the learner's id, and further ids of the same learner.
KEY, ALSO = "learner", "learner-also"
_ID = re.compile(r"[0-9a-f]{32}")


def learner_id(store: RecordStore) -> str:
    """The id of this record's learner, 32 hexadecimal digits; generated on first use and kept.

    It reveals nothing about the person, and is the only pseudonym under which anything leaves the record.
    """
    return existing_learner_id(store) or _create(store)


def existing_learner_id(store: RecordStore) -> str | None:
    """The learner's id; ``None`` if none was generated yet."""
    stored = store.setting(KEY)
    return stored if stored is not None and is_learner_id(stored) else None


def other_learner_ids(store: RecordStore) -> tuple[str, ...]:
    """Further ids of the same learner, from records that were merged into this one, in the stored order."""
    return tuple(filter(is_learner_id, (store.setting(ALSO) or "").split()))


def is_learner_id(text: str) -> bool:
    """Whether a text has the form of a learner's id."""
    return _ID.fullmatch(text) is not None


def _create(store: RecordStore) -> str:
    new_id, stored = fresh_id(), store.setting(KEY)

    def work(db: sqlite3.Connection) -> None:
        if stored is not None and not is_learner_id(stored):
            db.execute("DELETE FROM settings WHERE key = ? AND value = ?", (KEY, stored))
        # another process may have been first: then its id is the learner's
        db.execute("INSERT OR IGNORE INTO settings (key, value) VALUES (?, ?)", (KEY, new_id))

    store.write(work)
    known = existing_learner_id(store)
    if known is None:  # the cell is damaged and its value unknown
        store.set_setting(KEY, new_id)
    return known or new_id
