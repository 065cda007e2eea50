"""The drawing characters of the interface, in one table, with plain ASCII for terminals that have no more.

The default set keeps to characters that are narrow everywhere. Characters of "ambiguous" width (█ ▲ • ●)
are drawn two cells wide by some Chinese terminals and push the rest of the line out of place; the one
exception is the ellipsis, which stands at the end of a line, where that does no harm.
"""

from __future__ import annotations

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One character for each job; every one takes one cell, but for ``ellipsis``, which may take more."""

    bar_full: str
    """The part of a bar that is filled."""
    bar_empty: str
    """The rest of a bar."""
    up: str
    """A value rose."""
    down: str
    """A value fell."""
    same: str
    """A value stayed."""
    bullet: str
    """A point in a list."""
    pointer: str
    """The line that is chosen."""
    yes: str
    """Passed, done, in favour."""
    no: str
    """Failed, against."""
    locked: str
    """May not be chosen now."""
    separator: str
    """Between two short facts on one line."""
    mark: str
    """A place on a curve."""
    best: str
    """A place on a curve that stands out."""
    ellipsis: str
    """Something was cut off."""

    def bar(self, value: float, width: int, top: float = 100.0) -> str:
        """A bar of ``width`` cells, ``value`` out of ``top`` filled.

        Only nothing looks empty and only everything looks full; values outside 0 to ``top`` count as the
        nearest.
        """
        width = max(width, 0)
        share = min(max(value / top, 0.0), 1.0) if top > 0 else 0.0
        full = int(share * width + 0.5)
        if 0.0 < share < 1.0 and width > 1:
            full = min(max(full, 1), width - 1)
        return self.bar_full * full + self.bar_empty * (width - full)


_DRAWN = Glyphs(
    bar_full="▰",
    bar_empty="▱",
    up="▴",
    down="▾",
    same="=",
    bullet="‣",
    pointer="▸",
    yes="✓",
    no="✗",
    locked="⊘",
    separator="|",
    mark="◦",
    best="✱",
    ellipsis="…",
)

_ASCII = Glyphs(
    bar_full="#",
    bar_empty="-",
    up="^",
    down="v",
    same="=",
    bullet="-",
    pointer=">",
    yes="+",
    no="x",
    locked="!",
    separator="|",
    mark="o",
    best="*",
    ellipsis="...",
)


def glyphs(ascii: bool = False) -> Glyphs:
    """The drawing characters; with ``ascii`` those that every terminal has."""
    return _ASCII if ascii else _DRAWN
