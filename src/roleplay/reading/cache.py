"""A cache of what was read, so that playing needs neither YAML nor pydantic. Safe to delete at any time.

An entry is data (`tables`) with a checksum that also covers the key and the meaning of the format: a file that is
damaged, truncated, foreign or of another version is merely a miss, and so is a cache that cannot be read or written.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from array import array
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

from roleplay import __version__
from roleplay.reading.files import read_regular
from roleplay.reading.tables import COLUMN_TYPECODE, Misfit, TableData, from_tables, to_tables, type_signature

T = TypeVar("T")

#: The maximum number of files; the oldest are deleted first.
MAX_ENTRIES = 400
#: The maximum size of an entry in bytes; a library of a hundred scenes takes less than two million.
MAX_ENTRY_BYTES = 1 << 26


class Cache(Protocol):
    """Keeps values by key: named tuples whose fields are annotated."""

    def get(self, key: str, wanted: type[T]) -> T | None:
        """The value of type ``wanted`` kept under ``key``, or ``None``."""

    def put(self, key: str, value: tuple[Any, ...]) -> None:
        """Keep ``value`` under ``key``. A failure is silent: it only costs time later."""


class NoCache:
    """A cache that keeps nothing."""

    def get(self, key: str, wanted: type[T]) -> T | None:
        """Always ``None``."""
        return None

    def put(self, key: str, value: tuple[Any, ...]) -> None:
        """Do nothing."""


@cache
def format_digest(wanted: type) -> str:
    """A digest of everything that gives an entry of this type its meaning: fields and their types, enum members.

    Entries of another format are never read.
    """
    machine = f"{sys.byteorder} {array(COLUMN_TYPECODE).itemsize}"  # machines may share a home folder
    return hashlib.sha256(f"{__version__}\n{machine}\n{type_signature(wanted)}".encode()).hexdigest()


class FolderCache:
    """Keeps values as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str, wanted: type) -> Path:
        name = hashlib.sha256(f"{format_digest(wanted)}:{key}".encode("utf-8", "surrogatepass"))
        return self.folder / f"{name.hexdigest()[:40]}.cache"

    def get(self, key: str, wanted: type[T]) -> T | None:
        """The value of type ``wanted`` kept under ``key``, or ``None``."""
        with contextlib.suppress(OSError, Misfit):
            path = self._path(key, wanted)
            return _unpacked(read_regular(path, MAX_ENTRY_BYTES), path.name, wanted)
        return None

    def put(self, key: str, value: tuple[Any, ...]) -> None:
        """Keep ``value`` under ``key``; the file is written aside and moved into place, so two processes cannot mix."""
        with contextlib.suppress(OSError, Misfit):
            path = self._path(key, type(value))
            content = _packed(value, path.name)
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._prune()
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _prune(self) -> None:
        files = list(self.folder.glob("*.cache"))
        if len(files) >= MAX_ENTRIES:
            oldest = sorted(files, key=lambda file: file.lstat().st_mtime)[
                : len(files) - MAX_ENTRIES + MAX_ENTRIES // 4
            ]
            for file in oldest:
                file.unlink(missing_ok=True)


def _packed(value: tuple[Any, ...], name: str) -> bytes:
    """The content of the file ``name``: a line with the checksum, a line of JSON, the columns. Raises `Misfit`."""
    tables = to_tables(value, type(value))
    words = json.dumps((tables.plain, tables.blocks), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    body = words.encode("utf-8", "surrogatepass") + b"\n" + tables.columns.tobytes()
    return _checksum(name, body) + b"\n" + body


def _unpacked(content: bytes, name: str, wanted: type[T]) -> T:
    """The value that `_packed` wrote. Raises `Misfit` for any other content."""
    checksum, _, body = content.partition(b"\n")
    if checksum != _checksum(name, body):
        raise Misfit("not what was written")
    words, _, numbers = body.partition(b"\n")
    try:  # past the checksum only a forged file can be wrong; that is a miss as well
        plain, blocks = json.loads(words.decode("utf-8", "surrogatepass"), parse_constant=_refused)
        columns = array(COLUMN_TYPECODE)
        columns.frombytes(numbers)
        return from_tables(TableData(plain, blocks, columns), wanted)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, MemoryError) as error:
        raise Misfit(str(error)) from error


def _refused(constant: str) -> NoReturn:
    raise Misfit(constant)


def _checksum(name: str, body: bytes) -> bytes:
    checksum = hashlib.sha256(f"{name}\n".encode())
    checksum.update(body)
    return checksum.hexdigest().encode()
