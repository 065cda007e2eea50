"""Replaying many attempts of the record on the texts they were played on; each set of texts is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.engine import IllegalChoice
from roleplay.reading.contents import BrokenScene
from roleplay.session import Attempt
from roleplay.workspace.attempts import bundle_of, check_cast, setup_of

if TYPE_CHECKING:
    from roleplay.reading.library import Library
    from roleplay.records.model import AttemptRecord, SourceRef
    from roleplay.records.store import RecordStore
    from roleplay.scene.model import Bundle
    from roleplay.session import Setup


class Replayer:
    """Replays attempts without writing anything to the record."""

    def __init__(self, library: Library, store: RecordStore) -> None:
        self._library = library
        self._store = store
        self._bundles: dict[tuple[SourceRef, ...], Bundle | None] = {}
        # the first attempt at each text with each cast; the others reuse its compiled story
        self._first: dict[tuple[int, tuple[tuple[str, str], ...]], Attempt] = {}

    def bundle(self, record: AttemptRecord) -> Bundle | None:
        """The scene as it was when the attempt was played; ``None`` if its text is missing or no longer readable."""
        if record.bundle not in self._bundles:
            try:
                self._bundles[record.bundle] = bundle_of(self._library, self._store, record)
            except BrokenScene:
                self._bundles[record.bundle] = None
        return self._bundles[record.bundle]

    def attempt(self, record: AttemptRecord, bundle: Bundle | None = None) -> Attempt | None:
        """The attempt replayed to its last decision, on its own text or on ``bundle``.

        ``None`` if it cannot be replayed, or reaches a different ending.
        """
        played_on = bundle or self.bundle(record)
        if played_on is None:
            return None
        try:
            setup = setup_of(record)
            check_cast(setup, played_on)
            attempt = self._played(played_on, setup, record)
        except (IllegalChoice, LookupError, TypeError, ValueError):  # unknown names or options
            return None
        if record.result is not None and attempt.state.passage.id != record.result.ending:
            return None
        return attempt

    def _played(self, bundle: Bundle, setup: Setup, record: AttemptRecord) -> Attempt:
        setup = setup._replace(rubric="")  # judge by the scene's own rubrics, whatever it was debriefed by
        play = (record.decisions, record.taken_back, record.hints)
        key = (id(bundle), setup.personas)  # the id stays valid: the first attempt keeps the bundle alive
        first = self._first.get(key)
        if first is None:
            first = self._first[key] = Attempt(bundle, setup, None, *play)
            return first
        return first.new_attempt(setup, *play)
