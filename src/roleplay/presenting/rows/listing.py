"""A list on a screen, of any kind: its title, its columns, a row for each item, the details of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.rows.row import BLANK, Row, fit_row
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

Listed = TypeVar("Listed")


class Listing(Generic[Listed]):
    """A snapshot of a list in a language. A subclass defines its items and how they look."""

    #: the text shown if the list is empty
    empty_text = ""

    def __init__(self, items: Sequence[Listed] = ()) -> None:
        """``items`` in display order, headings included."""
        self.items = items

    def title_row(self, width: int) -> Row:
        """The first line of the screen: what the list contains, and how many items."""
        return BLANK

    def key_of(self, item: Listed) -> str:
        """The key of an item; stable while the list changes around it."""
        raise NotImplementedError

    def is_heading(self, item: Listed) -> bool:
        """Whether the pointer skips an item."""
        return False

    def next_place(self, place: int, by: int) -> int:
        """The index of the item after ``place``, or before it with ``by`` -1; ``place`` if there is none."""
        index = place + by
        while 0 <= index < len(self.items) and self.is_heading(self.items[index]):
            index += by
        return index if 0 <= index < len(self.items) else place

    def place_of(self, *keys: str | None) -> int:
        """The index of the item with the first of ``keys`` that exists, else of the first item; -1 if there is none."""
        places = {self.key_of(item): place for place, item in enumerate(self.items)}
        return next((places[key] for key in keys if key in places), self.next_place(-1, 1))

    def opens(self, item: Listed) -> bool:
        """Whether choosing an item opens anything."""
        return True

    def header_row(self, width: int) -> Row:
        """The column headings."""
        return BLANK

    def item_row(self, item: Listed, width: int, *, at_cursor: bool) -> Row:
        """An item in one line; at the cursor with a pointer and in a single role."""
        raise NotImplementedError

    def about(self, item: Listed | None) -> list[Paragraph]:
        """The details of the highlighted item; for ``None``, what to show if no item is highlighted."""
        return []


def list_title(title: str, notes: Sequence[str], width: int, glyphs: Glyphs) -> Row:
    """The title of a list, and the first text of ``notes`` that fits beside it, else the last one, cut."""
    plain = [safe(each, newlines=False) for each in notes]
    fitting = (each for each in plain if cell_len(f"{title}  {each}") <= width)
    shown = next(fitting, plain[-1] if plain else "")
    return fit_row(Row(((title, "strong"), (f"  {shown}" if shown else "", "muted"))), width, glyphs.ellipsis)
