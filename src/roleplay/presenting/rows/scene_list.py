"""The list of scenes as rows, in columns: title, level, minutes, best result, latest result."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.library_rows import HARDEST, LibraryRow, Result, RowKind
from roleplay.presenting.rows.listing import Listing
from roleplay.presenting.rows.row import Row, fit_row
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: Cells of the columns right of the title, each including a space before it.
_LEVEL, _MINUTES, _RESULT = HARDEST + 1, 5, 6
#: From this width on there is a column for the minutes.
_MIN_WIDTH_FOR_MINUTES = 50


class SceneListing(Listing[LibraryRow]):
    """Scenes under headings, and the files that cannot be used."""

    def __init__(
        self, items: Sequence[LibraryRow], notes: Sequence[str], words: Catalogue, glyphs: Glyphs, *, filtered: bool
    ) -> None:
        """``notes``: how many scenes there are, then what awaits the learner. ``filtered``: not all are listed."""
        super().__init__(items)
        self._notes = notes
        self._words = words
        self._glyphs = glyphs
        self.empty_text = words("library.nothing_found" if filtered else "library.empty")

    def title_row(self, width: int) -> Row:
        spans = [("roleplay", "accent"), (f"  {self._words('library.title')}", "strong")]
        notes = (safe(each, newlines=False) for each in self._notes)
        spans += [(f"  {each}", "call" if place else "muted") for place, each in enumerate(notes)]
        return fit_row(Row(tuple(spans)), width, self._glyphs.ellipsis)

    def key_of(self, item: LibraryRow) -> str:
        return item.key

    def is_heading(self, item: LibraryRow) -> bool:
        return item.kind is RowKind.HEADING

    def header_row(self, width: int) -> Row:
        return scene_header_row(self._words, width)

    def item_row(self, item: LibraryRow, width: int, *, at_cursor: bool) -> Row:
        return scene_row(item, self._glyphs, width, at_cursor=at_cursor)


def scene_header_row(words: Catalogue, width: int) -> Row:
    """The column headings."""
    name = {key: words(f"library.column_{key}") for key in ("title", "level", "minutes", "best", "latest")}
    cells = [pad(fit("  " + name["title"], _title_width(width) + 2), _title_width(width) + 2)]
    cells.append(pad(fit(name["level"], _LEVEL - 1), _LEVEL, "right"))
    if width >= _MIN_WIDTH_FOR_MINUTES:
        cells.append(pad(fit(name["minutes"], _MINUTES - 1), _MINUTES, "right"))
    cells += [pad(fit(name[which], _RESULT - 1), _RESULT, "right") for which in ("best", "latest")]
    return Row((("".join(cells), "columns"),))


def scene_row(row: LibraryRow, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """A row of the list; at the cursor with a pointer and in a single role."""
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
    if width >= _MIN_WIDTH_FOR_MINUTES:
        spans.append((pad(str(row.minutes), _MINUTES, "right"), "muted"))
    unknown = "-" if row.complete else glyphs.ellipsis
    spans += [_result(result, unknown, glyphs) for result in (row.best, row.latest)]
    return Row(tuple((text, "cursor" if at_cursor else role) for text, role in spans))


def _title_width(width: int) -> int:
    return width - 2 - _LEVEL - 2 * _RESULT - (_MINUTES if width >= _MIN_WIDTH_FOR_MINUTES else 0)


def _result(result: Result | None, unknown: str, glyphs: Glyphs) -> tuple[str, str]:
    text = unknown if result is None else result.shown(glyphs)
    role = "muted" if result is None else "passed" if result.passed else "failed"
    return " " * (_RESULT - cell_len(text)) + text, role
