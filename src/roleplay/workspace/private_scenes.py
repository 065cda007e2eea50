"""Which attempts tell of something that really happened: by the texts of the record, and those of the library."""

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
    """What gives the text of the scene of an id as the library has it today; ``None`` where it has none."""
    paths = {entry.id: Path(entry.path) for entry in library.entries}

    @cache
    def text_of(scene: str) -> str | None:
        try:
            return read_regular(paths[scene]).decode("utf-8-sig", "replace") if scene in paths else None
        except OSError:
            return None

    return text_of


class PrivateScenes:
    """Tells attempts at private scenes from others; each text is looked at once."""

    def __init__(self, library: Library, store: RecordStore) -> None:
        self._text_of = scene_texts(library)
        self._store = store
        self._known: dict[object, bool] = {}

    def hold(self, record: AttemptRecord) -> bool:
        """Whether what was played on tells of something that really happened, in the learner's own words."""
        if record.bundle not in self._known:
            self._known[record.bundle] = played_on_private(record.bundle, self._store.source, self._text_of)
        return self._known[record.bundle]
