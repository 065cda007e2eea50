"""The journal of a drill: a file of JSON lines; the first one says what is played, each further one is an event.

Writes are unbuffered, so that they survive however the program ends. A second program may read the file while the
first one writes it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from roleplay.reading.files import open_regular
from roleplay.records import private_files

FORMAT = "drill/1"
SUFFIX = ".jsonl"
#: Maximum length of a line in bytes: the header holds the texts of the scene.
_MAX_LINE_BYTES = 16 << 20


class NotADrill(ValueError):
    """The file is not a drill journal, or one of its lines is damaged."""


class InUse(OSError):
    """Another program is running this drill."""


class DrillFile:
    """A journal being written. It is append-only."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file
        self._end = file.seek(0, os.SEEK_END)  # where the last complete line ends

    @classmethod
    def create(cls, folder: Path, name: str, header: Mapping[str, Any]) -> DrillFile:
        """Create a journal called ``name``, or ``name-2`` and so on if that exists. Raises OSError."""
        private_files.make_folder(folder)
        for number in range(1, 1000):
            path = folder / f"{name}{'' if number == 1 else f'-{number}'}{SUFFIX}"
            with contextlib.suppress(FileExistsError):
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
                private_files.make_private(descriptor)
                journal = cls(path, os.fdopen(descriptor, "ab", buffering=0))
                try:
                    _lock(journal._file)
                    journal.append({"roleplay": FORMAT, **header}, sync=True)
                except BaseException:  # a file without its first line is not a journal
                    journal.close()
                    with contextlib.suppress(OSError):
                        path.unlink()
                    raise
                return journal
        raise FileExistsError(str(folder / name))

    @classmethod
    def open(cls, path: Path) -> DrillFile:
        """Open an existing journal for appending; a partial line at its end is dropped. Raises `InUse`, OSError."""
        open_regular(path).close()  # refuses pipes and devices, which could block
        file = path.open("r+b", buffering=0)
        try:
            _lock(file)
            file.seek(_end_of_last_line(file))
            file.truncate()
        except BaseException:
            file.close()
            raise
        return cls(path, file)

    def append(self, line: Mapping[str, Any], *, sync: bool = False) -> None:
        """Write a line; with ``sync`` it is on the disk on return, not only in the system's buffers.

        Raises OSError. Nothing of the line is kept then, unless the line was written and only `sync` failed.
        """
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if self._file.seek(0, os.SEEK_END) != self._end:  # a partial line, written before the disk was full
            self._file.truncate(self._end)
            self._file.seek(self._end)
        written = 0
        try:
            while written < len(data):
                written += self._file.write(data[written:])
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self._end)
            raise
        self._end += written
        if sync:
            self.sync()

    def sync(self) -> None:
        """Flush everything written to the disk. Raises OSError."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._file.close()


class DrillReader:
    """Reads a journal, and continues reading as it grows."""

    def __init__(self, path: Path) -> None:
        """Read the first line. Raises `NotADrill`, OSError."""
        self.path = path
        self._offset = 0
        self.number = 0
        first = next(self.read(), None)
        if first is None or first.get("roleplay") != FORMAT:
            raise NotADrill(str(path))
        self.header = first

    def read(self) -> Iterator[dict[str, Any]]:
        """The complete lines written since the last call.

        Raises `NotADrill` at a damaged line, whose number is ``number``, and OSError.
        """
        with open_regular(self.path) as file:
            file.seek(self._offset)
            for line in iter(lambda: file.readline(_MAX_LINE_BYTES), b""):
                if not line.endswith(b"\n"):
                    return  # still being written, or cut off
                self._offset += len(line)
                self.number += 1
                yield self._line(line)

    def _line(self, line: bytes) -> dict[str, Any]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise NotADrill(f"{self.path}:{self.number}")
        return value


def journals(folder: Path) -> list[Path]:
    """The journals in a folder, the most recently changed first."""
    entries: list[tuple[int, str, Path]] = []
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{SUFFIX}"):
            with contextlib.suppress(OSError):  # deleted meanwhile, or a dangling link
                entries.append((path.stat().st_mtime_ns, path.name, path))
    return [path for *_, path in sorted(entries, reverse=True)]


def _end_of_last_line(file: BinaryIO) -> int:
    """The offset at which the last complete line ends."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        start = max(end - 4096, 0)
        file.seek(start)
        end_of_line = file.read(end - start).rfind(b"\n")
        if end_of_line >= 0:
            return start + end_of_line + 1
        end = start
    return 0


def _lock(file: BinaryIO) -> None:
    """Lock the file for this process until it is closed. Raises `InUse`."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            file.seek(0x7FFFFFF0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError as error:
            raise InUse(str(error)) from None
        return
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InUse(str(error)) from None
