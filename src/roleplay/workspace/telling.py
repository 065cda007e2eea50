"""What the record tells a Learning Record Store: the statements of all attempts that are over.

Each is played again on the very text it was played on. Attempts at one text stand together, so that a text is compiled
and explored once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from roleplay.presenting.xapi.activities import Json
from roleplay.presenting.xapi.played import (
    DoesNotReplay,
    NotOver,
    SceneText,
    WhyUntold,
    played_attempt,
    scene_text,
)
from roleplay.presenting.xapi.statements import Speaker, statements
from roleplay.reading.contents import BrokenScene
from roleplay.records.model import AttemptRecord
from roleplay.records.over import ids_over
from roleplay.records.returns import returns
from roleplay.workspace.attempts import bundle_of, check_cast, setup_of

if TYPE_CHECKING:
    from roleplay.records.store import RecordStore
    from roleplay.workspace.workspace import Workspace


class ToldAttempt(NamedTuple):
    """An attempt with its statements, oldest first; none where ``untold`` says why."""

    record: AttemptRecord
    statements: tuple[Json, ...] = ()
    untold: WhyUntold | None = None


def attempts_over(store: RecordStore) -> list[AttemptRecord]:
    """All attempts that are over, but for damaged ones, which the store notes."""
    records = (store.attempt(id_, named=True) for id_ in ids_over(store))
    return [record for record in records if record is not None]


def told(workspace: Workspace, records: Iterable[AttemptRecord], speaker: Speaker) -> Iterator[ToldAttempt]:
    """The statements of each attempt; branches have none and are passed over.

    An attempt takes a millisecond, the first one at a text up to some seconds, for all that could become of it.
    """
    store, known = workspace.store, returns(workspace.store)
    own = (record for record in records if record.branch is None)
    text: SceneText | None = None
    at: object = None
    for record in sorted(own, key=_grouped):
        if _grouped(record)[:-2] != at:
            at, text = _grouped(record)[:-2], _text_of(workspace, record)
        if text is None:
            yield ToldAttempt(record, untold=WhyUntold.UNREADABLE)
            continue
        try:
            played = played_attempt(text, record, store.journal(record.id), known.get(record.id, ()))
        except NotOver:
            yield ToldAttempt(record, untold=WhyUntold.OPEN)
        except DoesNotReplay:
            yield ToldAttempt(record, untold=WhyUntold.UNREADABLE)
        else:
            yield ToldAttempt(record, tuple(statements(played, speaker)))


def _grouped(record: AttemptRecord) -> tuple[object, ...]:
    """By what attempts are put in order: their text and cast, then when they were begun."""
    return (
        record.scenario_id, tuple(record.bundle), tuple(sorted(record.personas.items())), record.started_at, record.id,
    )  # fmt: skip


def _text_of(workspace: Workspace, record: AttemptRecord) -> SceneText | None:
    """The text of an attempt, compiled, with what its states are worth; ``None`` where it cannot be read."""
    from roleplay.exploration import explore
    from roleplay.scoring.value import Values

    try:
        bundle = bundle_of(workspace.library, workspace.store, record)
        check_cast(setup_of(record), bundle)
    except (BrokenScene, LookupError, TypeError, ValueError):
        return None
    text = scene_text(bundle, record.bundle, record.personas)
    graph = explore(text.story)
    return text if graph.cut else text._replace(values=Values(graph, text.judge))
