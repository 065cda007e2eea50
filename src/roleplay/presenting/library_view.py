"""The state of the library on display, for any shell: what is listed, what awaits the learner, what can be resumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.library_rows import LibraryRow, Past, initial_scene, resume_offer, rows, scene_count
from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.rows.scene_list import SceneListing
from roleplay.reading.contents import Contents
from roleplay.records.model import AttemptRecord
from roleplay.text.glyphs import Glyphs


class Reminders(NamedTuple):
    """What awaits the learner, as far as it is known."""

    #: how many criteria and moves are due for practice again
    due: int = 0
    #: the date of the plan's check-in that is due, as ``2026-05-04``; empty if there is none
    check_in: str = ""
    #: how many before-and-after tests are due or under way
    tests: int = 0

    def texts(self, words: Catalogue) -> list[str]:
        """A short text for each."""
        texts = [words("due.library", count=self.due)] if self.due else []
        texts += [words("plan.check_in_library")] if self.check_in else []
        return [*texts, *([words("forms.library", count=self.tests)] if self.tests else [])]


class LibraryView:
    """What is shown of the library. Knows no screen: the shell reports the search text and the scene at the cursor."""

    def __init__(self) -> None:
        self.past = Past({}, {}, ())
        self.reminders = Reminders()
        #: the search text that filters the list
        self.search_text = ""
        self._discarding: str | None = None

    def set_past(self, past: Past) -> None:
        """Take in the current state of the record."""
        self.past = past
        self._discarding = None

    def listing(
        self, contents: Contents, words: Catalogue, catalogues: Sequence[Catalogue], glyphs: Glyphs
    ) -> SceneListing:
        """The scenes that match the search, which also matches the words of ``catalogues``."""
        listed = rows(contents, self.past, words, self.search_text, catalogues)
        count = scene_count(contents, listed, words, self.search_text)
        return SceneListing(
            listed, [count, *self.reminders.texts(words)], words, glyphs, filtered=bool(self.search_text)
        )

    def preferred(self, contents: Contents) -> str | None:
        """The key of the row at which the cursor starts."""
        return initial_scene(contents, self.past)

    # -- resuming --------------------------------------------------------------------

    @property
    def discarding(self) -> bool:
        """Whether discarding an attempt was requested and awaits confirmation."""
        return self._discarding is not None

    def attempt_to_resume(self, row: LibraryRow | None) -> AttemptRecord | None:
        """The attempt that can be resumed while the cursor is at ``row``."""
        return self.past.attempt_to_resume(None if row is None else row.key)

    def resume_offer(self, row: LibraryRow | None, contents: Contents, words: Catalogue) -> list[Paragraph]:
        """The offer to resume the attempt, or the question whether to discard it; empty if there is none."""
        record = self.attempt_to_resume(row)
        if record is None:
            return []
        discarding = self._discarding == record.id
        return [resume_offer(record, contents.entries, self.past, words, discarding=discarding)]

    def discard(self, row: LibraryRow | None) -> AttemptRecord | None:
        """The first request only asks for confirmation; the second returns the attempt to discard."""
        record = self.attempt_to_resume(row)
        if record is not None and self._discarding == record.id:
            return record
        self._discarding = None if record is None else record.id
        return None

    def cancel_discard(self) -> None:
        """Cancel the request to discard an attempt."""
        self._discarding = None
