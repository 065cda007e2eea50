"""Importing a journal into a record: in one transaction, without duplicates, and without losing existing data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from roleplay.records import rows
from roleplay.records.deletion import remove_attempt
from roleplay.records.journal import JournalAttempt, PortableJournal
from roleplay.records.journal_rows import attempt_of
from roleplay.records.learner import ALSO, KEY, learner_id, other_learner_ids
from roleplay.records.merging import diverged_at, diverged_id, merged, same_attempt
from roleplay.records.practice import event_with_id, insert_event, remove_event
from roleplay.records.row_reader import RowReader

if TYPE_CHECKING:
    import sqlite3

    from roleplay.records.practice import PracticeEvent
    from roleplay.records.store import RecordStore


class Fate(StrEnum):
    """What happened to an attempt or event of an imported journal."""

    NEW = "new"
    #: the record already had it, in the same or a later state
    KNOWN = "known"
    #: the record had it, and was extended from the journal
    GROWN = "grown"
    #: the record had it, but the two versions diverged: the journal's was added beside it
    BESIDE = "beside"
    #: the record had a damaged one under its id, which was replaced
    REPLACED = "mended"
    #: the record has something else under its id: it was left out
    REFUSED = "refused"


class ImportResult(NamedTuple):
    """The result of an import."""

    #: number of attempts by fate, in the order of `Fate`; zeros are omitted
    attempts: Mapping[Fate, int]
    #: number of events of other practice, likewise
    practice: Mapping[Fate, int]
    #: ids of attempts that were left out
    refused: tuple[str, ...] = ()


class ImportRefusal(StrEnum):
    """Why a valid journal is not imported. The values name sentences: ``journal.not_taken.VALUE``."""

    #: it belongs to another learner
    OTHER_LEARNER = "other_learner"
    #: its ids and times are not real
    ANONYMOUS = "anonymous"


def import_journal(
    store: RecordStore, journal: PortableJournal, *, as_mine: bool = False
) -> ImportResult | ImportRefusal:
    """Import a journal into the record, all or nothing.

    It must belong to the same learner: they have an id in common; or the record is still empty, and then becomes that
    learner's even if it already has an id; or ``as_mine`` declares it, which holds from then on. The smallest of the
    ids of merged records becomes the main one, so that two records use the same id once each has imported the other.
    What is in the record but not in the journal stays as it is.
    """
    if journal.anonymous:
        return ImportRefusal.ANONYMOUS
    known_ids = other_learner_ids(store)
    own_ids = () if store.read(_is_empty) else (learner_id(store), *known_ids)
    if own_ids and not as_mine and set(own_ids).isdisjoint(journal.learners):
        return ImportRefusal.OTHER_LEARNER
    results: list[ImportResult] = []

    def work(db: sqlite3.Connection) -> None:
        rows.insert_sources(db, journal.sources)
        results.append(_Import(db).all_of(journal))
        learner, *also = sorted({*own_ids, *journal.learners}) if own_ids else journal.learners
        rows.set_setting(db, KEY, learner)
        if tuple(also) != known_ids:
            rows.set_setting(db, ALSO, " ".join(also))

    store.write(work)
    return results[-1]


def _is_empty(reader: RowReader) -> bool:
    return not any(reader.scalar(f"SELECT count(*) FROM {table}") for table in ("attempts", "practice"))


class _Import:
    """The import of one journal into one record, within a transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._reader = RowReader(db)
        self._attempts = Counter[Fate]()
        self._practice = Counter[Fate]()
        # ids in the journal of refused attempts, in its order
        self._refused: dict[str, None] = {}
        # the attempt in the record under an id before anything was written: read once, because a record may be long
        self._existing: dict[str, JournalAttempt | None] = {}
        # id in the journal -> id in the record, where they differ
        self._record_ids: dict[str, str] = {}

    def all_of(self, journal: PortableJournal) -> ImportResult:
        """Import everything."""
        for imported in journal.attempts:
            self._compare(imported)
        for imported in journal.attempts:
            if imported.id not in self._refused:
                self._attempts[self._import_attempt(self._renamed(imported), imported.id)] += 1
        self._attempts[Fate.REFUSED] += len(self._refused)
        for event in journal.practice:
            self._practice[self._import_event(event)] += 1
        return ImportResult(_in_order(self._attempts), _in_order(self._practice), tuple(self._refused))

    def _existing_attempt(self, attempt_id: str) -> JournalAttempt | None:
        """The record's attempt with that id; must be called before anything is written under it."""
        return self._existing.pop(attempt_id) if attempt_id in self._existing else attempt_of(self._reader, attempt_id)

    def _compare(self, imported: JournalAttempt) -> None:
        """Determine whether an attempt must be refused, or has diverged from the record's one with the same id.

        After divergence each side gives the other's version an id derived from its first different action, so that
        either side recognises its own version when it comes back under that id.
        """
        stored = self._existing[imported.id] = attempt_of(self._reader, imported.id)
        if stored is None:
            return
        if not same_attempt(stored.record, imported.record):
            self._refused[imported.id] = None
        elif (index := diverged_at(stored, imported)) is not None:
            self._record_ids[imported.id] = diverged_id(imported, index)
            self._record_ids[diverged_id(stored, index)] = imported.id

    def _renamed(self, imported: JournalAttempt) -> JournalAttempt:
        record, record_ids = imported.record, self._record_ids
        if record.branch is not None:
            parent = record_ids.get(record.branch.parent, record.branch.parent)
            record = record._replace(branch=record.branch._replace(parent=parent))
        if record.answered is not None:
            origin = record_ids.get(record.answered.from_attempt, record.answered.from_attempt)
            record = record._replace(answered=record.answered._replace(from_attempt=origin))
        return imported._replace(record=record._replace(id=record_ids.get(record.id, record.id)))

    def _import_attempt(self, imported: JournalAttempt, journal_id: str) -> Fate:
        """Insert an attempt, or merge it with the record's; ``journal_id`` is its id in the journal."""
        stored = self._existing_attempt(imported.id)
        if stored is None:
            return self._insert_unknown(imported, journal_id)
        index = diverged_at(stored, imported)
        if index is not None:  # it also diverged from a version already kept beside
            forked_id = diverged_id(imported, index)
            return self._import_attempt(imported._replace(record=imported.record._replace(id=forked_id)), journal_id)
        both = merged(stored, imported)
        if both == stored:
            return Fate.KNOWN
        _extend(self._db, stored, both)
        return Fate.GROWN

    def _insert_unknown(self, imported: JournalAttempt, journal_id: str) -> Fate:
        fate = Fate.NEW if imported.id == journal_id else Fate.BESIDE
        if rows.attempt_exists(self._reader, imported.id):  # damaged
            query = "SELECT count(*) FROM decisions WHERE attempt_id = ?"
            if self._reader.scalar(query, (imported.id,)) > len(imported.decisions):  # it may contain more
                beside = diverged_id(imported, len(imported.decisions))
                return self._import_attempt(imported._replace(record=imported.record._replace(id=beside)), journal_id)
            remove_attempt(self._db, imported.id)
            fate = Fate.REPLACED
        _write(self._db, imported)
        return fate

    def _import_event(self, event: PracticeEvent) -> Fate:
        data, about = _with_record_ids(event.data, self._record_ids), self._record_ids.get(event.about, event.about)
        imported = event._replace(about=about, data=data)
        stored, is_there = event_with_id(self._reader, event.id)
        if stored is None:
            if is_there:
                remove_event(self._db, event.id)
            insert_event(self._db, imported)
            return Fate.REPLACED if is_there else Fate.NEW
        # an event from before the attempt it names diverged has the old id in it, and is also known
        return Fate.KNOWN if stored in (imported, event) else Fate.REFUSED


def _in_order(fates: Counter[Fate]) -> dict[Fate, int]:
    return {fate: fates[fate] for fate in Fate if fates[fate]}


def _with_record_ids(data: Any, record_ids: Mapping[str, str]) -> Any:
    """The data of an event, with attempt ids replaced by those in the record."""
    if isinstance(data, str):
        return record_ids.get(data, data)
    if isinstance(data, Mapping):
        return {key: _with_record_ids(value, record_ids) for key, value in data.items()}
    return [_with_record_ids(value, record_ids) for value in data] if isinstance(data, list) else data


def _write(db: sqlite3.Connection, attempt: JournalAttempt) -> None:
    record = attempt.record._replace(kept=(), before_score=None, goal=None)
    rows.insert_attempt(db, record, attempt.id)
    for row in attempt.decisions:
        rows.insert_past_decision(db, attempt.id, row)
    _write_reflection_and_results(db, attempt)


def _write_reflection_and_results(db: sqlite3.Connection, attempt: JournalAttempt) -> None:
    """Write the reflection and the earlier results of an attempt, replacing existing ones."""
    if attempt.reflection is not None:
        words = attempt.reflection
        timestamps = (None if at is None else rows.stamp(at) for at in (words.at, words.goal_at, words.goal_ended_at))
        db.execute(
            "INSERT OR REPLACE INTO reflections (attempt_id, before_score, goal, at, goal_at, goal_ended_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (attempt.id, words.before_score, words.goal, *timestamps),
        )
    db.executemany(
        "INSERT OR REPLACE INTO earlier_results (attempt_id, scoring, outcome) VALUES (?, ?, ?)",
        [(attempt.id, result.scoring, rows.result_to_json(result)) for result in attempt.earlier],
    )


def _extend(db: sqlite3.Connection, stored: JournalAttempt, both: JournalAttempt) -> None:
    """Write what ``both`` has in addition to ``stored``; existing decisions keep their ``seq``."""
    record = both.record
    db.execute(
        "UPDATE attempts SET ended_at = ?, ending = ?, outcome = ?, scoring = ?, abandoned_at = ?, hints = ?"
        " WHERE id = ?",
        (
            None if record.ended_at is None else rows.stamp(record.ended_at),
            None if record.result is None else record.result.ending,
            None if record.result is None else rows.result_to_json(record.result),
            1 if record.result is None else record.result.scoring,
            None if record.abandoned_at is None else rows.stamp(record.abandoned_at),
            record.hints,
            record.id,
        ),
    )
    for before, row in zip(stored.decisions, both.decisions, strict=False):
        if before != row:
            undone = None if row.undone_at is None else rows.stamp(row.undone_at)
            values = (undone, row.decision.own_words, before.seq)
            db.execute("UPDATE decisions SET undone_at = ?, own_words = ? WHERE seq = ?", values)
    for row in both.decisions[len(stored.decisions) :]:
        rows.insert_past_decision(db, record.id, row)
    _write_reflection_and_results(db, both)
    if record.answered is not None:
        db.execute("DELETE FROM goal_answers WHERE attempt_id = ?", (record.id,))
        rows.insert_answer(db, record.id, record.answered)
