"""The names of keys, as they stand on a keyboard, in the language of the interface."""

from __future__ import annotations

from roleplay.locales import Catalogue

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


def key_name(key: str, words: Catalogue) -> str:
    """``ctrl+p`` as Ctrl+P, ``enter`` as Enter or 回车, ``question_mark`` as ?."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    named = words.words.get(f"keyname.{last}") or _CHARACTERS.get(last, last)
    if modifiers and len(named) == 1:
        named = named.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), named])
