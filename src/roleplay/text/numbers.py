"""Whole numbers as people type them: the one checker of their bounds."""

from __future__ import annotations

import unicodedata


def whole_number(text: str, least: int, most: int) -> int | None:
    """The number that the digits in ``text`` write, if it lies in ``least..most``; else ``None``.

    Digits of any script count, full-width ones too, and zeros before them mean nothing. However long the text is, it
    costs no more than to look at it.
    """
    if not text.isdecimal():
        return None
    digits = "".join(str(unicodedata.decimal(character)) for character in text).lstrip("0") or "0"
    if len(digits) > len(str(most)):  # Python refuses to read thousands of digits
        return None
    number = int(digits)
    return number if least <= number <= most else None
