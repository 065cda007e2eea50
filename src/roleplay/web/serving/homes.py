"""Where the record of each page lies: found again by name, or gone with the page."""

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

    ``data`` is the server's own data folder, ``cache`` its cache, which all share: only the first page to open a
    scene waits until it has been read.
    """

    def __init__(self, data: Path, cache: Path) -> None:
        self._data = data
        self._cache = cache

    @contextlib.contextmanager
    def home(self, name: str) -> Iterator[Path]:
        """The folder of the learner ``name``; of nobody (``""``) a new one, removed at the end. Raises `OSError`."""
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
        with contextlib.suppress(OSError):  # there already, or a system without links: a cache of its own will do
            private_files.make_folder(self._cache)
            (folder / "cache").symlink_to(self._cache, target_is_directory=True)
