"""Anonymising what is exported: every format removes names and own words here.

Ids become a keyed hash (HMAC with SHA-256), the same in every file of one record, so that successive files can be
combined. The key is stored in the learner's folder and never leaves it, so nobody else can tell which id a hash stands
for. Of times the day is kept and the hour is removed: the first attempt of a day begins at midnight (UTC), each further
one a second later, and within an attempt the intervals are unchanged. So progress over days, the order of attempts and
the time taken for each line survive, but times cannot be matched with the log of a door or a network. The seed is kept,
because an attempt cannot be replayed without it; anyone who holds the same attempt under its real id can therefore
recognise it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from roleplay.records.journal import JournalAttempt, PortableJournal, live_decisions, without_own_words
from roleplay.records.model import AttemptRecord, DecisionRecord
from roleplay.records.practice import PracticeEvent
from roleplay.records.resumptions import KIND as RETURN

#: Name of the key file, in the folder of the record.
KEY_FILE = "anonymous.key"
_KEY = re.compile(rb"[0-9a-f]{64}\n?")
#: Length of a hashed id in hexadecimal digits.
_LENGTH = 32
_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d.*")
_A_SECOND = timedelta(seconds=1)


def anonymity_key(folder: Path) -> bytes:
    """The key of the record in ``folder``; created on first use, readable by its owner only. Raises OSError."""
    from roleplay.reading.files import read_regular
    from roleplay.records import private_files
    from roleplay.records.atomic_write import atomic_write

    path = folder / KEY_FILE
    if os.path.lexists(path):
        content = read_regular(path, 1 << 10)
        private_files.tighten(path)
        if _KEY.fullmatch(content) is not None:
            return bytes.fromhex(content.decode().strip())
    new_key = secrets.token_bytes(32)
    private_files.make_folder(folder)
    atomic_write(path, f"{new_key.hex()}\n".encode())
    return new_key


class Anonymiser:
    """Removes from attempts what tells who played them. Use a single instance for everything in one file."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._count_by_day: Counter[date] = Counter()

    def id(self, real_id: str) -> str:
        """The pseudonym of an id: 32 hexadecimal digits, always the same for the same id."""
        return hmac.new(self._key, real_id.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:_LENGTH]

    def record(self, record: AttemptRecord) -> AttemptRecord:
        """The attempt without ids, hours and own words. Pass the attempts of a day oldest first."""
        return self.attempt(JournalAttempt(record, record.kept)).record

    def attempt(self, attempt: JournalAttempt) -> JournalAttempt:
        """Like `record`, for an attempt with its full history."""
        record = attempt.record
        shift = record.started_at - self._start_time(record.started_at)

        def shifted(timestamp: datetime | None) -> Any:
            return None if timestamp is None else timestamp - shift

        decisions = tuple(
            DecisionRecord(
                row.seq, row.position, shifted(row.at), row.decision._replace(own_words=None), shifted(row.undone_at)
            )
            for row in attempt.decisions
        )
        branch = record.branch
        return attempt._replace(
            record=record._replace(
                id=self.id(record.id),
                options={name: self.data(value) for name, value in record.options.items()},
                started_at=shifted(record.started_at),
                ended_at=shifted(record.ended_at),
                abandoned_at=shifted(record.abandoned_at),
                kept=live_decisions(decisions),
                before_score=None,
                goal=None,
                answered=None,
                branch=None if branch is None else branch._replace(parent=self.id(branch.parent)),
            ),
            decisions=decisions,
            reflection=None,
        )

    def event(self, event: PracticeEvent) -> PracticeEvent:
        """The event without ids and hours; its kind must hold no own words. Pass the events of a day oldest first."""
        at = self._start_time(event.at)
        return event._replace(id=self.id(event.id), about=self.data(event.about), at=at, data=self.data(event.data))

    def data(self, value: Any) -> Any:
        """A JSON value with ids of the record hashed and times reduced to days."""
        if isinstance(value, str):
            timestamp = _MOMENT.fullmatch(value)
            if timestamp is not None:
                return f"{timestamp[1]}T00:00:00+00:00"
            return _ID.sub(lambda match: self.id(match[0]), value)
        if isinstance(value, Mapping):
            return {key: self.data(inner) for key, inner in value.items()}
        return [self.data(inner) for inner in value] if isinstance(value, (list, tuple)) else value

    def _start_time(self, timestamp: datetime) -> datetime:
        """The start time written to the file: midnight of that day, plus a second for each earlier item of the day."""
        day = timestamp.astimezone(UTC).date()
        index = self._count_by_day[day]
        self._count_by_day[day] += 1
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + index * _A_SECOND


def anonymous(journal: PortableJournal, key: bytes) -> PortableJournal:
    """The journal without names, own words, ids and hours; the same journal and key give the same."""
    bare = without_own_words(journal)
    of_attempts, of_practice = Anonymiser(key), Anonymiser(key)
    attempts = [of_attempts.attempt(attempt) for attempt in bare.attempts]
    return bare._replace(
        learner=of_attempts.id(bare.learner),
        also=(),
        name=None,
        anonymous=True,
        attempts=tuple(sorted(attempts, key=lambda attempt: (attempt.record.started_at, attempt.id))),
        # the time of a resumption would no longer be within its attempt
        practice=tuple(of_practice.event(event) for event in bare.practice if event.kind != RETURN),
    )
