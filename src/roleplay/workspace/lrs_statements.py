"""The statements for a Learning Record Store about all closed attempts of the record.

Each attempt is replayed on the exact text it was played on. Attempts are grouped by text, so that each text is compiled
and explored once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from roleplay.presenting.xapi.activities import Json
from roleplay.presenting.xapi.played import (
    ReplayMismatch,
    SceneText,
    SkipReason,
    StillOpen,
    played_attempt,
    scene_text,
)
from roleplay.presenting.xapi.statements import StatementActor, statements
from roleplay.reading.contents import BrokenScene
from roleplay.records.closed_attempts import closed_attempt_ids
from roleplay.records.journal import JournalAttempt
from roleplay.records.model import AttemptRecord, DecisionRecord, When
from roleplay.records.resumptions import resumption_times
from roleplay.workspace.attempts import bundle_of, check_cast, setup_of
from roleplay.workspace.private_scenes import PrivateScenes

if TYPE_CHECKING:
    from roleplay.records.anonymous import Anonymiser
    from roleplay.records.store import RecordStore
    from roleplay.workspace.workspace import Workspace


class PlayHistory(NamedTuple):
    """An attempt with every decision in order of time, and when it was resumed."""

    record: AttemptRecord
    journal: tuple[DecisionRecord, ...]
    resumed_at: tuple[When, ...] = ()


class AttemptStatements(NamedTuple):
    """An attempt with its statements, oldest first; if there are none, ``skip_reason`` says why."""

    record: AttemptRecord
    statements: tuple[Json, ...] = ()
    skip_reason: SkipReason | None = None


def closed_attempts(store: RecordStore) -> list[AttemptRecord]:
    """All closed attempts, except damaged ones, which the store notes."""
    records = (store.attempt(id_, exact_id=True) for id_ in closed_attempt_ids(store))
    return [record for record in records if record is not None]


def play_histories(store: RecordStore, records: Iterable[AttemptRecord]) -> Iterator[PlayHistory]:
    """The full history of attempts; branches are skipped, because they repeat lines of their parents."""
    resumed = resumption_times(store)
    for record in records:
        if record.branch is None:
            yield PlayHistory(record, tuple(store.journal(record.id)), tuple(resumed.get(record.id, ())))


def anonymised_plays(plays: Iterable[PlayHistory], anonymiser: Anonymiser) -> Iterator[PlayHistory]:
    """The attempts anonymised by `Anonymiser`, oldest first."""
    for play in sorted(plays, key=lambda play: (play.record.started_at, play.record.id)):
        anonymised = anonymiser.attempt(JournalAttempt(play.record, play.journal))
        shift = anonymised.record.started_at - play.record.started_at
        yield PlayHistory(anonymised.record, anonymised.decisions, tuple(at + shift for at in play.resumed_at))


def attempt_statements(
    workspace: Workspace, plays: Iterable[PlayHistory], speaker: StatementActor
) -> Iterator[AttemptStatements]:
    """The statements of each attempt.

    An attempt takes a millisecond; the first one at each text up to several seconds, to explore all its states.
    """
    text: SceneText | SkipReason = SkipReason.UNREADABLE
    current_key: object = None
    private = PrivateScenes(workspace.library, workspace.store)
    for play in sorted(plays, key=lambda play: _sort_key(play.record)):
        record = play.record
        if _sort_key(record)[:-2] != current_key:
            current_key, text = _sort_key(record)[:-2], _text_of(workspace, record)
        if isinstance(text, SkipReason):
            yield AttemptStatements(record, skip_reason=text)
            continue
        if not speaker.own_words and (text.bundle.scenario.private or private.covers(record)):
            yield AttemptStatements(record, skip_reason=SkipReason.PRIVATE)
            continue
        try:
            played = played_attempt(text, record, play.journal, play.resumed_at)
        except StillOpen:
            yield AttemptStatements(record, skip_reason=SkipReason.OPEN)
        except ReplayMismatch:
            yield AttemptStatements(record, skip_reason=SkipReason.UNFIT)
        else:
            yield AttemptStatements(record, tuple(statements(played, speaker)))


def _sort_key(record: AttemptRecord) -> tuple[object, ...]:
    """The sort key of attempts: by text and cast, then by start time."""
    cast = tuple(sorted(record.personas.items()))
    return (record.scenario_id, tuple(record.bundle), cast, record.started_at, record.id)


def _text_of(workspace: Workspace, record: AttemptRecord) -> SceneText | SkipReason:
    """The compiled text of an attempt, with the values of its states; or why it cannot be played."""
    from roleplay.exploration import explore
    from roleplay.scoring.value import Values

    if not any(ref.kind == "scenario" for ref in record.bundle):  # possible in an imported journal
        return SkipReason.UNREADABLE
    try:
        bundle = bundle_of(workspace.library, workspace.store, record)
    except (BrokenScene, LookupError, TypeError, ValueError):
        return SkipReason.UNREADABLE
    try:
        check_cast(setup_of(record), bundle)
    except (LookupError, TypeError, ValueError):
        return SkipReason.UNFIT
    text = scene_text(bundle, record.bundle, record.personas)
    graph = explore(text.story)
    return text if graph.cut else text._replace(values=Values(graph, text.judge))
