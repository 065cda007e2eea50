"""The glyphs of the interface in one table, with an ASCII set for terminals that have no others.

The default set uses only characters that are narrow everywhere. Characters of "ambiguous" width (█ ▲ • ●)
are drawn two cells wide by some Chinese terminals and shift the rest of the line; the only exception is the
ellipsis, which appears at the end of a line, where that does no harm.
"""

from __future__ import annotations

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One character for each purpose. All are one cell wide except ``ellipsis`` and ``arrow``, which may be wider."""

    #: the filled part of a bar
    bar_full: str
    #: the rest of a bar
    bar_empty: str
    #: a value rose
    up: str
    #: a value fell
    down: str
    #: a value stayed
    same: str
    #: from one value to the next
    arrow: str
    #: an item of a list
    bullet: str
    #: the selected line
    pointer: str
    #: passed, done, in favour
    yes: str
    #: failed, against
    no: str
    #: cannot be chosen now
    locked: str
    #: between two short facts on one line
    separator: str
    #: a point on a curve
    mark: str
    #: a highlighted point on a curve
    best: str
    #: something was cut off
    ellipsis: str
    #: the levels 0 to 3, for a sparkline
    levels: tuple[str, str, str, str]

    def bar(self, value: float, width: int, top: float = 100.0) -> str:
        """A bar of ``width`` cells, with the share ``value`` / ``top`` filled.

        Only 0 looks empty and only ``top`` looks full (from a width of 2); values out of range are clamped.
        """
        width = max(width, 0)
        share = min(max(value / top, 0.0), 1.0) if top > 0 else 0.0
        full = int(share * width + 0.5)
        if 0.0 < share < 1.0 and width > 1:
            full = min(max(full, 1), width - 1)
        return self.bar_full * full + self.bar_empty * (width - full)


_DEFAULT = Glyphs(
    bar_full="▰",
    bar_empty="▱",
    up="▴",
    down="▾",
    same="=",
    arrow="➜",
    bullet="‣",
    pointer="▸",
    yes="✓",
    no="✗",
    locked="⊘",
    separator="|",
    mark="◦",
    best="✱",
    ellipsis="…",
    levels=("⣀", "⣤", "⣶", "⣿"),  # Braille, as block elements take two cells on some Chinese terminals
)

_ASCII = Glyphs(
    bar_full="#",
    bar_empty="-",
    up="^",
    down="v",
    same="=",
    arrow="->",
    bullet="-",
    pointer=">",
    yes="+",
    no="x",
    locked="!",
    separator="|",
    mark="o",
    best="*",
    ellipsis="...",
    levels=("0", "1", "2", "3"),
)


def with_arrow(text: str, glyphs: Glyphs) -> str:
    """``text`` with the default arrow, if any, replaced by that of ``glyphs``."""
    return text.replace(_DEFAULT.arrow, glyphs.arrow)


def without_arrow(text: str, word: str) -> str:
    """``text`` with the default arrow, if any, replaced by a word."""
    return text.replace(f" {_DEFAULT.arrow} ", f" {word} ")


def glyphs(ascii: bool = False) -> Glyphs:
    """The default glyphs, or with ``ascii`` those that every terminal has."""
    return _ASCII if ascii else _DEFAULT
