"""Which statements a store has not acknowledged yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from roleplay.presenting.xapi.activities import Json
from roleplay.presenting.xapi.names import registration_of
from roleplay.presenting.xapi.played import SkipReason
from roleplay.records.model import AttemptRecord
from roleplay.records.pushed import PushedFile
from roleplay.workspace.lrs_statements import AttemptStatements


class Backlog:
    """Selects the statements still to be sent, and saves which were acknowledged."""

    def __init__(self, kept: PushedFile, *, own_words: bool) -> None:
        self._kept = kept
        self._own_words = own_words
        #: statement id -> registration, for statements that were yielded
        self._registrations: dict[str, str] = {}
        #: registration -> attempt id
        self._attempts: dict[str, str] = {}
        #: registration -> number of its statements not acknowledged yet
        self._missing: dict[str, int] = {}
        #: number of attempts with statements to send
        self.attempts = 0
        #: attempts that are not sent, and why
        self.skipped: list[tuple[AttemptRecord, SkipReason]] = []

    def open(self, records: Iterable[AttemptRecord]) -> list[AttemptRecord]:
        """The attempts that are not known to be acknowledged completely."""
        return [
            record
            for record in records
            if not self._kept.has_all(str(registration_of(record.id)), own_words=self._own_words)
        ]

    def statements(self, attempts: Iterable[AttemptStatements]) -> Iterator[Json]:
        """The statements to send, generated lazily."""
        for attempt in attempts:
            if attempt.skip_reason is not None:
                self.skipped.append((attempt.record, attempt.skip_reason))
                continue
            registration = str(registration_of(attempt.record.id))
            unsent = [statement for statement in attempt.statements if not self._kept.has(statement["id"])]
            self._attempts[registration] = attempt.record.id
            self._missing[registration] = len(unsent)
            self._registrations.update((statement["id"], registration) for statement in unsent)
            self.attempts += bool(unsent)
            if not unsent:
                self._kept.keep_all(registration, own_words=self._own_words)
            yield from unsent

    def attempt_of(self, statement: Json) -> str:
        """The id of the attempt that a statement is about."""
        return self._attempts[statement["context"]["registration"]]

    def settle(self, ids: Sequence[str]) -> None:
        """Save that the store has these statements, so that they are not sent again."""
        self._kept.keep(ids)
        for id_ in ids:
            registration = self._registrations.pop(id_)
            self._missing[registration] -= 1
            if not self._missing[registration]:
                self._kept.keep_all(registration, own_words=self._own_words)
