"""Estimated reading time of a text."""

from __future__ import annotations

import re

#: Unhurried reading speed per minute: words separated by spaces, and Chinese characters.
WORDS, CHARACTERS = 220, 350
_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\u4e00-\u9fff]+(?:['’-]\w+)*")


def reading_minutes(text: str) -> float:
    """Minutes for reading a text at an unhurried pace; it may mix languages."""
    return len(_HAN.findall(text)) / CHARACTERS + len(_WORD.findall(text)) / WORDS
