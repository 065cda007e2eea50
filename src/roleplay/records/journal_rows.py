"""Reading rows of the record as a portable journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import roleplay
from roleplay.reading.contents import Source
from roleplay.records import rows, schema
from roleplay.records.door import Cells, RowDoor
from roleplay.records.journal import JournalAttempt, PortableJournal, Reflection, without_own_words
from roleplay.records.learner import learner_id, learners_also
from roleplay.records.model import AttemptResult, SourceRef
from roleplay.records.practice import all_events
from roleplay.scoring.version import VERSION

if TYPE_CHECKING:
    from roleplay.records.store import RecordStore

REFLECTION = tuple(f"reflections.{name}" for name in ("before_score", "goal", "at", "goal_at", "goal_ended_at"))
_EARLIER = ("earlier_results.scoring", "earlier_results.outcome")
_WHOLE = tuple(dict.fromkeys((*rows.ATTEMPT, "reflections.attempt_id", *REFLECTION)))


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
    learner, also = learner_id(store), learners_also(store)

    def work(door: RowDoor) -> PortableJournal:
        with door.one_moment():
            attempts = attempts_of(door, attempt_ids, scenario_id)
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
                sources={source.digest: source for source in _sources(door, refs.values())},
                practice=() if attempt_ids is not None else tuple(all_events(door, scenario_id)),
            )

    journal = store.read(work)
    return journal if own_words else without_own_words(journal)


def attempts_of(
    door: RowDoor, attempt_ids: Collection[str] | None = None, scenario_id: str | None = None
) -> tuple[JournalAttempt, ...]:
    """These attempts and their branches, or all at a scene, or all; sorted by start time, then id."""
    wanted = _ids(door, scenario_id) if attempt_ids is None else _with_branches(door, attempt_ids)
    found = [attempt for id_ in wanted if (attempt := attempt_of(door, id_)) is not None]
    return tuple(sorted(found, key=lambda attempt: (attempt.record.started_at, attempt.id)))


def attempt_of(door: RowDoor, attempt_id: str) -> JournalAttempt | None:
    """The attempt with that id and its full history; ``None`` if there is none or it is damaged."""

    def make(cells: Cells) -> JournalAttempt:
        decisions = tuple(rows.decisions_of(door, attempt_id))
        judged = door.rows(_EARLIER, "FROM earlier_results WHERE attempt_id = ? ORDER BY scoring", (attempt_id,))
        return JournalAttempt(
            record=rows.attempt_from(cells, decisions),
            decisions=decisions,
            reflection=None if cells.raw["reflections.attempt_id"] is None else reflection(cells),
            earlier=tuple(map(earlier_result, judged)),
        )

    found = door.attempts(_WHOLE, f"{rows.ATTEMPT_FROM} WHERE attempts.id = ?", make, (attempt_id,))
    return found[0] if found else None


def reflection(cells: Cells) -> Reflection:
    """The reflection in a row of ``reflections``. Raises `DamagedCell`."""
    return Reflection(*(cells[column] for column in REFLECTION))


def earlier_result(cells: Cells) -> AttemptResult:
    """The result in a row of ``earlier_results``. Raises `DamagedCell`."""
    scoring, outcome = (cells[column] for column in _EARLIER)
    result: AttemptResult = outcome
    return result._replace(scoring=scoring)


def _ids(door: RowDoor, scenario_id: str | None) -> list[str]:
    rest = "FROM attempts WHERE (?1 IS NULL OR scenario_id = ?1)"
    return door.sound(("attempts.id",), rest, lambda cells: str(cells["attempts.id"]), (scenario_id,))


def _with_branches(door: RowDoor, ids: Iterable[str]) -> list[str]:
    found, waiting = dict[str, None](), list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found[id_] = None
            rest = "FROM attempts WHERE parent = ?"
            waiting += door.sound(("attempts.id",), rest, lambda cells: str(cells["attempts.id"]), (id_,))
    return list(found)


def _sources(door: RowDoor, refs: Iterable[SourceRef]) -> Iterable[Source]:
    for ref in refs:
        text = rows.source(door, ref.digest)
        if text is not None:
            yield Source(ref.kind, ref.id, ref.digest, text)
