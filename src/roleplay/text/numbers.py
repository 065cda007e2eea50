"""Parsing whole numbers that people type: the single place that checks their bounds."""

from __future__ import annotations

import unicodedata


def parse_bounded_int(text: str, least: int, most: int) -> int | None:
    """The number written in ``text``, if it is in ``least..most``; else ``None``.

    Digits of any script are accepted, including full-width ones, and leading zeros are ignored. Takes time linear in
    the length of the text.
    """
    if not text.isdecimal():
        return None
    digits = "".join(str(unicodedata.decimal(character)) for character in text).lstrip("0") or "0"
    if len(digits) > len(str(most)):  # Python refuses to read thousands of digits
        return None
    number = int(digits)
    return number if least <= number <= most else None
