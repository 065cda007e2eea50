"""Portable journals in words: what an exported one contains, and what is wrong with one that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.locales import Catalogue
from roleplay.reading.files import os_error_text
from roleplay.records.journal import JournalFault, PortableJournal
from roleplay.records.journal_import import ImportRefusal, ImportResult
from roleplay.text.plain import safe

if TYPE_CHECKING:
    from pathlib import Path

#: The maximum number of characters quoted from a file in a sentence.
_MAX_DETAIL = 40
#: The maximum number of attempts listed by id.
_MAX_IDS = 10


def export_summary(journal: PortableJournal, path: Path | None, words: Catalogue) -> str:
    """What was exported: how much, and whether it contains the learner's own words or is anonymous."""
    counts = words(
        "journal.exported",
        path=path or "-",
        attempts=len(journal.attempts),
        practice=len(journal.practice),
    )
    own = "with_own_words" if journal.own_words else "anonymous" if journal.anonymous else "without_own_words"
    return words("journal.and").join([counts, words(f"journal.{own}")])


def withheld_note(count: int, words: Catalogue, *, anonymous: bool) -> list[str]:
    """That ``count`` attempts were not exported because their scenes describe real incidents; empty for 0.

    An ``anonymous`` file can never include them, so no option is suggested.
    """
    return [words("journal.private_anonymous" if anonymous else "journal.private", count=count)] if count else []


def fault_sentence(fault: JournalFault, words: Catalogue) -> str:
    """Why a file is not a valid journal: file and line, the cause, the remedy."""
    where = words("journal.where" if fault.line else "journal.whole", path=_shown(fault.path), line=fault.line)
    problem = "" if fault.error is None else os_error_text(fault.error, words.language)
    return where + words(f"journal.fault.{fault.trouble}", detail=_shown(fault.detail, _MAX_DETAIL), problem=problem)


def not_taken(path: Path, why: ImportRefusal, words: Catalogue) -> str:
    """Why a journal was not taken into the record, and what to do about it."""
    return words("journal.whole", path=_shown(path)) + words(f"journal.not_taken.{why}")


def import_summary(path: Path, result: ImportResult, words: Catalogue) -> list[str]:
    """What came of a journal: how many attempts and other events met which fate, and which were refused."""
    lines = []
    for kind, fates in (("attempts", result.attempts), ("practice", result.practice)):
        counts = [words(f"journal.fate.{fate}", count=count) for fate, count in fates.items()]
        lines.append(
            words(f"journal.taken.{kind}", told=words("journal.listed").join(counts) or words("journal.taken.none"))
        )
    if result.refused:
        ids = words("journal.listed").join(_shown(id_, _MAX_DETAIL) for id_ in result.refused[:_MAX_IDS])
        key = "journal.taken.refused_more" if len(result.refused) > _MAX_IDS else "journal.taken.refused"
        lines.append(words(key, ids=ids, more=len(result.refused) - _MAX_IDS))
    return [words("journal.taken.from", path=_shown(path)), *lines]


def _shown(untrusted: object, limit: int | None = None) -> str:
    """Untrusted text on one line, cut to ``limit`` characters."""
    return safe(str(untrusted), newlines=False)[:limit]
