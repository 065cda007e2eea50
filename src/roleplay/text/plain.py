"""Sanitising untrusted strings for display in a terminal as plain text.

Texts come from files, from learners and from the network: none must move the cursor, colour the screen, reverse the
reading direction, hide words, or fail on output because it cannot be encoded.
"""

from __future__ import annotations

import re
import unicodedata

from roleplay.text.cells import PICTURABLE, VS16, WIDTHS, ZWJ

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_DOTTED_CIRCLE = "\u25cc"
_MARKS_IN_A_ROW = 4  # no language needs more on one letter; more would overlap the lines around
_FLAG = "\U0001f3f4"

# Characters that never need any treatment: for most text this one match is enough.
_harmless = re.compile(
    "[\n -~\u00a1-\u00ac\u00ae-\u02ff"
    "\u0370-\u0377\u0391-\u03a1\u03a3-\u03ff\u0410-\u044f\u2010-\u2027\u2030-\u205e"
    "\u2190-\u23ff\u2500-\u26ff\u3000-\u3029\u3030-\u303d\u3041-\u3096\u309b-\u30ff\u4e00-\u9ffc\uff01-\uff60]*"
).fullmatch

# Compiled on first use, which is rarely before the first frame.
# Sequences are removed with their payload: ESC [ … m, ESC ] … BEL, ESC P … ESC \, and their one-character
# forms.
_SEQUENCES = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]+[0-~]"
    r"|\x1b[0-~]"
)
_LINE_ENDS = "\r\n|[\r\n\v\f\x85\u2028\u2029]"

_REMOVED = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)


def safe(text: str, *, newlines: bool = True) -> str:
    """``text`` made safe to print: visible characters are kept, terminal controls and invisible ones are not.

    Escape sequences, bidirectional controls and invisible characters are removed; other control characters are shown
    as their symbol (``␛``), unassigned characters as ``�``, and undecodable bytes of a file name as ``\\xff``; tabs and
    unusual spaces become a space. Line ends of every kind become ``"\\n"``, or a space without ``newlines``. The
    function is idempotent.
    """
    if _harmless(text) is not None and (newlines or "\n" not in text):
        return text
    text = re.sub(_SEQUENCES, "", text)
    text = re.sub(_LINE_ENDS, "\n" if newlines else " ", text)
    kept: list[str] = []
    marks = _MARKS_IN_A_ROW  # a mark at the start of a line has no base character
    for index, character in enumerate(text):
        if character == "\n" or " " <= character <= "~":
            kept.append(character)
            marks = 0 if character != "\n" else _MARKS_IN_A_ROW
            continue
        shown = _shown(character, kept, text[index + 1 : index + 3])
        if len(shown) == 1 and unicodedata.category(shown) in ("Mn", "Me"):
            if not kept or kept[-1] == "\n":
                kept.append(_DOTTED_CIRCLE)
                marks = 0
            marks += 1
            if marks > _MARKS_IN_A_ROW and not 0xE0020 <= ord(shown) <= 0xE007F:
                continue
        elif shown:
            marks = 0
        kept.extend(shown)
    if kept and kept[-1] == ZWJ:
        kept.pop()
    return "".join(kept)


def _shown(character: str, kept: list[str], following: str) -> str:
    """What to print for ``character`` after ``kept``: itself, a replacement, or nothing."""
    code = ord(character)
    if code < 0x20:
        return " " if character == "\t" else chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0:
        return REPLACEMENT
    if character in _REMOVED:
        return ""
    last = kept[-1] if kept else ""
    if character == ZWJ:
        return character if _pictures(last) and _joinable(following) else ""
    if character in (VS16, "\ufe0e"):
        return character if last in PICTURABLE or (last and WIDTHS[last] == 2) else ""
    if 0xFE00 <= code <= 0xFE0D or 0xE0100 <= code <= 0xE01EF:  # selects a variant of a Han character
        return character if last and WIDTHS[last] == 2 else ""
    if 0xE0000 <= code <= 0xE0FFF:
        return character if 0xE0020 <= code <= 0xE007F and _in_flag(kept) else ""
    category = unicodedata.category(character)
    if category == "Zs":
        return character if character in "\u00a0\u3000" else " "
    if category == "Cs":
        return rf"\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else REPLACEMENT
    if category == "Cn":
        return character if WIDTHS[character] == 2 else REPLACEMENT
    return character


def _pictures(character: str) -> bool:
    """Whether a joiner can follow this character in an emoji sequence: an emoji or a modifier."""
    return bool(character) and (character == VS16 or character in PICTURABLE or 0x1F000 <= ord(character) <= 0x1FAFF)


def _joinable(following: str) -> bool:
    return bool(following) and not following[0].isascii() and _pictures(following[0]) and following[0] != VS16


def _in_flag(kept: list[str]) -> bool:
    for character in reversed(kept):
        if not 0xE0020 <= ord(character) <= 0xE007F:
            return character == _FLAG
    return False
