"""The only place where rows of the record are read: a damaged cell affects no more than its own attempt."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from roleplay.records.cells import DamagedCell, decode_text, read_cell
from roleplay.records.model import DamagedAttempt

T = TypeVar("T")


class Cells:
    """A row: its cells by ``table.column``, parsed on access; a damaged one raises `DamagedCell`."""

    __slots__ = ("raw",)

    def __init__(self, columns: Sequence[str], row: Sequence[object]) -> None:
        #: the cells as SQLite returned them
        self.raw: dict[str, Any] = dict(zip(columns, row, strict=True))

    def __getitem__(self, column: str) -> Any:
        return read_cell(column, self.raw[column])


class RowReader:
    """Reads rows through one connection. Attempts with a damaged cell are left out and passed to ``note``."""

    def __init__(self, db: sqlite3.Connection, note: Callable[[DamagedAttempt], None] = lambda _: None) -> None:
        self._db = db
        self._note = note
        db.text_factory = decode_text  # otherwise bytes that are not UTF-8 would make the whole query fail

    def with_note(self, note: Callable[[DamagedAttempt], None]) -> RowReader:
        """The same connection with another ``note``."""
        return RowReader(self._db, note)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A context in which all reads see the same state, even if other processes write meanwhile."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")  # nothing was written

    def scalar(self, query: str, values: Sequence[object] = ()) -> int:
        """The single number that a query returns, such as a count or a maximum."""
        return int(self._db.execute(query, values).fetchone()[0])

    def rows(self, columns: Sequence[str], clauses: str, values: Sequence[object] = ()) -> list[Cells]:
        """All rows of ``SELECT columns clauses``, not yet parsed; ``columns`` have the form ``table.column``."""
        cursor = self._db.execute(f"SELECT {', '.join(columns)} {clauses}", values)
        return [Cells(columns, row) for row in cursor.fetchall()]

    def intact_rows(
        self, columns: Sequence[str], clauses: str, make: Callable[[Cells], T], values: Sequence[object] = ()
    ) -> list[T]:
        """The result of ``make`` for each row, without rows in which it meets a damaged cell.

        For rows that belong to no attempt: the damage is not noted.
        """
        results: list[T] = []
        for cells in self.rows(columns, clauses, values):
            with suppress(DamagedCell):
                results.append(make(cells))
        return results

    def attempts(
        self, columns: Sequence[str], clauses: str, make: Callable[[Cells], T], values: Sequence[object] = ()
    ) -> list[T]:
        """The result of ``make`` for each row of ``attempts``, possibly joined; damaged ones are noted and left out."""
        all_columns = (*columns, *(column for column in _NAME_COLUMNS if column not in columns))
        results: list[T] = []
        for cells in self.rows(all_columns, clauses, values):
            try:
                results.append(make(cells))
            except DamagedCell as damage:
                self._note(damaged_attempt(cells, (damage.column,)))
        return results


_NAME_COLUMNS = ("attempts.rowid", "attempts.id", "attempts.scenario_id", "attempts.started_at")


def damaged_attempt(cells: Cells, columns: tuple[str, ...]) -> DamagedAttempt:
    """The description of an attempt with damaged ``columns``, as far as the cells that name it can be read."""

    def cell_or_none(column: str) -> Any:
        try:
            return cells[column]
        except DamagedCell:
            return None

    return DamagedAttempt(
        row=cells.raw["attempts.rowid"],
        id=cell_or_none("attempts.id"),
        scenario_id=cell_or_none("attempts.scenario_id"),
        started_at=cell_or_none("attempts.started_at"),
        columns=columns,
    )
