"""The record folder of each page: permanent for a named learner, temporary for an anonymous one."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from roleplay.records import private_files
from roleplay.web.serving.learner import slug

LEARNERS = "learners"


class Homes:
    """The record folders of one server.

    ``data`` is the server's data folder, ``cache`` its cache, which all pages share: only the first page to open a
    scene has to wait until it has been read.
    """

    def __init__(self, data: Path, cache: Path) -> None:
        self._data = data
        self._cache = cache

    @contextlib.contextmanager
    def home(self, name: str) -> Iterator[Path]:
        """The folder of the learner ``name``; for ``""`` a temporary one, removed at the end. Raises `OSError`."""
        if name:
            folder = self._data / LEARNERS / slug(name)
            private_files.make_folder(folder)
            private_files.tighten(folder)
            self._share_cache(folder)
            yield folder
            return
        folder = Path(tempfile.mkdtemp(prefix="roleplay-"))
        try:
            self._share_cache(folder)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _share_cache(self, folder: Path) -> None:
        with contextlib.suppress(OSError):  # it exists, or the system has no symlinks: then it gets its own cache
            private_files.make_folder(self._cache)
            (folder / "cache").symlink_to(self._cache, target_is_directory=True)
