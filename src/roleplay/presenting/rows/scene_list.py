"""The list of scenes as rows, in columns: title, level, minutes, best result, latest result."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.library_rows import HARDEST, LibraryRow, Result, RowKind
from roleplay.presenting.rows.row import Row
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: Cells of the columns right of the title, each with a blank before it.
_LEVEL, _MINUTES, _RESULT = HARDEST + 1, 5, 6
#: From this width on there is a column for the minutes.
_ROOM_FOR_MINUTES = 50


class Columns(NamedTuple):
    """What stands over the columns, and in the list when it is empty."""

    title: str
    level: str
    minutes: str
    best: str
    latest: str
    nothing: str


def columns(words: Catalogue, sought: str) -> Columns:
    """The names of the columns; ``sought`` is what the list is filtered by."""
    return Columns(
        title=words("library.column_title"),
        level=words("library.column_level"),
        minutes=words("library.column_minutes"),
        best=words("library.column_best"),
        latest=words("library.column_latest"),
        nothing=words("library.nothing_found" if sought else "library.empty"),
    )


def columns_row(names: Columns, width: int) -> Row:
    """The names over the columns."""
    cells = [pad(fit("  " + names.title, _title_width(width) + 2), _title_width(width) + 2)]
    cells.append(pad(fit(names.level, _LEVEL - 1), _LEVEL, "right"))
    if width >= _ROOM_FOR_MINUTES:
        cells.append(pad(fit(names.minutes, _MINUTES - 1), _MINUTES, "right"))
    cells += [pad(fit(name, _RESULT - 1), _RESULT, "right") for name in (names.best, names.latest)]
    return Row((("".join(cells), "columns"),))


def scene_row(row: LibraryRow, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """A row of the list; at the cursor it has a pointer, and all of it has one role."""
    title = safe(row.title, newlines=False)
    if row.kind is RowKind.HEADING:
        return Row(((fit_words(title, width, glyphs.ellipsis), "heading"),))
    pointer = glyphs.pointer if at_cursor else " "
    if row.kind is not RowKind.SCENE:
        text = fit(f"{pointer} {glyphs.no} {title}", width, glyphs.ellipsis)
        return Row(((pad(text, width), "cursor" if at_cursor else "failed"),))
    room = _title_width(width)
    mark = " " + glyphs.ellipsis if row.unfinished else ""
    title = fit_words(title, room - cell_len(mark), glyphs.ellipsis) + mark
    spans = [
        (f"{pointer} " + pad(title, room), ""),
        (pad(glyphs.bar(row.difficulty, HARDEST, HARDEST), _LEVEL, "right"), "muted"),
    ]
    if width >= _ROOM_FOR_MINUTES:
        spans.append((pad(str(row.minutes), _MINUTES, "right"), "muted"))
    unknown = "-" if row.complete else glyphs.ellipsis
    spans += [_result(result, unknown, glyphs) for result in (row.best, row.latest)]
    return Row(tuple((text, "cursor" if at_cursor else role) for text, role in spans))


def _title_width(width: int) -> int:
    return width - 2 - _LEVEL - 2 * _RESULT - (_MINUTES if width >= _ROOM_FOR_MINUTES else 0)


def _result(result: Result | None, unknown: str, glyphs: Glyphs) -> tuple[str, str]:
    text = unknown if result is None else result.shown(glyphs)
    role = "muted" if result is None else "passed" if result.passed else "failed"
    return " " * (_RESULT - cell_len(text)) + text, role
