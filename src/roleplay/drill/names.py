"""Make text typed by strangers fit for a screen that a whole class sees."""

from __future__ import annotations

import re
import unicodedata

from roleplay.text.cells import clusters
from roleplay.text.plain import safe

#: Maximum graphemes of a name, and of a line in a learner's own words: a whole English sentence.
NAME, LINE = 16, 120
#: Maximum graphemes of a group's name.
GROUP = 40
#: Maximum characters of one grapheme; anything beyond is ignored.
_MADE_OF = 64
#: Maximum combining marks on one letter.
_MARKS = 2
#: Full-width forms that are normal Chinese punctuation, not Latin characters in disguise.
_WIDE = frozenset("，。：；？！（）、")
_PARTS = re.compile("[，。：；？！（）、]|[^，。：；？！（）、]+")
_BETWEEN_NAMES = re.compile("[,，、;；\n]")
#: Substitutes for control characters and for those that cannot be shown.
_STAND_INS = frozenset(map(chr, range(0x2400, 0x2427))) | {"\N{REPLACEMENT CHARACTER}"}
#: Unicode categories: control, format, surrogate, private, unassigned; line and paragraph separators.
_REFUSED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def clean(text: str, graphemes: int = NAME) -> str:
    """``text`` as one line of at most ``graphemes`` graphemes, without control, invisible or stacked characters.

    The result may be empty. Idempotent.
    """
    line = _in_one_line(text[: graphemes * _MADE_OF])
    cut = "".join(cluster for cluster, _ in clusters(line)[:graphemes]).strip()
    return _folded(cut)


def too_long(text: str, graphemes: int = NAME) -> bool:
    """Whether `clean` would cut anything visible from ``text``."""
    most = graphemes * _MADE_OF
    return len(text) > most or len(clusters(_in_one_line(text))) > graphemes


def _in_one_line(text: str) -> str:
    """``text`` without control, invisible or stacked characters, with single spaces between words."""
    kept: list[str] = []
    marks = _MARKS  # a leading mark has no base character
    for character in _folded(safe(text, newlines=False)):
        kind = unicodedata.category(character)
        if kind in _REFUSED or character in _STAND_INS:
            continue
        if kind == "Zs":
            kept.append(" ")
            marks = _MARKS
        elif kind in ("Mn", "Me"):
            marks += 1
            if marks <= _MARKS:
                kept.append(character)
        else:
            kept.append(character)
            marks = 0
    return " ".join("".join(kept).split())


def same(name: str) -> str:
    """The form in which names are compared: case makes no difference."""
    return name.casefold()


def read_names(text: str) -> tuple[str, ...]:
    """The names in ``text``, separated by commas, semicolons or line ends, cleaned; empty ones are left out."""
    names = (clean(name) for name in _BETWEEN_NAMES.split(text))
    return tuple(name for name in names if name)


def long_name(text: str) -> str | None:
    """The first of the names in ``text`` that `read_names` would cut; ``None`` if all fit."""
    return next((name.strip() for name in _BETWEEN_NAMES.split(text) if too_long(name)), None)


def _folded(text: str) -> str:
    """NFKC, except that Chinese punctuation stays full-width."""
    return "".join(part if part in _WIDE else unicodedata.normalize("NFKC", part) for part in _PARTS.findall(text))
