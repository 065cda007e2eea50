"""The names of keys, as they stand on a keyboard, in the language of the interface."""

from __future__ import annotations

from textual.binding import Binding

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


def key_display(binding: Binding, words: Catalogue) -> str:
    """A binding's key as it is shown: by the catalogue's ``keyshown.<id>``, its own display, else its name."""
    shown = words.words.get(f"keyshown.{binding.id}")
    return shown or binding.key_display or key_name(binding.key, words)
