"""Messages about statements that leave the record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from roleplay.locales import Catalogue
from roleplay.presenting.xapi.names import cohort_iri
from roleplay.presenting.xapi.played import SkipReason
from roleplay.presenting.xapi.statements import StatementActor
from roleplay.records.model import AttemptRecord
from roleplay.text.plain import safe


def exported_text(attempts: int, count: int, path: Path | None, words: Catalogue, *, own_words: bool) -> str:
    """The message after statements were written to a file."""
    named, own = safe(str(path), newlines=False), _own(words, own_words=own_words)
    return words("xapi.exported", count=count, path=named, attempts=attempts, own=own)


def actor_text(actor: StatementActor, words: Catalogue) -> str:
    """The learner that statements are made for, and whether they include the learner's own words."""
    own = _own(words, own_words=actor.own_words)
    return words("xapi.as", learner=actor.learner, home=cohort_iri(actor.cohort), own=own)


def skipped_notes(skipped: Sequence[tuple[AttemptRecord, SkipReason]], words: Catalogue) -> tuple[str, ...]:
    """The attempts without statements, a sentence for each reason."""
    notes = []
    for why in SkipReason:
        ids = [record.id[:8] for record, reason in skipped if reason is why]
        if ids:
            notes.append(words.count(f"xapi.untold.{why.value}", len(ids), attempts=safe(", ".join(ids))))
    return tuple(notes)


def _own(words: Catalogue, *, own_words: bool) -> str:
    return words("xapi.with_own_words" if own_words else "xapi.without_own_words")
