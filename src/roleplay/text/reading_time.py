"""How long a text takes to read."""

from __future__ import annotations

import re

#: What is read in a minute without haste: words between blanks, and characters of Chinese.
WORDS, CHARACTERS = 220, 350
_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\u4e00-\u9fff]+(?:['’-]\w+)*")


def reading_minutes(text: str) -> float:
    """Minutes for reading a text without haste, whatever its languages."""
    return len(_HAN.findall(text)) / CHARACTERS + len(_WORD.findall(text)) / WORDS
