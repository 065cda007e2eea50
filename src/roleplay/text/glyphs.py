"""The drawing characters of the interface, in one table, with plain ASCII for terminals that have no more.

The default set keeps to characters that are narrow everywhere. Characters of "ambiguous" width (█ ▲ • ●)
are drawn two cells wide by some Chinese terminals and push the rest of the line out of place; the one
exception is the ellipsis, which stands at the end of a line, where that does no harm.
"""

from __future__ import annotations

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One character for each job; every one takes one cell, but for ``ellipsis`` and ``arrow``, which may take more."""

    #: the part of a bar that is filled
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
    #: a point in a list
    bullet: str
    #: the line that is chosen
    pointer: str
    #: passed, done, in favour
    yes: str
    #: failed, against
    no: str
    #: may not be chosen now
    locked: str
    #: between two short facts on one line
    separator: str
    #: a place on a curve
    mark: str
    #: a place on a curve that stands out
    best: str
    #: something was cut off
    ellipsis: str
    #: the levels 0 to 3, for a course of them side by side
    levels: tuple[str, str, str, str]

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
    levels=("⣀", "⣤", "⣶", "⣿"),  # of Braille: blocks take two cells on some Chinese terminals
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


def arrowed(text: str, glyphs: Glyphs) -> str:
    """``text``, which may have been written with the drawn arrow, with that of ``glyphs``."""
    return text.replace(_DRAWN.arrow, glyphs.arrow)


def without_arrow(text: str, word: str) -> str:
    """``text``, which may have been written with the drawn arrow, with a word in its place."""
    return text.replace(f" {_DRAWN.arrow} ", f" {word} ")


def glyphs(ascii: bool = False) -> Glyphs:
    """The drawing characters; with ``ascii`` those that every terminal has."""
    return _ASCII if ascii else _DRAWN
