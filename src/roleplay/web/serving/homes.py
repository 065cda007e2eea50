"""Where the record of each page lies: found again by name, or gone with the page."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
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
            self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            (folder / "cache").symlink_to(self._cache, target_is_directory=True)
