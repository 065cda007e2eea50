"""Finding damage in a record that can be opened: checking every cell, and what remains of the damaged attempts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.records import rows
from roleplay.records.cells import COLUMNS, DamagedCell, decode_text
from roleplay.records.model import DamagedAttempt
from roleplay.records.row_reader import Cells, RowReader, damaged_attempt

#: Tables whose rows belong to an attempt (by ``attempt_id``) -> the order to read them in.
_PARTS = {
    "decisions": "ORDER BY seq",
    "reflections": "",
    "goal_answers": "",
    "earlier_results": "",
}
#: Cells that hold JSON: an export contains the parsed value.
_IN_JSON = frozenset(
    {"attempts.bundle", "attempts.personas", "attempts.options", "attempts.outcome"}
    | {"decisions.shown", "earlier_results.outcome"}
)


class Damage(NamedTuple):
    """Everything that is damaged in a record."""

    attempts: tuple[DamagedAttempt, ...] = ()
    #: damaged texts of scenes, moves, personas and rubrics, as ``kind name``
    texts: tuple[str, ...] = ()
    #: damaged settings, which count as not set
    settings: tuple[str, ...] = ()
    #: number of rows that refer to a missing attempt
    strays: int = 0
    #: number of damaged events of other practice, which are left out
    practice: int = 0

    def __bool__(self) -> bool:
        return any(self)


def find_damage(reader: RowReader) -> Damage:
    """Check every cell of the record."""
    texts = [
        _label(cells, "sources.kind", "sources.name")
        for cells in _table(reader, "sources")
        if _damaged(cells) or rows.source(reader, cells["sources.digest"]) is None
    ]
    settings = [_label(cells, "settings.key") for cells in _table(reader, "settings") if _damaged(cells)]
    parts = _parts(reader)
    found = tuple(_damaged_attempts(reader, parts))
    strays = sum(len(cells) for by_table in parts.values() for cells in by_table.values())
    practice = sum(bool(_damaged(cells)) for cells in _table(reader, "practice"))
    return Damage(found, tuple(texts), tuple(settings), strays, practice)


def remains(reader: RowReader) -> dict[str, Any]:
    """What is left of the damaged attempts, with all their rows and the texts they were played on.

    An intact cell appears as its value, a damaged one as ``{"damaged": ...}`` with its current content.
    """
    parts = _parts(reader)
    whole = {cells.raw["attempts.rowid"]: cells for cells in _attempts(reader)}
    by_id = {row: parts.get(cells.raw["attempts.id"], {}) for row, cells in whole.items()}
    damaged = list(_damaged_attempts(reader, parts))
    attempts = [
        {
            "damaged": list(attempt.columns),
            "attempt": _row_remains(whole[attempt.row]),
            **{table: [_row_remains(cells) for cells in by_id[attempt.row].get(table, ())] for table in _PARTS},
        }
        for attempt in damaged
    ]
    digests = {digest for attempt in damaged for digest in _digests(whole[attempt.row])}
    sources = [_row_remains(cells) for cells in _table(reader, "sources") if cells.raw["sources.digest"] in digests]
    strays = [
        {"table": table, **_row_remains(cells)}
        for by_table in parts.values()
        for table, several in by_table.items()
        for cells in several
    ]
    return {"roleplay": "remains/1", "attempts": attempts, "strays": strays, "texts": sources}


_Parts = dict[object, dict[str, list[Cells]]]


def _parts(reader: RowReader) -> _Parts:
    """The rows that belong to attempts, by the raw attempt id in them, then by table."""
    parts: _Parts = {}
    for table, order in _PARTS.items():
        for cells in _table(reader, table, order):
            parts.setdefault(cells.raw[f"{table}.attempt_id"], {}).setdefault(table, []).append(cells)
    return parts


def _damaged_attempts(reader: RowReader, parts: _Parts) -> Iterator[DamagedAttempt]:
    """The damaged attempts, oldest first. Removes the rows of every attempt, damaged or not, from ``parts``."""
    for cells in _attempts(reader):
        own = parts.pop(cells.raw["attempts.id"], {})
        rows_of_it = [cells, *(part for several in own.values() for part in several)]
        columns = [column for row in rows_of_it for column in _damaged(row)]
        if not columns:  # each cell is valid, but they may be inconsistent
            noted: list[DamagedAttempt] = []
            rows.attempt_of(reader.with_note(noted.append), cells["attempts.id"])
            columns = [column for attempt in noted for column in attempt.columns]
        if columns:
            yield damaged_attempt(cells, tuple(dict.fromkeys(columns)))


def _attempts(reader: RowReader) -> list[Cells]:
    return reader.rows(("attempts.rowid", *_columns("attempts")), "FROM attempts ORDER BY attempts.rowid")


def _table(reader: RowReader, table: str, order: str = "") -> list[Cells]:
    return reader.rows(_columns(table), f"FROM {table} {order}")


def _columns(table: str) -> list[str]:
    return [column for column in COLUMNS if column.startswith(f"{table}.")]


def _damaged(cells: Cells) -> Iterable[str]:
    damaged = []
    for column in cells.raw:
        if column in COLUMNS:
            try:
                cells[column]
            except DamagedCell:
                damaged.append(column)
    return damaged


def _label(cells: Cells, *columns: str) -> str:
    return " ".join(str(cells.raw[column]) for column in columns)


def _digests(cells: Cells) -> Sequence[str]:
    try:
        return [ref.digest for ref in cells["attempts.bundle"]]
    except DamagedCell:
        return []


def _row_remains(cells: Cells) -> Mapping[str, object]:
    """The cells of a row by column name, as JSON values."""
    damaged = set(_damaged(cells))
    left: dict[str, object] = {}
    for column, cell in cells.raw.items():
        name = column.partition(".")[2]
        if column in damaged:
            left[name] = {"damaged": _as_text(cell)}
        elif column in _IN_JSON and cell is not None:
            left[name] = json.loads(str(cell))
        else:
            left[name] = cell
    return left


def _as_text(cell: object) -> str | None:
    if cell is None:
        return None
    raw = cell if isinstance(cell, bytes) else str(cell).encode("utf-8", "surrogateescape")
    text = decode_text(raw)
    return text.encode("utf-8", "backslashreplace").decode()
