"""The library as it is looked through, whatever shows it: what is listed, what calls, what can be gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.library_rows import LibraryRow, Past, preferred, resume_offer, rows, scene_count
from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.rows.scene_list import SceneListing
from roleplay.reading.contents import Contents
from roleplay.records.model import AttemptRecord
from roleplay.text.glyphs import Glyphs


class Calls(NamedTuple):
    """What waits for the learner, as far as that is known."""

    #: criteria and moves that are due for practice again
    due: int = 0
    #: the day of the plan's check-in that is due, as ``2026-05-04``; empty where none is
    check_in: str = ""
    #: tests for before and after whose next time has come, or is under way
    tests: int = 0

    def told(self, words: Catalogue) -> list[str]:
        """Each in a few words."""
        told = [words("due.library", count=self.due)] if self.due else []
        told += [words("plan.check_in_library")] if self.check_in else []
        return [*told, *([words("forms.library", count=self.tests)] if self.tests else [])]


class LibraryView:
    """What is shown of the library. Knows no screen: who shows it says what is sought and which scene is pointed at."""

    def __init__(self) -> None:
        self.past = Past({}, {}, ())
        self.calls = Calls()
        #: what the list is looked through for
        self.sought = ""
        self._discarding: str | None = None

    def know(self, past: Past) -> None:
        """What the record tells now."""
        self.past = past
        self._discarding = None

    def listing(
        self, contents: Contents, words: Catalogue, catalogues: Sequence[Catalogue], glyphs: Glyphs
    ) -> SceneListing:
        """The scenes; what is sought is sought in the words of all ``catalogues``."""
        listed = rows(contents, self.past, words, self.sought, catalogues)
        count = scene_count(contents, listed, words, self.sought)
        return SceneListing(listed, [count, *self.calls.told(words)], words, glyphs, sought=bool(self.sought))

    def preferred(self, contents: Contents) -> str | None:
        """The key of the row at which the pointer begins."""
        return preferred(contents, self.past)

    # -- going on --------------------------------------------------------------------

    @property
    def discarding(self) -> bool:
        """Whether it was asked to give up an attempt, and not yet said to be sure."""
        return self._discarding is not None

    def to_resume(self, row: LibraryRow | None) -> AttemptRecord | None:
        """The attempt that can be gone on with while ``row`` is pointed at."""
        return self.past.to_resume(None if row is None else row.key)

    def resume_offer(self, row: LibraryRow | None, contents: Contents, words: Catalogue) -> list[Paragraph]:
        """The offer to go on with it, or the question whether it is to be given up; nothing where there is none."""
        record = self.to_resume(row)
        if record is None:
            return []
        discarding = self._discarding == record.id
        return [resume_offer(record, contents.entries, self.past, words, discarding=discarding)]

    def discard(self, row: LibraryRow | None) -> AttemptRecord | None:
        """Asked for once, it asks whether that is meant; asked again, it returns the attempt that is to be given up."""
        record = self.to_resume(row)
        if record is not None and self._discarding == record.id:
            return record
        self._discarding = None if record is None else record.id
        return None

    def keep(self) -> None:
        """Nothing is to be given up."""
        self._discarding = None
