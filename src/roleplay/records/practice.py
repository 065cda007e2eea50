"""Practice other than attempts: an append-only journal of small events.

Tries of a focus drill, watched examples, plans, sittings of forms: whatever is shown of them is a fold over their
events, so that a new kind of practice needs no new table. The code that folds a kind knows what its data contain; here
they are just JSON.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from roleplay.records.row_reader import Cells, RowReader
from roleplay.records.rows import stamp, storable, to_json

_COLUMNS = tuple(f"practice.{name}" for name in ("id", "kind", "about", "scenario_id", "at", "data"))


def fresh_id() -> str:
    """A globally unique id."""
    import uuid

    return uuid.uuid4().hex


class PracticeEvent(NamedTuple):
    """One event. ``kind`` says what was practised, ``about`` which item of that kind: a card, a plan, a form."""

    id: str
    kind: str
    about: str
    #: the scene it was practised on, if any
    scenario_id: str | None
    at: datetime
    data: Mapping[str, Any]


class PracticeLog:
    """The practice events of a record; see `RecordStore.practice`.

    As with the store, an event is on the disk when `add` returns, or is written as soon as the disk allows it, and
    disk trouble raises nothing. Events with a damaged cell are left out.
    """

    def __init__(
        self,
        read: Callable[[Callable[[RowReader], Any]], Any],
        write: Callable[[Callable[[sqlite3.Connection], None]], None],
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._read = read
        self._write = write
        self._now = now
        self._new_id = new_id
        self._own: list[PracticeEvent] = []

    def add(self, kind: str, about: str, data: Mapping[str, Any], scenario_id: str | None = None) -> PracticeEvent:
        """Record an event, at the current time of the record's clock.

        ``data`` must be serialisable as JSON, with strings as keys; raises TypeError if it is not.
        """
        event = PracticeEvent(
            id=self._new_id(),
            kind=kind,
            about=storable(about),
            scenario_id=scenario_id,
            at=self._now(),
            data=dict(data),
        )
        to_json(event.data)
        self._write(lambda db: insert_event(db, event))
        self._own.append(event)
        return event

    def count_at_scene(self, scenario_id: str) -> int:
        """The number of events that were practised on a scene."""
        query = "SELECT count(*) FROM practice WHERE scenario_id = ?"
        return int(self._read(lambda reader: reader.scalar(query, (scenario_id,))))

    def events(self, kind: str, about: str | None = None) -> list[PracticeEvent]:
        """The events of a kind, or only those about one item of it, oldest first."""
        condition, values = ("", (kind,)) if about is None else (" AND about = ?", (kind, storable(about)))
        rest = f"FROM practice WHERE kind = ?{condition} ORDER BY at, seq"
        found: list[PracticeEvent] = self._read(lambda reader: reader.intact_rows(_COLUMNS, rest, event_of, values))
        return found

    def forget(self, scenario_id: str | None = None) -> None:
        """Delete the events of a scene, or all events; `RecordStore.delete`, which calls this, frees the space."""
        self._own = [] if scenario_id is None else [event for event in self._own if event.scenario_id != scenario_id]
        which, values = ("", ()) if scenario_id is None else (" WHERE scenario_id = ?", (scenario_id,))
        self._write(lambda db: _delete(db, which, values))

    def forget_about(self, ids: Collection[str]) -> None:
        """Delete the events about any of these ids, such as those of deleted attempts."""
        self._own = [event for event in self._own if event.about not in ids]
        gone = [(id_,) for id_ in ids]

        def work(db: sqlite3.Connection) -> None:
            db.executemany("DELETE FROM practice WHERE about = ?", gone)

        self._write(work)

    def restore(self, db: sqlite3.Connection) -> None:
        """Write the events of this session into a record that may lack them."""
        for event in self._own:
            insert_event(db, event)


def all_events(reader: RowReader, scenario_id: str | None = None) -> list[PracticeEvent]:
    """The events of every kind, or those that were practised on a scene, oldest first."""
    rest = "FROM practice WHERE (?1 IS NULL OR scenario_id = ?1) ORDER BY at, seq"
    return reader.intact_rows(_COLUMNS, rest, event_of, (scenario_id,))


def event_with_id(reader: RowReader, event_id: str) -> tuple[PracticeEvent | None, bool]:
    """The event with that id (``None`` if missing or damaged), and whether there is one, damaged or not."""
    rest = "FROM practice WHERE id = ?"
    found = reader.intact_rows(_COLUMNS, rest, event_of, (event_id,))
    return (found[0] if found else None), bool(found) or reader.scalar(f"SELECT count(*) {rest}", (event_id,)) > 0


def remove_event(db: sqlite3.Connection, event_id: str) -> None:
    """Remove an event that is about to be replaced."""
    db.execute("DELETE FROM practice WHERE id = ?", (event_id,))


def insert_event(db: sqlite3.Connection, event: PracticeEvent) -> None:
    """Insert an event; an existing one with the same id is kept."""
    db.execute(
        "INSERT OR IGNORE INTO practice (id, kind, about, scenario_id, at, data) VALUES (?, ?, ?, ?, ?, ?)",
        (event.id, event.kind, event.about, event.scenario_id, stamp(event.at), to_json(dict(event.data))),
    )


def _delete(db: sqlite3.Connection, which: str, values: tuple[str, ...]) -> None:
    db.execute(f"DELETE FROM practice{which}", values)


def event_of(cells: Cells) -> PracticeEvent:
    """The event in a row of ``practice``. Raises `DamagedCell`."""
    return PracticeEvent(*(cells[column] for column in _COLUMNS))
