"""The keys that do something now, as they stand at the bottom of a screen, by the names that keyboards give them."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.text.cells import cell_len

#: What stands between two keys.
KEY_GAP = "  "
_MOST_ROWS = 2
#: What Textual calls keys that are one character on the keyboard.
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
#: What a Chinese keyboard types where a key was meant, beside the full-width forms of ASCII.
_MEANT = {"\u3000": " ", "\u3002": ".", "\u3001": "/", "\u00b7": "`", "\uffe5": "$", "\u3010": "[", "\u3011": "]"}


class Shortcut(NamedTuple):
    """A key as it is shown."""

    key: str
    shown: str
    description: str
    enabled: bool

    @property
    def cells(self) -> int:
        """Cells it takes."""
        return cell_len(f"{self.shown} {self.description}")


class KeyNow(NamedTuple):
    """How a key is shown at the moment, where that is otherwise than usual: what is ``None`` stays as it is."""

    #: what it does
    words: str | None = None
    #: whether it stands in the bar
    shown: bool | None = None
    #: whether it does more than say why it does nothing
    enabled: bool | None = None
    #: what it is called
    name: str | None = None


#: A key that is shown as usual.
AS_USUAL = KeyNow()


def key_rows(keys: list[Shortcut], width: int) -> list[list[Shortcut]]:
    """The keys on one row, or on two where one is too short; what does not fit there is left out (help has it)."""
    rows: list[list[Shortcut]] = [[]]
    used = 0
    for shortcut in keys:
        needed = shortcut.cells + (len(KEY_GAP) if rows[-1] else 0)
        if used + needed > width and rows[-1]:
            if len(rows) == _MOST_ROWS:
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
    """The number keys up to ``last``, as a key bar shows them: 1-4, or 1 where there is just one."""
    return f"1-{last}" if last > 1 else "1"


def narrowed(character: str) -> str:
    """The character of the key that was meant by one that an input method types: ``１`` is 1, ``？`` is ?, ``、`` is /.

    Any other is returned as it is.
    """
    if len(character) == 1 and "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return _MEANT.get(character, character)
