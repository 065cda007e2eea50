"""Make text typed by strangers fit for a screen that a whole class sees."""

from __future__ import annotations

import re
import unicodedata

from roleplay.text.cells import clusters
from roleplay.text.plain import safe

#: Maximum graphemes of a name, and of a line in a learner's own words: a whole English sentence.
MAX_NAME, MAX_LINE = 16, 120
#: Maximum graphemes of a group's name.
MAX_GROUP_NAME = 40
#: Maximum characters of one grapheme; anything beyond is ignored.
_MAX_CHARACTERS = 64
#: Maximum combining marks on one letter.
_MAX_MARKS = 2
#: Full-width forms that are normal Chinese punctuation, not Latin characters in disguise.
_CHINESE_PUNCTUATION = frozenset("，。：；？！（）、")
_CHINESE_OR_OTHER = re.compile("[，。：；？！（）、]|[^，。：；？！（）、]+")
_SEPARATORS = re.compile("[,，、;；\n]")
#: Substitutes for control characters and for those that cannot be shown.
_STAND_INS = frozenset(map(chr, range(0x2400, 0x2427))) | {"\N{REPLACEMENT CHARACTER}"}
#: Unicode categories: control, format, surrogate, private, unassigned; line and paragraph separators.
_REFUSED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def clean(text: str, graphemes: int = MAX_NAME) -> str:
    """``text`` as one line of at most ``graphemes`` graphemes, without control, invisible or stacked characters.

    The result may be empty. Idempotent.
    """
    line = _one_line(text[: graphemes * _MAX_CHARACTERS])
    cut = "".join(cluster for cluster, _ in clusters(line)[:graphemes]).strip()
    return _normalised(cut)


def too_long(text: str, graphemes: int = MAX_NAME) -> bool:
    """Whether `clean` would cut anything visible from ``text``."""
    most = graphemes * _MAX_CHARACTERS
    return len(text) > most or len(clusters(_one_line(text))) > graphemes


def _one_line(text: str) -> str:
    """``text`` without control, invisible or stacked characters, with single spaces between words."""
    kept: list[str] = []
    marks = _MAX_MARKS  # a leading mark has no base character
    for character in _normalised(safe(text, newlines=False)):
        kind = unicodedata.category(character)
        if kind in _REFUSED or character in _STAND_INS:
            continue
        if kind == "Zs":
            kept.append(" ")
            marks = _MAX_MARKS
        elif kind in ("Mn", "Me"):
            marks += 1
            if marks <= _MAX_MARKS:
                kept.append(character)
        else:
            kept.append(character)
            marks = 0
    return " ".join("".join(kept).split())


def name_key(name: str) -> str:
    """The form in which names are compared: case makes no difference."""
    return name.casefold()


def read_names(text: str) -> tuple[str, ...]:
    """The names in ``text``, separated by commas, semicolons or line ends, cleaned; empty ones are left out."""
    names = (clean(name) for name in _SEPARATORS.split(text))
    return tuple(name for name in names if name)


def first_long_name(text: str) -> str | None:
    """The first of the names in ``text`` that `read_names` would cut; ``None`` if all fit."""
    return next((name.strip() for name in _SEPARATORS.split(text) if too_long(name)), None)


def _normalised(text: str) -> str:
    """NFKC, except that Chinese punctuation stays full-width."""
    return "".join(
        part if part in _CHINESE_PUNCTUATION else unicodedata.normalize("NFKC", part)
        for part in _CHINESE_OR_OTHER.findall(text)
    )
