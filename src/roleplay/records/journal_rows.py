"""Reading rows of the record as a portable journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import roleplay
from roleplay.reading.contents import Source
from roleplay.records import rows, schema
from roleplay.records.journal import JournalAttempt, PortableJournal, Reflection, without_own_words
from roleplay.records.learner import learner_id, other_learner_ids
from roleplay.records.model import AttemptResult, SourceRef
from roleplay.records.practice import all_events
from roleplay.records.row_reader import Cells, RowReader
from roleplay.scoring.version import VERSION

if TYPE_CHECKING:
    from roleplay.records.store import RecordStore

REFLECTION_COLUMNS = tuple(f"reflections.{name}" for name in ("before_score", "goal", "at", "goal_at", "goal_ended_at"))
_EARLIER = ("earlier_results.scoring", "earlier_results.outcome")
_ATTEMPT_COLUMNS = tuple(dict.fromkeys((*rows.ATTEMPT_COLUMNS, "reflections.attempt_id", *REFLECTION_COLUMNS)))


def journal_of(
    store: RecordStore,
    attempt_ids: Collection[str] | None = None,
    scenario_id: str | None = None,
    *,
    own_words: bool = False,
    name: str | None = None,
) -> PortableJournal:
    """The record as a journal: all of it, or these attempts with their branches, or everything about a scene.

    Everything is read in one transaction, so other processes may write meanwhile. Damaged attempts are left out and
    listed in ``store.set_aside``. The learner's own words are included only with ``own_words``, a name only if given.
    """
    learner, also = learner_id(store), other_learner_ids(store)

    def work(reader: RowReader) -> PortableJournal:
        with reader.snapshot():
            attempts = attempts_of(reader, attempt_ids, scenario_id)
            refs = {ref.digest: ref for attempt in attempts for ref in attempt.record.bundle}
            return PortableJournal(
                learner=learner,
                also=also,
                name=name,
                program=roleplay.__version__,
                scoring=VERSION,
                schema=schema.VERSION,
                own_words=True,
                anonymous=False,
                attempts=attempts,
                sources={source.digest: source for source in _sources(reader, refs.values())},
                practice=() if attempt_ids is not None else tuple(all_events(reader, scenario_id)),
            )

    journal = store.read(work)
    return journal if own_words else without_own_words(journal)


def attempts_of(
    reader: RowReader, attempt_ids: Collection[str] | None = None, scenario_id: str | None = None
) -> tuple[JournalAttempt, ...]:
    """These attempts and their branches, or all at a scene, or all; sorted by start time, then id."""
    wanted = _ids(reader, scenario_id) if attempt_ids is None else _with_branches(reader, attempt_ids)
    found = [attempt for id_ in wanted if (attempt := attempt_of(reader, id_)) is not None]
    return tuple(sorted(found, key=lambda attempt: (attempt.record.started_at, attempt.id)))


def attempt_of(reader: RowReader, attempt_id: str) -> JournalAttempt | None:
    """The attempt with that id and its full history; ``None`` if there is none or it is damaged."""

    def make(cells: Cells) -> JournalAttempt:
        decisions = tuple(rows.decisions_of(reader, attempt_id))
        judged = reader.rows(_EARLIER, "FROM earlier_results WHERE attempt_id = ? ORDER BY scoring", (attempt_id,))
        return JournalAttempt(
            record=rows.attempt_from(cells, decisions),
            decisions=decisions,
            reflection=None if cells.raw["reflections.attempt_id"] is None else reflection(cells),
            earlier=tuple(map(earlier_result, judged)),
        )

    found = reader.attempts(_ATTEMPT_COLUMNS, f"{rows.ATTEMPT_TABLES} WHERE attempts.id = ?", make, (attempt_id,))
    return found[0] if found else None


def reflection(cells: Cells) -> Reflection:
    """The reflection in a row of ``reflections``. Raises `DamagedCell`."""
    return Reflection(*(cells[column] for column in REFLECTION_COLUMNS))


def earlier_result(cells: Cells) -> AttemptResult:
    """The result in a row of ``earlier_results``. Raises `DamagedCell`."""
    scoring, outcome = (cells[column] for column in _EARLIER)
    result: AttemptResult = outcome
    return result._replace(scoring=scoring)


def _ids(reader: RowReader, scenario_id: str | None) -> list[str]:
    rest = "FROM attempts WHERE (?1 IS NULL OR scenario_id = ?1)"
    return reader.intact_rows(("attempts.id",), rest, lambda cells: str(cells["attempts.id"]), (scenario_id,))


def _with_branches(reader: RowReader, ids: Iterable[str]) -> list[str]:
    found, queue = dict[str, None](), list(ids)
    while queue:
        id_ = queue.pop()
        if id_ not in found:
            found[id_] = None
            rest = "FROM attempts WHERE parent = ?"
            queue += reader.intact_rows(("attempts.id",), rest, lambda cells: str(cells["attempts.id"]), (id_,))
    return list(found)


def _sources(reader: RowReader, refs: Iterable[SourceRef]) -> Iterable[Source]:
    for ref in refs:
        text = rows.source(reader, ref.digest)
        if text is not None:
            yield Source(ref.kind, ref.id, ref.digest, text)
