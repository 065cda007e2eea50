"""The attempts that are played here, as this play knows them, whatever becomes of them in the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable

from roleplay.reading.contents import Source
from roleplay.records import rows
from roleplay.records.door import RowDoor
from roleplay.records.model import AttemptRecord, UnwrittenAttempt


class PlayedAttempts:
    """Knows each attempt as it was last seen or written here, and what it is called in the record by now.

    The id that was handed out goes on meaning this play, also after another program has gone on with the attempt and
    this play has become one of its own.
    """

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._played: dict[str, AttemptRecord] = {}  # attempts written here, as this play knows them
        self._seen: dict[str, AttemptRecord] = {}  # attempts handed out, as they were then
        self._sources: dict[str, Source] = {}  # texts those played here rest on
        self._renamed: dict[str, str] = {}
        self._on_disk: dict[str, int] = {}  # how many lines of those played here the disk has
        self._owed: set[str] = set()  # those with something that it has not

    def id_now(self, attempt_id: str) -> str:
        """What the attempt is called in the record."""
        return self._renamed.get(attempt_id, attempt_id)

    def see(self, attempts: Iterable[AttemptRecord]) -> None:
        """These were handed out."""
        self._seen.update({attempt.id: attempt for attempt in attempts})

    def keep(self, sources: dict[str, Source]) -> None:
        """These texts must not be lost."""
        self._sources.update(sources)

    def unwritten(self) -> list[UnwrittenAttempt]:
        """Those of which something is not on the disk, as they were begun."""
        return [
            UnwrittenAttempt(id_, record.scenario_id, self._on_disk.get(id_), len(record.kept))
            for id_, record in self._played.items()
            if id_ in self._owed
        ]

    def take_over(self, door: RowDoor, id_: str) -> AttemptRecord:
        """From now on this play answers for the attempt, as it was when last read here. Raises LookupError."""
        if id_ not in self._played:
            mine = self._seen.get(id_) or self.known(door, id_)
            for ref in mine.bundle:
                text = None if ref.digest in self._sources else rows.source(door, ref.digest)
                if text is not None:
                    self._sources[ref.digest] = Source(ref.kind, ref.id, ref.digest, text)
            self._played[id_] = mine
            self._on_disk[id_] = len(mine.kept)
        return self._played[id_]

    def known(self, door: RowDoor, id_: str, otherwise: AttemptRecord | None = None) -> AttemptRecord:
        """The attempt as the record has it, or else ``otherwise``. Raises LookupError where there is neither."""
        attempt = rows.attempt_of(door, id_) or otherwise
        if attempt is None:
            raise LookupError(f"no attempt {id_}")
        return attempt

    def written(self, id_: str, record: AttemptRecord, *, on_disk: bool) -> None:
        """It was written under this name, and is like this now."""
        self._played[id_] = record
        if on_disk:
            self._on_disk[id_] = len(record.kept)
            self._owed.discard(id_)
        else:
            self._owed.add(id_)

    def forget(self, ids: Collection[str] | None = None) -> None:
        """These attempts, or all, were deleted: they are not to be written again."""
        for known in (self._played, self._seen, self._on_disk):
            for id_ in list(known) if ids is None else ids:
                known.pop(id_, None)
        self._owed &= self._played.keys()

    def rename(self, id_: str, name: str) -> None:
        """It is called ``name`` in the record from now on."""
        if id_ != name:
            self._played.pop(id_, None)
            self._owed.discard(id_)
            self._renamed |= {known: name for known, now in self._renamed.items() if now == id_} | {id_: name}

    def rejoin(self, id_: str) -> None:
        """The id means what the record has under it, as it does in a program that has not played it."""
        self._renamed.pop(id_, None)

    def claim(self, db: sqlite3.Connection, id_: str, mine: AttemptRecord) -> str:
        """What the attempt is to be called in ``db``: as ever, or a new name where another has gone on with it.

        ``mine`` is how this play knew it; where ``db`` has no such attempt, or a damaged one, it is written there.
        """
        theirs = rows.attempt_of(RowDoor(db), id_)
        if theirs is not None and not _gone_on(theirs, mine):
            return id_
        name = self._new_id() if rows.is_there(RowDoor(db), id_) else id_
        rows.insert_sources(db, self._sources)
        rows.insert_attempt(db, mine, name)
        return name

    def restore(self, db: sqlite3.Connection) -> None:
        """Write every attempt of this play that ``db`` does not know."""
        rows.insert_sources(db, self._sources)
        for id_, record in list(self._played.items()):
            if not rows.is_there(RowDoor(db), id_):
                rows.insert_attempt(db, record, id_)
                self._played[id_] = rows.attempt_of(RowDoor(db), id_) or record


def _gone_on(theirs: AttemptRecord, mine: AttemptRecord) -> bool:
    """Whether somebody else has decided, taken back or ended in the attempt since it was last read here."""
    return (
        [row.seq for row in theirs.kept] != [row.seq for row in mine.kept]
        or theirs.ended_at != mine.ended_at
        or theirs.abandoned_at != mine.abandoned_at
    )
