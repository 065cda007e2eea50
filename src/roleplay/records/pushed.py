"""What each learning record store has acknowledged: one text file for each store, beside the record.

It only avoids sending statements again. If it is lost or damaged everything is sent once more, and the store ignores
the statements it already has.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from roleplay.reading.files import read_regular, require_regular
from roleplay.records import private_files

FORMAT = "pushed/1"
#: Name of the folder beside the record.
FOLDER = "pushed"
#: Maximum size of a file in bytes: some five million statements.
_MAX_BYTES = 256 << 20
#: Prefixes of lines: a statement, or all statements of an attempt, without or with own words.
_STATEMENT, _ATTEMPT, _WITH_WORDS = "s", "a", "w"


class PushedFile:
    """What one store has acknowledged of one user's statements."""

    def __init__(self, folder: Path, url: str, user: str) -> None:
        """``folder`` is the folder of the record; nothing is created before there is something to write."""
        name = sha256("\n".join((url, user)).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.path = folder / FOLDER / f"{name}.txt"
        self._url = url
        self._lines = self._read()
        #: whether the last line is truncated, after a full disk or a power cut
        self._is_truncated = bool(self._lines) and "" not in self._lines
        #: whether something could not be written
        self.lost = False

    def _read(self) -> set[str]:
        with contextlib.suppress(OSError):
            return set(read_regular(self.path, _MAX_BYTES).decode("ascii", "replace").split("\n")[1:])
        return set()

    def has(self, statement: str) -> bool:
        """Whether the store has acknowledged this statement."""
        return f"{_STATEMENT} {statement}" in self._lines

    def has_all(self, registration: str, *, own_words: bool) -> bool:
        """Whether it has acknowledged all statements of an attempt, with ``own_words`` those including own words."""
        lines = {f"{_WITH_WORDS} {registration}"} | (set() if own_words else {f"{_ATTEMPT} {registration}"})
        return not lines.isdisjoint(self._lines)

    def keep(self, statements: Iterable[str]) -> None:
        """Note that the store has acknowledged these statements."""
        self._append(f"{_STATEMENT} {id_}" for id_ in statements)

    def keep_all(self, registration: str, *, own_words: bool) -> None:
        """Note that the store has acknowledged all statements of an attempt."""
        self._append([f"{_WITH_WORDS if own_words else _ATTEMPT} {registration}"])

    def _append(self, lines: Iterable[str]) -> None:
        new = [line for line in lines if line not in self._lines]
        if not new:
            return
        self._lines.update(new)
        try:
            if not self.path.exists():
                private_files.make_folder(self.path.parent)
                private_files.create(self.path)
                self._write([json.dumps({"roleplay": FORMAT, "store": self._url})])
            require_regular(self.path)  # a pipe could block
            self._write(["", *new] if self._is_truncated else new)
            self._is_truncated = False
        except OSError:
            self.lost = True

    def _write(self, lines: Iterable[str]) -> None:
        with self.path.open("a", encoding="ascii", newline="\n") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
