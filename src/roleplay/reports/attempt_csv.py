"""Attempts as CSV tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from roleplay.locales import Catalogue
from roleplay.presenting.attempt_tables import (
    CRITERION_COLUMNS,
    DECISION_COLUMNS,
    TabledAttempt,
    criterion_rows,
    decision_rows,
)
from roleplay.text.spreadsheet import escape_formula

#: The byte order mark that makes spreadsheets read UTF-8.
_MARK = "\ufeff"


def decisions_csv(attempts: Iterable[TabledAttempt], words: Catalogue) -> str:
    """A table with one row per decision; see `decision_rows`."""
    return _table(DECISION_COLUMNS, decision_rows(attempts, words), words)


def criteria_csv(attempts: Iterable[TabledAttempt], words: Catalogue) -> str:
    """A table with one row per criterion of every attempt; see `criterion_rows`."""
    return _table(CRITERION_COLUMNS, criterion_rows(attempts, words), words)


def _table(columns: Iterable[str], rows: Iterable[Iterable[str | int]], words: Catalogue) -> str:
    out = io.StringIO()
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(escape_formula(words(f"journal_table.column.{column}")) for column in columns)
    writer.writerows([escape_formula(cell) for cell in row] for row in rows)
    return out.getvalue()
