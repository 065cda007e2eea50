"""The note about rows that are scrolled out of view."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.text.glyphs import Glyphs


def out_of_view(above: int, below: int, words: Catalogue, glyphs: Glyphs, *, by_arrows: bool = False) -> str:
    """How many rows are above and below the viewport, and the keys that scroll there: arrows or pages.

    Empty if everything is in view.
    """
    keys = "by_arrows" if by_arrows else "by_pages"
    sides = ((above, "above", glyphs.up), (below, "below", glyphs.down))
    return "  ".join(f"{sign} {words(f'more.{keys}.{where}', count=count)}" for count, where, sign in sides if count)
