"""What the shells work with: the libraries, the learner's record, the words of the interface.

The screens, the plain mode and the commands all use this; none of them opens a file or a database itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.locales import LANGUAGES, Catalogue, catalogue
from roleplay.reading.cache import Cache, FolderCache
from roleplay.reading.library import Library
from roleplay.records import home
from roleplay.records.settings import FILE_NAME, SettingsFile, migrate_settings

if TYPE_CHECKING:
    from roleplay.drill.plan import Plan
    from roleplay.records.model import AttemptRecord
    from roleplay.records.pushed import PushedFile
    from roleplay.records.store import RecordStore
    from roleplay.scene.model import Bundle
    from roleplay.session import Attempt, Setup
    from roleplay.workspace.drills import Drill
    from roleplay.workspace.encoder import Encoders, LineMatcher


def shipped_library() -> Path:
    """The library that comes with the program: inside an installed package, or the checkout's own folders."""
    package = Path(__file__).parents[1]
    inside = package / "data"
    return inside if (inside / "scenarios").is_dir() else package.parents[1]


def library_folders(given: Sequence[Path], environ: os._Environ[str] | dict[str, str], data: Path) -> list[Path]:
    """The shipped library, the learner's own, then ``ROLEPLAY_LIBRARY`` and ``--library``; later ones override."""
    from_environment = [Path(part) for part in environ.get("ROLEPLAY_LIBRARY", "").split(os.pathsep) if part]
    return [shipped_library(), data / "library", *from_environment, *given]


class Workspace:
    """The libraries and the record, opened once and used by every screen and command."""

    def __init__(
        self,
        folders: Sequence[Path] = (),
        extra: Path | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """``folders`` are libraries from the command line, ``extra`` is a single scenario file."""
        self.data = home.data_folder()
        self.cache: Cache = FolderCache(home.cache_folder())
        self.extra = extra
        self._folders = folders
        self._now = now or (lambda: datetime.now(UTC))
        self._library: Library | None = None
        self._store: RecordStore | None = None
        #: text entered for a plan that another window changed meanwhile; empty if nothing waits
        self.pending_plan_text = ""
        #: compares own words by meaning; created on first use
        self.encoders: Encoders | None = None

    @property
    def own_scenes(self) -> Path:
        """The folder of the scenes in the learner's own library; it need not exist yet."""
        return self.data / "library" / "scenarios"

    @property
    def folders(self) -> list[Path]:
        """The folders of the libraries; later ones override."""
        return library_folders(self._folders, os.environ, self.data)

    @property
    def library(self) -> Library:
        """All scenes that can be played, and those that cannot, with the reason."""
        if self._library is None:
            self._library = Library(self.folders, self.cache, self.extra)
        return self._library

    def reload_library(self) -> None:
        """Drop the library, because its files have changed; it is read again on next use."""
        self._library = None

    @property
    def store(self) -> RecordStore:
        """The learner's own record."""
        return self._store or self.open_record()

    def open_record(self) -> RecordStore:
        """Open the record if it is not open; settings stored in old records are moved to `settings`."""
        if self._store is None:
            from roleplay.records.store import RecordStore  # late: imports SQLite, not needed to check a file

            self._store = RecordStore.open(self.data, now=self._now)
            migrate_settings(self._store, self.settings)
        return self._store

    @cached_property
    def settings(self) -> SettingsFile:
        """The learner's settings; they need no record."""
        return SettingsFile(home.config_folder() / FILE_NAME)

    @property
    def record_is_open(self) -> bool:
        """Whether the record has been opened."""
        return self._store is not None

    @property
    def has_record(self) -> bool:
        """Whether a record exists; unlike `store`, this does not create one."""
        from roleplay.records import disk

        return os.path.lexists(self.data / disk.FILE_NAME)

    @property
    def now(self) -> datetime:
        """The current time, with its zone."""
        return self._now()

    @property
    def today(self) -> str:
        """The current local date, as ``2026-05-04``."""
        return self._now().astimezone().date().isoformat()

    def words(self, language: str) -> Catalogue:
        """The words of the interface."""
        return catalogue(language, self.cache)

    @cached_property
    def catalogues(self) -> tuple[Catalogue, ...]:
        """The words of the interface in every language, for searching in all of them."""
        return tuple(self.words(language) for language in LANGUAGES)

    def close(self) -> None:
        """Close the record."""
        if self._store is not None:
            self._store.close()

    def matcher(self, bundle: Bundle) -> LineMatcher:
        """The matcher that finds the line of a scene nearest to own words; it loads in the background."""
        from roleplay.workspace.encoder import Encoders, LineMatcher  # only for own words

        if self.encoders is None:
            self.encoders = Encoders()
        matcher = LineMatcher(bundle, self.encoders, self.cache)
        matcher.prepare()
        return matcher

    def begin(self, name: str, setup: Setup, language: str, sitting: str = "") -> Attempt:
        """Begin an attempt, journaled from the start; see `attempts.begin`.

        Raises `UnknownScene` or `BrokenScene`.
        """
        from roleplay.workspace import attempts  # late: not needed to show the library

        return attempts.begin(self.library, self.store, name, setup, language, sitting)

    def rescore_outdated(self) -> Iterator[int]:
        """Rescore results of earlier scoring versions; see `attempts.rescore_outdated`."""
        from roleplay.workspace import attempts

        return attempts.rescore_outdated(self.store)

    @property
    def drills(self) -> Path:
        """The folder of the journals of drills."""
        return self.data / "drills"

    def pushed(self, url: str, user: str) -> PushedFile:
        """What a Learning Record Store has acknowledged of this user's statements."""
        from roleplay.records.pushed import PushedFile

        return PushedFile(self.data, url, user)

    def begin_drill(self, name: str, plan: Plan, language: str) -> Drill:
        """Begin a drill, journaled from the start. Raises `UnknownScene` or `BrokenScene`."""
        from roleplay.records import private_files
        from roleplay.workspace import drills

        private_files.tighten_home(self.data)
        return drills.begin(self.library, self.drills, name, plan, language, self._now)

    def resume_drill(self, path: Path) -> Drill:
        """Resume a drill. Raises `DamagedDrill`, `InUse`, OSError."""
        from roleplay.records import private_files
        from roleplay.workspace import drills

        private_files.tighten_home(self.data)
        return drills.resume(path, self.library, self._now)

    def resume(self, record: AttemptRecord, rubric: str = "") -> Attempt:
        """Resume an attempt where it stopped, on the exact text it was played on. Raises `BrokenScene`.

        ``rubric`` is the id of the rubric to debrief by; if empty, the one chosen when it began.
        """
        from roleplay.workspace import attempts

        return attempts.resume(self.library, self.store, record, rubric)

    def repeat_setup(self, record: AttemptRecord) -> Setup:
        """The setup to repeat an attempt. Raises `UnknownScene` or `BrokenScene`."""
        from roleplay.workspace import attempts

        return attempts.repeat_setup(self.library, record)

    def branch(self, attempt: Attempt, turn: int, language: str) -> Attempt:
        """Continue from a turn of a recorded attempt as a new branch. Raises `BrokenScene`, LookupError."""
        from roleplay.workspace import attempts

        return attempts.branch(self.store, attempt, turn, language)
