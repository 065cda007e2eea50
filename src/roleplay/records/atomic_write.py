"""Writing files atomically: completely or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from roleplay.reading.files import NotAFile
from roleplay.records import private_files

#: How every SQLite file begins. Overwriting a record would destroy it, and is never intended.
_DATABASE = b"SQLite format 3\x00"


def atomic_write(
    path: Path, content: bytes, *, overwrite: bool = True, private: bool = True, devices: bool = True
) -> None:
    """Write a file, replacing an existing one in one step; without ``overwrite`` that raises FileExistsError.

    With ``private`` only its owner can read it. A link is followed. Anything but a regular file (a terminal, a pipe) is
    written to directly, which may block; without ``devices`` it is not even opened and `NotAFile` is raised. `NotAFile`
    is also raised rather than overwrite a database. Raises OSError, and then leaves an existing file as it was.
    """
    if path.exists() and not path.is_file():
        if not devices:
            from roleplay.reading.files import require_regular

            require_regular(path)
        with path.open("wb") as stream:  # raises IsADirectoryError for a folder
            stream.write(content)
        return
    path = Path(os.path.realpath(path))
    if overwrite and _is_database(path):
        raise NotAFile(
            "it is a database, such as your record; take another name",
            "那是数据库，说不定就是你的练习记录；请换个文件名",
        )
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        if private:
            private_files.create(temporary)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            os.replace(temporary, path)
        else:
            _link_new(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _link_new(temporary: Path, path: Path) -> None:
    """Give a file its final name if that is still free. Raises FileExistsError."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: a small race remains
        if os.path.lexists(path):
            raise FileExistsError(f"there is a file: {path}") from None
        os.replace(temporary, path)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False
