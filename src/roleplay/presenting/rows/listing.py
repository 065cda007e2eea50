"""A list on a screen, whatever it is of: its title, its columns, a row for each item, what there is to say of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.rows.row import BLANK, Row, fitted
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

Listed = TypeVar("Listed")


class Listing(Generic[Listed]):
    """What is shown of a list at a moment, in a language. A subclass says what its items are and how they look."""

    #: what stands in the list when it is empty
    nothing = ""

    def __init__(self, items: Sequence[Listed] = ()) -> None:
        """``items`` in the order in which they are shown, headings among them."""
        self.items = items

    def title_row(self, width: int) -> Row:
        """The first line of the screen: what the list is of, and how much there is in it."""
        return BLANK

    def key_of(self, item: Listed) -> str:
        """What an item is called: the same while the list changes around it."""
        raise NotImplementedError

    def is_heading(self, item: Listed) -> bool:
        """Whether the pointer passes an item over."""
        return False

    def next_place(self, place: int, by: int) -> int:
        """The place of the item after that at ``place``, or with ``by`` -1 before it; ``place`` where there is none."""
        after = place + by
        while 0 <= after < len(self.items) and self.is_heading(self.items[after]):
            after += by
        return after if 0 <= after < len(self.items) else place

    def place_of(self, *keys: str | None) -> int:
        """The place of the first of ``keys`` that an item has, else of the first item; -1 where there is none."""
        places = {self.key_of(item): place for place, item in enumerate(self.items)}
        return next((places[key] for key in keys if key in places), self.next_place(-1, 1))

    def opens(self, item: Listed) -> bool:
        """Whether choosing an item leads anywhere."""
        return True

    def names_row(self, width: int) -> Row:
        """The names over the columns."""
        return BLANK

    def item_row(self, item: Listed, width: int, *, at_cursor: bool) -> Row:
        """An item in one line; at the cursor it has a pointer, and all of it has one role."""
        raise NotImplementedError

    def about(self, item: Listed | None) -> list[Paragraph]:
        """What there is to say of the highlighted item, or where none is."""
        return []


def list_title(title: str, told: Sequence[str], width: int, glyphs: Glyphs) -> Row:
    """What a list is called, and what is told of it: the first of ``told`` that fits, else the last, cut."""
    plain = [safe(each, newlines=False) for each in told]
    fitting = (each for each in plain if cell_len(f"{title}  {each}") <= width)
    shown = next(fitting, plain[-1] if plain else "")
    return fitted(Row(((title, "strong"), (f"  {shown}" if shown else "", "muted"))), width, glyphs.ellipsis)
