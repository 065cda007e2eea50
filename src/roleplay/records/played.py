"""The attempts played in this session, as this session knows them, whatever happens to them in the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable

from roleplay.reading.contents import Source
from roleplay.records import rows
from roleplay.records.model import AttemptRecord, UnwrittenAttempt
from roleplay.records.row_reader import RowReader


class PlayedAttempts:
    """Tracks each attempt as it was last read or written here, and its current id in the record.

    An id that was handed out keeps referring to the attempt played here, even after another program continued the same
    attempt and the one played here was stored under a new id.
    """

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._played: dict[str, AttemptRecord] = {}  # attempts written here, as this session knows them
        self._seen: dict[str, AttemptRecord] = {}  # attempts read here, as they were then
        self._sources: dict[str, Source] = {}  # texts of the attempts played here
        self._renamed: dict[str, str] = {}
        self._on_disk: dict[str, int] = {}  # of the attempts played here, how many lines are on the disk
        self._incomplete: set[str] = set()  # those that are not completely on the disk

    def current_id(self, attempt_id: str) -> str:
        """The id of the attempt in the record."""
        return self._renamed.get(attempt_id, attempt_id)

    def note_read(self, attempts: Iterable[AttemptRecord]) -> None:
        """Note attempts that were read from the record."""
        self._seen.update({attempt.id: attempt for attempt in attempts})

    def keep_sources(self, sources: dict[str, Source]) -> None:
        """Keep texts so that they can be written again."""
        self._sources.update(sources)

    def unwritten(self) -> list[UnwrittenAttempt]:
        """The attempts that are not completely on the disk, in the order in which they were begun."""
        return [
            UnwrittenAttempt(id_, record.scenario_id, self._on_disk.get(id_), len(record.kept))
            for id_, record in self._played.items()
            if id_ in self._incomplete
        ]

    def track(self, reader: RowReader, id_: str) -> AttemptRecord:
        """Start tracking an attempt as one played here, as it was when last read. Raises LookupError."""
        if id_ not in self._played:
            known = self._seen.get(id_) or self.stored(reader, id_)
            for ref in known.bundle:
                text = None if ref.digest in self._sources else rows.source(reader, ref.digest)
                if text is not None:
                    self._sources[ref.digest] = Source(ref.kind, ref.id, ref.digest, text)
            self._played[id_] = known
            self._on_disk[id_] = len(known.kept)
        return self._played[id_]

    def stored(self, reader: RowReader, id_: str, default: AttemptRecord | None = None) -> AttemptRecord:
        """The attempt as stored in the record, or else ``default``. Raises LookupError if there is neither."""
        attempt = rows.attempt_of(reader, id_) or default
        if attempt is None:
            raise LookupError(f"no attempt {id_}")
        return attempt

    def note_written(self, id_: str, record: AttemptRecord, *, on_disk: bool) -> None:
        """Note that an attempt was written under this id, and its new state."""
        self._played[id_] = record
        if on_disk:
            self._on_disk[id_] = len(record.kept)
            self._incomplete.discard(id_)
        else:
            self._incomplete.add(id_)

    def forget(self, ids: Collection[str] | None = None) -> None:
        """Forget these attempts, or all: they were deleted and must not be written again."""
        for known in (self._played, self._seen, self._on_disk):
            for id_ in list(known) if ids is None else ids:
                known.pop(id_, None)
        self._incomplete &= self._played.keys()

    def rename(self, id_: str, name: str) -> None:
        """Note that the attempt now has the id ``name`` in the record."""
        if id_ != name:
            self._played.pop(id_, None)
            self._incomplete.discard(id_)
            self._renamed |= {known: name for known, now in self._renamed.items() if now == id_} | {id_: name}

    def rejoin(self, id_: str) -> None:
        """Make the id refer to what the record has under it, instead of a renamed attempt played here."""
        self._renamed.pop(id_, None)

    def claim_id(self, db: sqlite3.Connection, id_: str, known: AttemptRecord) -> str:
        """The id to write the attempt under in ``db``: the same, or a new one if another program continued it.

        ``known`` is the attempt as known here. It is written to ``db`` under the new id, or if ``db`` lacks it or has
        only a damaged one.
        """
        stored_attempt = rows.attempt_of(RowReader(db), id_)
        if stored_attempt is not None and not _was_continued(stored_attempt, known):
            return id_
        name = self._new_id() if rows.attempt_exists(RowReader(db), id_) else id_
        rows.insert_sources(db, self._sources)
        rows.insert_attempt(db, known, name)
        return name

    def restore(self, db: sqlite3.Connection) -> None:
        """Write every attempt played here that is missing in ``db``."""
        rows.insert_sources(db, self._sources)
        for id_, record in list(self._played.items()):
            if not rows.attempt_exists(RowReader(db), id_):
                rows.insert_attempt(db, record, id_)
                self._played[id_] = rows.attempt_of(RowReader(db), id_) or record


def _was_continued(stored_attempt: AttemptRecord, known: AttemptRecord) -> bool:
    """Whether another program has added or taken back decisions, or ended the attempt, since it was read here."""
    return (
        [row.seq for row in stored_attempt.kept] != [row.seq for row in known.kept]
        or stored_attempt.ended_at != known.ended_at
        or stored_attempt.abandoned_at != known.abandoned_at
    )
