"""The key bar at the bottom of a screen: the keys that do something now, named as they are on keyboards."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.text.cells import cell_len

#: The gap between two keys.
KEY_GAP = "  "
_MAX_ROWS = 2
#: The characters of keys for which Textual uses names.
_CHARACTERS = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "comma": ",",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "colon": ":",
}
#: Characters that a Chinese input method types instead of the key pressed, besides the full-width forms of ASCII.
_INPUT_METHOD_KEYS = {
    "\u3000": " ",
    "\u3002": ".",
    "\u3001": "/",
    "\u00b7": "`",
    "\uffe5": "$",
    "\u3010": "[",
    "\u3011": "]",
}


class Shortcut(NamedTuple):
    """A key as it is shown in the bar."""

    key: str
    shown: str
    description: str
    enabled: bool

    @property
    def cells(self) -> int:
        """The width in cells."""
        return cell_len(f"{self.shown} {self.description}")


class KeyState(NamedTuple):
    """How a key is shown now, if that differs from its default: ``None`` keeps the default."""

    #: what it does
    words: str | None = None
    #: whether the bar shows it
    shown: bool | None = None
    #: whether it does more than explain why it does nothing
    enabled: bool | None = None
    #: the name of the key
    name: str | None = None


#: A key that is shown with its defaults.
DEFAULT_KEY = KeyState()


def key_rows(keys: list[Shortcut], width: int) -> list[list[Shortcut]]:
    """The keys on one row, or on two if one is too short; keys that do not fit are left out (help lists them)."""
    rows: list[list[Shortcut]] = [[]]
    used = 0
    for shortcut in keys:
        needed = shortcut.cells + (len(KEY_GAP) if rows[-1] else 0)
        if used + needed > width and rows[-1]:
            if len(rows) == _MAX_ROWS:
                break
            rows.append([])
            used, needed = 0, shortcut.cells
        rows[-1].append(shortcut)
        used += needed
    return rows


def key_name(key: str, words: Catalogue) -> str:
    """``ctrl+p`` as Ctrl+P, ``enter`` as Enter or 回车, ``question_mark`` as ?."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    named = words.words.get(f"keyname.{last}") or _CHARACTERS.get(last, last)
    if modifiers and len(named) == 1:
        named = named.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), named])


def number_keys(last: int) -> str:
    """The number keys up to ``last`` as a key bar shows them: 1-4, or 1 if there is just one."""
    return f"1-{last}" if last > 1 else "1"


def normalised_key(character: str) -> str:
    """The character of the key behind one typed through an input method: ``１`` is 1, ``？`` is ?, ``、`` is /.

    Any other character is returned unchanged.
    """
    if len(character) == 1 and "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return _INPUT_METHOD_KEYS.get(character, character)
