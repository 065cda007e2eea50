"""Which attempts are based on real events, by the texts in the record and in the library."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.reading.files import read_regular
from roleplay.records.journal import played_on_private

if TYPE_CHECKING:
    from roleplay.reading.library import Library
    from roleplay.records.model import AttemptRecord
    from roleplay.records.store import RecordStore


def scene_texts(library: Library) -> Callable[[str], str | None]:
    """A function from a scene id to its current text in the library; ``None`` if there is none."""
    paths = {entry.id: Path(entry.path) for entry in library.entries}

    @cache
    def text_of(scene: str) -> str | None:
        try:
            return read_regular(paths[scene]).decode("utf-8-sig", "replace") if scene in paths else None
        except OSError:
            return None

    return text_of


class PrivateScenes:
    """Recognises attempts at private scenes; each text is examined once."""

    def __init__(self, library: Library, store: RecordStore) -> None:
        self._text_of = scene_texts(library)
        self._store = store
        self._known: dict[object, bool] = {}

    def covers(self, record: AttemptRecord) -> bool:
        """Whether an attempt was played on a private scene: based on a real event, in the learner's own words."""
        if record.bundle not in self._known:
            self._known[record.bundle] = played_on_private(record.bundle, self._store.source, self._text_of)
        return self._known[record.bundle]
