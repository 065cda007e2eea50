"""A scene's file on disk, the shared files it uses, and its playtest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from roleplay.authoring.playtest import Playtest
from roleplay.authoring.walk_writer import CannotWrite, with_walk
from roleplay.authoring.watch import FileWatcher, replace
from roleplay.reading.files import shared_files, unique_folders
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import Shared


class SharedWatcher:
    """Watches the vocabulary, personas and rubrics of some libraries."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._stamps: object = None

    def poll(self) -> Shared | None:
        """All shared data if any of it has changed since the last call, else ``None``."""
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
    """Polls the file on request, and writes a walk into it."""

    def __init__(self, path: Path, libraries: Sequence[Path]) -> None:
        """``libraries``: those whose vocabulary, personas and rubrics the scene may use; later ones take precedence."""
        self.path = path
        self._watcher = FileWatcher(path)
        self._shared = SharedWatcher(unique_folders(libraries))
        self.playtest = Playtest(str(path), self._shared.poll() or Shared({}, {}, {}))
        #: why the file currently cannot be read
        self.problem: OSError | None = None

    def poll(self) -> bool:
        """Take in changes to the file. Returns whether there were any."""
        news = self._watcher.poll()
        if news is None:
            return False
        self.problem = news.problem
        if news.content is not None:
            self.playtest.take(news.content)
        return True

    def poll_shared(self) -> bool:
        """Take in changes to shared files. Returns whether there were any."""
        shared = self._shared.poll()
        if shared is None:
            return False
        self.playtest.take_shared(shared)
        return True

    def save_walk(self, name: str) -> None:
        """Write the playtest's walk into the file, replacing one of the same name or added after the others.

        Raises `CannotWrite` if there is no walk to write or something else in the file would change, `ChangedMeanwhile`
        if the file is not what is being played, and `OSError`.
        """
        draft, walk = self.playtest.draft, self.playtest.walk_entry(name)
        if draft is None or draft.bundle is None or walk is None:
            raise CannotWrite(name)
        replace(self.path, draft.content, with_walk(draft.content, draft.document, walk))
        self.poll()
