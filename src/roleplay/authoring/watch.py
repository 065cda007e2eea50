"""A file that an editor also writes: notice changes, and write to it without losing the editor's."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import NamedTuple, TypeAlias

from roleplay.reading.files import read_regular, true_path

_Stamp: TypeAlias = tuple[int, int, int]


class FileChange(NamedTuple):
    """A change of the file: its new content, or why it cannot be read."""

    content: bytes | None
    problem: OSError | None = None


class FileWatcher:
    """Checks a file on request. An editor may write it in place, in pieces, or by renaming another file onto it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        #: content last reported
        self.content: bytes | None = None
        self._stamp: _Stamp | None = None
        self._reported_error: str | None = None
        #: whether to read the file at the next look, even if its stamp is unchanged
        self._must_reread = True
        self._maybe_being_written = False

    def poll(self) -> FileChange | None:
        """The change since the last look, if any.

        A file that has just become empty or disappeared is usually being written, so this is only reported at the
        second look. After every change the next look reads again, because two changes may have the same time stamp.
        """
        try:
            stamp = self._stamp_now()
            if stamp == self._stamp and not self._must_reread:
                return None
            content = read_regular(self.path)
        except OSError as error:
            return self._missing(error)
        self._must_reread = stamp != self._stamp
        self._stamp = stamp
        if content == self.content and self._reported_error is None:
            self._maybe_being_written = False
            return None
        if not content and not self._maybe_being_written:
            self._maybe_being_written = self._must_reread = True
            return None
        self.content, self._reported_error, self._maybe_being_written = content, None, False
        return FileChange(content)

    def _stamp_now(self) -> _Stamp:
        stat = self.path.stat()
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _missing(self, error: OSError) -> FileChange | None:
        kind = type(error).__name__
        if not self._maybe_being_written:
            self._maybe_being_written = self._must_reread = True
            return None
        if kind == self._reported_error:
            return None
        self._reported_error = kind
        return FileChange(None, error)


def create(path: Path, content: bytes, *, force: bool, private: bool = False) -> None:
    """Write a new file atomically, creating its parent folders; ``private`` makes it readable by its owner only.

    Raises `FileExistsError` if it already exists and ``force`` is not set, and `OSError`.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        temporary.touch(0o600 if private else 0o666)
        temporary.write_bytes(content)
        if not force:
            path.open("xb").close()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


class ChangedMeanwhile(Exception):
    """The file has changed since it was last read."""


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Replace the content ``before`` with ``after``, atomically and with the same permissions.

    Raises `ChangedMeanwhile` if the file has other content by now, and `OSError` if it cannot be written.
    """
    path = true_path(path)  # keeps a symbolic link intact
    if read_regular(path) != before:
        raise ChangedMeanwhile(str(path))
    stat = path.stat()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError, AttributeError):  # somebody else's file, or a system without owners
            os.chown(name, stat.st_uid, stat.st_gid)
        Path(name).chmod(stat.st_mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
