"""The journal of a drill: a file of JSON lines, the first one saying what is played, then an event a line.

What is written is handed to the system at once, so that it outlives the program however that ends. A second program
may read along while the first one writes.
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
#: Bytes of a line, at most: a header holds the texts of the scene.
_LONGEST = 16 << 20


class NotADrill(ValueError):
    """The file is no journal of a drill, or its first line is damaged."""


class InUse(OSError):
    """Another program is running this drill."""


class DrillFile:
    """A journal being written. Lines are appended; nothing is ever changed."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file
        self._end = file.seek(0, os.SEEK_END)  # of the last whole line

    @classmethod
    def create(cls, folder: Path, name: str, header: Mapping[str, Any]) -> DrillFile:
        """Begin a journal called ``name``, or ``name-2`` where there is one. Raises OSError."""
        private_files.make_folder(folder)
        for number in range(1, 1000):
            path = folder / f"{name}{'' if number == 1 else f'-{number}'}{SUFFIX}"
            with contextlib.suppress(FileExistsError):
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
                private_files.own(descriptor)
                journal = cls(path, os.fdopen(descriptor, "ab", buffering=0))
                try:
                    _lock(journal._file)
                    journal.append({"roleplay": FORMAT, **header}, settle=True)
                except BaseException:  # what has no first line is no journal
                    journal.close()
                    with contextlib.suppress(OSError):
                        path.unlink()
                    raise
                return journal
        raise FileExistsError(str(folder / name))

    @classmethod
    def open(cls, path: Path) -> DrillFile:
        """Go on with a journal; half a line at its end is dropped. Raises `InUse`, OSError."""
        open_regular(path).close()  # anything but a file is not to be waited for
        file = path.open("r+b", buffering=0)
        try:
            _lock(file)
            file.seek(_whole(file))
            file.truncate()
        except BaseException:
            file.close()
            raise
        return cls(path, file)

    def append(self, line: Mapping[str, Any], *, settle: bool = False) -> None:
        """Write a line; with ``settle`` it is on the disk, not only with the system, on return.

        Raises OSError; then nothing of the line is there, unless it could be written and only not settled (`settle`).
        """
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if self._file.seek(0, os.SEEK_END) != self._end:  # a line that was begun before the disk was full
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
        if settle:
            self.settle()

    def settle(self) -> None:
        """What was written is on the disk on return. Raises OSError."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file; closing twice does no harm."""
        self._file.close()


class DrillReader:
    """Reads a journal, and reads on as it grows."""

    def __init__(self, path: Path) -> None:
        """Read the first line. Raises `NotADrill`, OSError."""
        self.path = path
        self._place = 0
        self.number = 0
        first = next(self.read(), None)
        if first is None or first.get("roleplay") != FORMAT:
            raise NotADrill(str(path))
        self.header = first

    def read(self) -> Iterator[dict[str, Any]]:
        """The whole lines that were written since. Raises `NotADrill` at one that is damaged (``number``), OSError."""
        with open_regular(self.path) as file:
            file.seek(self._place)
            for line in iter(lambda: file.readline(_LONGEST), b""):
                if not line.endswith(b"\n"):
                    return  # being written at this moment, or torn at the end
                self._place += len(line)
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
    """The journals in a folder, the newest first."""
    found: list[tuple[int, str, Path]] = []
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{SUFFIX}"):
            with contextlib.suppress(OSError):  # gone since, or a link that leads nowhere
                found.append((path.stat().st_mtime_ns, path.name, path))
    return [path for *_, path in sorted(found, reverse=True)]


def _whole(file: BinaryIO) -> int:
    """Where the last whole line ends."""
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
    """Keep the file for this program, as long as it lives. Raises `InUse`."""
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
