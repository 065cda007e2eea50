"""An address as a QR code for the cameras of phones: always dark on light, whatever the theme.

The address is encoded in capitals, which makes the code a quarter smaller; schemes, hosts and room codes are
case-insensitive.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

#: Width of the quiet zone in modules; cameras need it.
QUIET = 4
#: Two modules, one above the other: (upper, lower) -> character; 1 is dark.
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


class Part(NamedTuple):
    """A run of characters of a row, in black on white, or on black with ``dark``."""

    text: str
    dark: bool = False


def modules(url: str) -> tuple[tuple[int, ...], ...] | None:
    """The QR code with its quiet zone, 1 for dark; ``None`` if the library for it is not installed."""
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
    """The QR code in at most ``width`` by ``height`` cells; empty if it does not fit or cannot be made.

    Modules are two spaces wide if there is room, which looks the same in every terminal and font; else half blocks.
    """
    matrix = modules(url) if url else None
    if matrix is None:
        return []
    size = len(matrix)
    if 2 * size <= width and size <= height:
        return [_spaces(row) for row in matrix]
    if size <= width and -(-size // 2) <= height:
        padded = [*matrix, *([(0,) * size] * (size % 2))]
        return [(Part(_half_blocks(upper, lower)),) for upper, lower in zip(padded[::2], padded[1::2], strict=True)]
    return []


def qr_size(rows: list[tuple[Part, ...]]) -> tuple[int, int]:
    """The number of columns and rows it occupies."""
    return (sum(len(part.text) for part in rows[0]), len(rows)) if rows else (0, 0)


def _half_blocks(upper: tuple[int, ...], lower: tuple[int, ...]) -> str:
    return "".join(_HALVES[above, below] for above, below in zip(upper, lower, strict=True))


def _spaces(row: tuple[int, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for module in row:
        if parts and parts[-1].dark == bool(module):
            parts[-1] = Part(parts[-1].text + "  ", bool(module))
        else:
            parts.append(Part("  ", bool(module)))
    return tuple(parts)
