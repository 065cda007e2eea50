"""What a person has before them: the libraries, their own record, the words of the interface.

The screens, the plain mode and the commands all come here; none of them opens a file or a database itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from roleplay.engine import IllegalChoice
from roleplay.language.cache import Cache, FolderCache
from roleplay.language.contents import BrokenScene, UnknownScene
from roleplay.language.contents import Source as FileSource
from roleplay.language.diagnostics import START, Diagnostic
from roleplay.language.library import Library
from roleplay.language.model import Bundle, Outcome
from roleplay.locales import Catalogue, catalogue
from roleplay.records import home
from roleplay.records.model import AttemptRecord, NewAttempt, Result, Source
from roleplay.records.model import Decision as RecordedDecision
from roleplay.records.store import RecordStore
from roleplay.scoring import Scorecard, percent
from roleplay.scoring.scorecard import scores
from roleplay.session import Attempt, Decision, Entry, Mode, Options, Setup


def shipped_library() -> Path:
    """The library that comes with the program: inside an installed package, or the checkout's own folders."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if (inside / "scenarios").is_dir() else package.parents[1]


def library_folders(given: Sequence[Path], environ: os._Environ[str] | dict[str, str], data: Path) -> list[Path]:
    """The shipped library, the learner's own folder, then ``ROLEPLAY_LIBRARY`` and ``--library``; a later one wins."""
    named = [Path(part) for part in environ.get("ROLEPLAY_LIBRARY", "").split(os.pathsep) if part]
    return [shipped_library(), data / "library", *named, *given]


class RecordJournal:
    """Writes an attempt into the record, decision by decision, before anything new can be shown."""

    def __init__(self, store: RecordStore, attempt_id: str) -> None:
        self.store = store
        self.attempt_id = attempt_id

    def decide(self, entry: Entry) -> None:
        """A line was said."""
        said = entry.decision
        self.store.decide(
            self.attempt_id,
            RecordedDecision(
                entry.node, said.choice, entry.shown, said.language, said.own_words, said.sure, said.guess
            ),
        )

    def take_back(self) -> None:
        """The last line was taken back."""
        self.store.take_back(self.attempt_id)

    def finish(self, ending: str, outcome: Outcome, card: Scorecard) -> None:
        """An ending was reached."""
        found = {ref: percent(score) for ref, score in scores(card.rubrics).items() if score is not None}
        self.store.finish(self.attempt_id, Result(ending, outcome.value, card.passed, found, card.rubrics[0].rubric.id))


class Workspace:
    """The libraries and the record, opened once and used by every screen and command."""

    def __init__(
        self,
        folders: Sequence[Path] = (),
        extra: Path | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """``folders`` are libraries named on the command line; ``extra`` a single scenario file."""
        self.data = home.data_folder()
        self.cache: Cache = FolderCache(home.cache_folder())
        self.extra = extra
        self._folders = folders
        self._now = now or (lambda: datetime.now(UTC))
        self._library: Library | None = None
        self._store: RecordStore | None = None

    @property
    def library(self) -> Library:
        """All scenes that can be played, and those that cannot with their reason."""
        if self._library is None:
            folders = library_folders(self._folders, os.environ, self.data)
            self._library = Library(folders, self.cache, self.extra)
        return self._library

    @property
    def store(self) -> RecordStore:
        """The learner's own record."""
        if self._store is None:
            self._store = RecordStore.open(self.data, now=self._now)
        return self._store

    def words(self, language: str) -> Catalogue:
        """The words of the interface."""
        return catalogue(language, self.cache)

    def close(self) -> None:
        """Close the record."""
        if self._store is not None:
            self._store.close()

    # -- attempts ----------------------------------------------------------------

    def begin(self, name: str, setup: Setup, language: str) -> Attempt:
        """Begin an attempt, journaled from its first moment. Raises `UnknownScene` or `BrokenScene`."""
        bundle = self.library.bundle(name)
        sources = tuple(Source(s.kind, s.id, s.text) for s in self._needed(name, bundle, setup))
        new = NewAttempt(
            name,
            sources,
            setup.seed,
            setup.mode.value,
            language,
            dict(setup.personas),
            asdict(setup.options),
        )
        journal = RecordJournal(self.store, self.store.begin(new))
        return Attempt(bundle, setup, journal)

    def _needed(self, name: str, bundle: Bundle, setup: Setup) -> list[FileSource]:
        """The files this attempt depends on: the scene, its rubrics, its personas, all moves."""
        overlay = dict(setup.personas)
        personas: set[str] = set()
        for member in bundle.scenario.cast.values():
            one: str | None = overlay.get(member.id, member.persona)
            while one is not None and one not in personas:
                personas.add(one)
                one = bundle.personas[one].extends
        wanted = {"rubric": set(bundle.scenario.rubrics), "persona": personas}
        return [s for s in self.library.sources(name) if s.kind not in wanted or s.id in wanted[s.kind]]

    def resume(self, record: AttemptRecord) -> Attempt:
        """Go on where an attempt stopped, on the very text it was played on.

        Raises `BrokenScene` when that text cannot be read any more, which can only follow from a damaged record or
        a newer version of the formats.
        """
        from roleplay.language.reading import bundle_of

        bundle = self._same_as_now(record)
        if bundle is None:
            found = ((ref, self.store.source(ref.digest)) for ref in record.bundle)
            bundle = bundle_of(FileSource(r.kind, r.id, r.digest, text) for r, text in found if text is not None)
        setup = Setup(record.seed, Mode(record.mode), tuple(record.personas.items()), Options(**dict(record.options)))
        decisions = [Decision(d.choice, d.language, d.own_words, d.sure, d.guess) for d in record.decisions]
        journal = RecordJournal(self.store, record.id)
        try:
            return Attempt(bundle, setup, journal, decisions, record.taken_back)
        except IllegalChoice as error:
            raise BrokenScene([_does_not_replay(record, error)]) from None

    def _same_as_now(self, record: AttemptRecord) -> Bundle | None:
        """The library's own bundle, where nothing the attempt depends on has changed since."""
        contents = self.library.contents
        now = {(common.kind, common.id): common.digest for common in contents.commons}
        try:
            entry = self.library.entry(record.scenario_id)
        except UnknownScene:
            return None
        now["scenario", entry.id] = entry.digest
        if all(now.get((ref.kind, ref.id)) == ref.digest for ref in record.bundle):
            return self.library.bundle(record.scenario_id)
        return None


def _does_not_replay(record: AttemptRecord, error: IllegalChoice) -> Diagnostic:
    details = {"problem": str(error)}
    return Diagnostic("RP018", f"{record.scenario_id} ({record.id})", START, details)
