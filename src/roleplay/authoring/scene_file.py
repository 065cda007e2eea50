"""A scene's file on disk, what lies around it, and the playtest of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from roleplay.authoring.playtest import Playtest
from roleplay.authoring.walk_writer import CannotWrite, with_walk
from roleplay.authoring.watch import FileWatcher, replace
from roleplay.reading.files import each_once, shared_files
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import Shared


class SharedWatcher:
    """The vocabulary, the personas and the rubrics of some libraries."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._stamps: object = None

    def look(self) -> Shared | None:
        """All of it, when any of it has changed since the last look."""
        files = [file for folder in self._folders for file in shared_files(folder)]
        stamps = [(file, _stamp(file)) for file in files]
        if stamps == self._stamps:
            return None
        self._stamps = stamps
        return read_shared(files).shared


def _stamp(file: Path) -> object:
    try:
        stat = file.stat()
    except OSError as error:
        return error.errno
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


class SceneFile:
    """Looks at the file when it is told to, and writes into it when a walk is to be kept."""

    def __init__(self, path: Path, libraries: Sequence[Path]) -> None:
        """``libraries`` are all those whose vocabulary, personas and rubrics the scene may use, a later one wins."""
        self.path = path
        self._watcher = FileWatcher(path)
        self._shared = SharedWatcher(each_once(libraries))
        self.playtest = Playtest(str(path), self._shared.look() or Shared({}, {}, {}))
        #: why the file cannot be read at present
        self.problem: OSError | None = None

    def look(self) -> bool:
        """Take in what has changed of the file. Whether anything has."""
        news = self._watcher.look()
        if news is None:
            return False
        self.problem = news.problem
        if news.content is not None:
            self.playtest.take(news.content)
        return True

    def look_around(self) -> bool:
        """Take in what has changed around the file. Whether anything has."""
        shared = self._shared.look()
        if shared is None:
            return False
        self.playtest.take_shared(shared)
        return True

    def keep(self, name: str) -> None:
        """Write the walk of the playtest into the file, in the place of one of that name or after the others.

        Raises `CannotWrite` where nothing can be kept or something else in the file would change, `ChangedMeanwhile`
        where the file is not what is being played, and `OSError`.
        """
        draft, walk = self.playtest.draft, self.playtest.kept(name)
        if draft is None or draft.bundle is None or walk is None:
            raise CannotWrite(name)
        replace(self.path, draft.content, with_walk(draft.content, draft.document, walk))
        self.look()
