"""The one door through which rows of the record are read: whatever a cell has become, only its attempt is set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from roleplay.records.cells import DamagedCell, decoded, read_cell
from roleplay.records.model import DamagedAttempt

T = TypeVar("T")


class Cells:
    """A row: each cell by ``table.column``, read when it is asked for; a damaged one raises `DamagedCell`."""

    __slots__ = ("raw",)

    def __init__(self, columns: Sequence[str], row: Sequence[object]) -> None:
        #: the cells as SQLite gave them
        self.raw: dict[str, Any] = dict(zip(columns, row, strict=True))

    def __getitem__(self, column: str) -> Any:
        return read_cell(column, self.raw[column])


class RowDoor:
    """Reads rows of one connection. Attempts with a damaged cell are left out, and ``note`` is told of each."""

    def __init__(self, db: sqlite3.Connection, note: Callable[[DamagedAttempt], None] = lambda _: None) -> None:
        self._db = db
        self._note = note
        db.text_factory = decoded  # or bytes that are no text would end the whole question

    def noting(self, note: Callable[[DamagedAttempt], None]) -> RowDoor:
        """The same connection, and ``note`` is told instead."""
        return RowDoor(self._db, note)

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """What is read within is as it is at one moment, whoever writes beside."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")  # nothing was written

    def number(self, asked: str, values: Sequence[object] = ()) -> int:
        """The one number that a question gives: a count, a greatest one."""
        return int(self._db.execute(asked, values).fetchone()[0])

    def rows(self, columns: Sequence[str], rest: str, values: Sequence[object] = ()) -> list[Cells]:
        """All rows of ``SELECT columns rest``, unread; ``columns`` are written ``table.column``."""
        found = self._db.execute(f"SELECT {', '.join(columns)} {rest}", values)
        return [Cells(columns, row) for row in found.fetchall()]

    def sound(
        self, columns: Sequence[str], rest: str, make: Callable[[Cells], T], values: Sequence[object] = ()
    ) -> list[T]:
        """What ``make`` makes of each row in which no cell that it reads is damaged; for rows without an attempt."""
        found: list[T] = []
        for cells in self.rows(columns, rest, values):
            with suppress(DamagedCell):
                found.append(make(cells))
        return found

    def attempts(
        self, columns: Sequence[str], rest: str, make: Callable[[Cells], T], values: Sequence[object] = ()
    ) -> list[T]:
        """What ``make`` makes of each row of ``attempts``, alone or with others; the damaged are noted and left out."""
        named = (*columns, *(column for column in _NAMING if column not in columns))
        found: list[T] = []
        for cells in self.rows(named, rest, values):
            try:
                found.append(make(cells))
            except DamagedCell as damage:
                self._note(damaged_attempt(cells, (damage.column,)))
        return found


_NAMING = ("attempts.rowid", "attempts.id", "attempts.scenario_id", "attempts.started_at")


def damaged_attempt(cells: Cells, columns: tuple[str, ...]) -> DamagedAttempt:
    """An attempt that is set aside for its damaged ``columns``, named by what can still be read of it."""

    def whole(column: str) -> Any:
        try:
            return cells[column]
        except DamagedCell:
            return None

    return DamagedAttempt(
        row=cells.raw["attempts.rowid"],
        id=whole("attempts.id"),
        scenario_id=whole("attempts.scenario_id"),
        started_at=whole("attempts.started_at"),
        columns=columns,
    )
