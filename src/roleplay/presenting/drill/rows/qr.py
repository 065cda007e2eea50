"""An address as a QR picture for the cameras of phones: always dark on light, whatever the theme.

The address is written in capitals, which makes the picture a quarter smaller; schemes, hosts and room codes mean the
same in capitals.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

#: Modules of light around the picture; cameras need them.
QUIET = 4
#: A dark module above a light one, and so on: (upper, lower) -> character.
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


class Part(NamedTuple):
    """A stretch of a row: characters in black on white, or with ``dark`` on black."""

    text: str
    dark: bool = False


def modules(url: str) -> tuple[tuple[int, ...], ...] | None:
    """The picture with its quiet zone, 1 for dark; ``None`` where the library for it is not installed."""
    try:
        import segno
    except ImportError:
        return None
    return _modules(url, segno)


@lru_cache(maxsize=4)
def _modules(url: str, segno: object) -> tuple[tuple[int, ...], ...]:
    code = segno.make(url.upper(), error="m", micro=False)  # type: ignore[attr-defined]
    return tuple(tuple(map(int, row)) for row in code.matrix_iter(border=QUIET))


def qr_rows(url: str, width: int, height: int) -> list[tuple[Part, ...]]:
    """The picture in at most so many cells; empty where it does not fit or cannot be made.

    Two blanks a module where there is room, which every terminal and font shows alike; else half blocks.
    """
    picture = modules(url) if url else None
    if picture is None:
        return []
    size = len(picture)
    if 2 * size <= width and size <= height:
        return [_blanks(row) for row in picture]
    if size <= width and -(-size // 2) <= height:
        padded = [*picture, *([(0,) * size] * (size % 2))]
        return [(Part(_half_blocks(upper, lower)),) for upper, lower in zip(padded[::2], padded[1::2], strict=True)]
    return []


def qr_size(rows: list[tuple[Part, ...]]) -> tuple[int, int]:
    """Columns and rows that it takes."""
    return (sum(len(part.text) for part in rows[0]), len(rows)) if rows else (0, 0)


def _half_blocks(upper: tuple[int, ...], lower: tuple[int, ...]) -> str:
    return "".join(_HALVES[above, below] for above, below in zip(upper, lower, strict=True))


def _blanks(row: tuple[int, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for module in row:
        if parts and parts[-1].dark == bool(module):
            parts[-1] = Part(parts[-1].text + "  ", bool(module))
        else:
            parts.append(Part("  ", bool(module)))
    return tuple(parts)
