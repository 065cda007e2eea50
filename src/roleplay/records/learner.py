"""Who the learner of a record is, wherever that record goes: a random id, and never a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from roleplay.records.practice import fresh_id

if TYPE_CHECKING:
    import sqlite3

    from roleplay.records.store import RecordStore

#: The setting of the record that keeps the id, and the one of other ids that are the same learner's.
KEY, ALSO = "learner", "learner-also"
_ID = re.compile(r"[0-9a-f]{32}")


def learner_id(store: RecordStore) -> str:
    """The id of the learner of this record, 32 hexadecimal digits; made when it is first asked for, and kept.

    It says nothing about the person, and all that leaves the record under a pseudonym leaves under this one.
    """
    return known_learner(store) or _make(store)


def known_learner(store: RecordStore) -> str | None:
    """The id, where it was ever asked for."""
    kept = store.setting(KEY)
    return kept if kept is not None and is_learner_id(kept) else None


def learners_also(store: RecordStore) -> tuple[str, ...]:
    """Other ids of the same learner: of records that were put together with this one, in their order."""
    return tuple(filter(is_learner_id, (store.setting(ALSO) or "").split()))


def is_learner_id(text: str) -> bool:
    """Whether a text has the form of such an id."""
    return _ID.fullmatch(text) is not None


def _make(store: RecordStore) -> str:
    made, kept = fresh_id(), store.setting(KEY)

    def work(db: sqlite3.Connection) -> None:
        if kept is not None and not is_learner_id(kept):
            db.execute("DELETE FROM settings WHERE key = ? AND value = ?", (KEY, kept))
        # a neighbour may have been first: then theirs is the learner's
        db.execute("INSERT OR IGNORE INTO settings (key, value) VALUES (?, ?)", (KEY, made))

    store.write(work)
    known = known_learner(store)
    if known is None:  # its cell is damaged: there is no telling what it was
        store.set_setting(KEY, made)
    return known or made
