"""The width of text in terminal cells, and cutting or padding text to a width.

Columns on a screen are counted in cells, never with ``len``: a Chinese character takes two, a combining
mark none, a whole emoji family two. The rules are those of the layout engine used by the interface, so both
agree on every line. East Asian *ambiguous* characters count as one cell.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Align = Literal["left", "right", "center"]

ZWJ = "\u200d"
VS16 = "\ufe0f"
_FLAG_FIRST, _FLAG_LAST = "\U0001f1e6", "\U0001f1ff"

# Characters that are one cell wide by themselves and two when U+FE0F selects their emoji presentation.
_PICTURABLE_RANGES = (
    "23 2A 30-39 A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 2328 23CF 23ED-23EF 23F1-23F2 "
    "23F8-23FA 24C2 25AA-25AB 25B6 25C0 25FB-25FC 2600-2604 260E 2611 2618 261D 2620 2622-2623 2626 "
    "262A 262E-262F 2638-263A 2640 2642 265F-2660 2663 2665-2666 2668 267B 267E 2692 2694-2697 2699 "
    "269B-269C 26A0 26A7 26B0-26B1 26C8 26CF 26D1 26D3 26E9 26F0-26F1 26F4 26F7-26F9 2702 2708-2709 "
    "270C-270D 270F 2712 2714 2716 271D 2721 2733-2734 2744 2747 2763-2764 27A1 2934-2935 2B05-2B07 "
    "1F170-1F171 1F17E-1F17F 1F321 1F324-1F32C 1F336 1F37D 1F396-1F397 1F399-1F39B 1F39E-1F39F "
    "1F3CB-1F3CE 1F3D4-1F3DF 1F3F3 1F3F5 1F3F7 1F43F 1F441 1F4FD 1F549-1F54A 1F56F-1F570 1F573-1F579 "
    "1F587 1F58A-1F58D 1F590 1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE 1F5E1 "
    "1F5E3 1F5E8 1F5EF 1F5F3 1F5FA 1F6CB 1F6CD-1F6CF 1F6E0-1F6E5 1F6E9 1F6F0 1F6F3"
)

# Python's own tables may be older than the terminal's: unassigned characters in blocks reserved for emoji and Han
# are wide.
_WIDE_WHEN_UNASSIGNED = (
    (0x1F6D8, 0x1F6DF), (0x1F6FC, 0x1F6FF), (0x1FA70, 0x1FAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
)  # fmt: skip
# Wide since Unicode 16, still "neutral" in older tables: trigrams, hexagrams, counting rods.
_WIDE_ANYWAY = (
    (0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376),
)  # fmt: skip
# Hangul vowels and finals combine with the preceding syllable; fillers are blank; skin tones modify the
# preceding emoji.
_ZERO_ANYWAY = (
    (0x1160, 0x11FF), (0x3164, 0x3164), (0xD7B0, 0xD7C6), (0xD7CB, 0xD7FB), (0xFFA0, 0xFFA0), (0x1F3FB,
    0x1F3FF), (0xE0000, 0xE0FFF),
)  # fmt: skip
# Format characters with a visible glyph: the soft hyphen and the Arabic number signs.
_DRAWN_FORMAT = frozenset("\u00ad\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd") | frozenset(
    map(chr, range(0x600, 0x606))
)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _width_of(character: str) -> int:
    code = ord(character)
    if code < 32 or 0x7F <= code < 0xA0 or _within(code, _ZERO_ANYWAY):
        return 0
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Mc", "Zl", "Zp"):
        return 0
    if category == "Cf":
        return 1 if character in _DRAWN_FORMAT else 0
    if _within(code, _WIDE_ANYWAY):
        return 2
    if category == "Cn":  # some Python versions report every unassigned character as fullwidth
        return 2 if _within(code, _WIDE_WHEN_UNASSIGNED) else 1
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


class _Widths(dict[str, int]):
    """Cells by character, computed on first use."""

    def __missing__(self, character: str) -> int:
        width = self[character] = _width_of(character)
        return width


def _characters(ranges: str) -> frozenset[str]:
    characters: set[str] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        characters.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(characters)


#: Cells of one character by itself: 0, 1 or 2. Read with ``WIDTHS[character]``.
WIDTHS: dict[str, int] = _Widths()

#: Characters that VS16 turns from one cell into two
PICTURABLE = _characters(_PICTURABLE_RANGES)

_has_sequence = re.compile("[\u200d\ufe0f]").search


def cell_len(text: str) -> int:
    """The number of terminal cells ``text`` takes on one line; controls and line ends count as zero."""
    if text.isascii() and text.isprintable():
        return len(text)
    if _has_sequence(text) is None:
        return sum(map(WIDTHS.__getitem__, text))
    return sum(width for _, width in clusters(text))


def clusters(text: str) -> list[tuple[str, int]]:
    """Split ``text`` into the characters that a reader perceives, each with its cells (0 to 2).

    A piece is a character with its combining marks, an emoji sequence, or a flag; joining the pieces gives
    ``text``.
    """
    pieces: list[tuple[str, int]] = []
    start = index = 0
    width = 0
    measured = ""  # the character that U+FE0F would modify
    flag_open = False
    while index < len(text):
        character = text[index]
        index += 1
        if character == ZWJ:
            index = min(index + 1, len(text))  # the joined character is drawn in the same picture
            flag_open = False
            continue
        if character == VS16:
            if measured in PICTURABLE:
                width += 1
            measured = ""
            continue
        cells = WIDTHS[character]
        if cells == 0:
            continue
        is_flag = _FLAG_FIRST <= character <= _FLAG_LAST
        if is_flag and flag_open:
            width += cells
            flag_open = False
            continue
        # A ZWJ at the start has nothing to join to: it and what follows stay with the first drawn
        # character.
        if measured or width or index - 1 > start:
            pieces.append((text[start : index - 1], width))
            start, width = index - 1, 0
        measured = character
        width += cells
        flag_open = is_flag
    if start < len(text):
        pieces.append((text[start:], width))
    return pieces


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` cut to at most ``width`` cells; if something was cut off, it ends in ``ellipsis``.

    If there is no room even for the ellipsis, the text is cut without it. A ``width`` below one gives ``""``.
    """
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room < 0:
        room, ellipsis = width, ""
    kept: list[str] = []
    for piece, cells in clusters(text):
        if cells > room:
            break
        room -= cells
        kept.append(piece)
    return "".join(kept).rstrip() + ellipsis


def pad(text: str, width: int, align: Align = "left") -> str:
    """``text`` padded with spaces to ``width`` cells; a longer text is returned unchanged (see :func:`fit`).

    When centring, an odd space goes to the right.
    """
    missing = width - cell_len(text)
    if missing <= 0:
        return text
    if align == "left":
        return text + " " * missing
    if align == "right":
        return " " * missing + text
    before = missing // 2
    return " " * before + text + " " * (missing - before)
