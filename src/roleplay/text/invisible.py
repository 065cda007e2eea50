"""Invisible characters, by their Unicode properties, and the contexts in which a script needs them."""

from __future__ import annotations

import re
import unicodedata

from roleplay.text.cells import PICTURABLE, WIDTHS

#: Default_Ignorable_Code_Point (DerivedCoreProperties.txt; Unicode guarantees that none is ever removed), the two
#: symbols with an empty glyph, and the noncharacters, which are not text at all.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u2800\U0001d159\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_ZWNJ, _ZWJ = "\u200c", "\u200d"
#: Scripts whose letters change their form with joiners and non-joiners: Arabic and related scripts, Indic and related
#: scripts, Mongolian.
_JOINING = "\u0600-\u109f\u1780-\u18af\u1a20-\u1cff\ua800-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_MONGOLIAN = "\u1820-\u18aa"


def is_invisible(text: str, index: int) -> bool:
    """Whether the character at ``index`` is invisible, or a noncharacter, and not needed by its neighbours."""
    character = text[index]
    if _UNSEEN.match(character) is None:
        return False
    before = text[index - 1] if index else ""
    if not before:
        return True
    if character in (_ZWNJ, _ZWJ) and _is_among(before, _JOINING):
        return unicodedata.category(before)[0] not in "LM"
    if character == _ZWJ:
        return not (_is_picture(before) and _is_picture(text[index + 1 : index + 2]))
    if character in "\ufe0e\ufe0f":
        return not (before in PICTURABLE or (_is_picture(before) and before not in "\ufe0e\ufe0f"))
    if "\ufe00" <= character <= "\ufe0d" or "\U000e0100" <= character <= "\U000e01ef":
        return not (_is_among(before, _HAN) or unicodedata.category(before) == "Sm" or "\u1000" <= before <= "\u109f")
    if "\u180b" <= character <= "\u180d" or character == "\u180f":
        return not _is_among(before, _MONGOLIAN)
    return True


def _is_among(character: str, ranges: str) -> bool:
    """Whether a character is in one of the ranges, which are written as in a regular expression ("a-cx-z").

    Regular expressions with ranges beyond the first plane would take milliseconds to compile at every start.
    """
    return any(first <= character <= last for first, last in zip(ranges[::3], ranges[2::3], strict=True))


def _is_picture(character: str) -> bool:
    """Whether a character is an emoji or modifies one (skin tone, U+FE0F)."""
    return bool(character) and (
        character == "\ufe0f"
        or (character in PICTURABLE and not character.isascii())
        or "\U0001f000" <= character <= "\U0001faff"
        or (WIDTHS[character] == 2 and unicodedata.category(character) in ("So", "Cn"))
    )
