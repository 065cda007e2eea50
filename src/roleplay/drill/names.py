"""What a stranger typed, made fit for a screen that thirty people see."""

from __future__ import annotations

import re
import unicodedata

from roleplay.text.cells import clusters
from roleplay.text.plain import safe

#: Graphemes of a name, and of a line in a learner's own words: a whole sentence of English.
NAME, LINE = 16, 120
#: Graphemes of what a group is called.
GROUP = 40
#: Characters of which a grapheme may be made, at most; what is beyond is not looked at.
_MADE_OF = 64
#: Combining marks on one letter, at most.
_MARKS = 2
#: Full-width forms that are how Chinese is written, and not Latin letters in disguise.
_WIDE = frozenset("，。：；？！（）、")
_PARTS = re.compile("[，。：；？！（）、]|[^，。：；？！（）、]+")
_BETWEEN_NAMES = re.compile("[,，、;；\n]")
#: What stands for a control character or one that cannot be shown.
_STAND_INS = frozenset(map(chr, range(0x2400, 0x2427))) | {"\N{REPLACEMENT CHARACTER}"}
#: Control, format, surrogate, private, unassigned; separators of lines and paragraphs.
_REFUSED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def clean(text: str, graphemes: int = NAME) -> str:
    """``text`` in one line of at most so many graphemes, with nothing that acts, hides or smears; may be empty.

    Doing it twice changes nothing.
    """
    line = _in_one_line(text[: graphemes * _MADE_OF])
    cut = "".join(cluster for cluster, _ in clusters(line)[:graphemes]).strip()
    return _folded(cut)


def too_long(text: str, graphemes: int = NAME) -> bool:
    """Whether `clean` takes less than all of what is to be read in ``text``: counted as it counts."""
    most = graphemes * _MADE_OF
    return len(text) > most or len(clusters(_in_one_line(text))) > graphemes


def _in_one_line(text: str) -> str:
    """``text`` with nothing that acts, hides or smears, one blank between two words."""
    kept: list[str] = []
    marks = _MARKS  # a mark at the beginning has nothing to stand on
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
    """What two names have in common that nobody tells apart on a screen: capitals make no difference."""
    return name.casefold()


def read_names(text: str) -> tuple[str, ...]:
    """The names in ``text``, with commas, semicolons or line ends between them, cleaned; empty ones are left out."""
    names = (clean(name) for name in _BETWEEN_NAMES.split(text))
    return tuple(name for name in names if name)


def long_name(text: str) -> str | None:
    """The first of the names in ``text`` that `read_names` would cut; ``None`` where it takes all of each."""
    return next((name.strip() for name in _BETWEEN_NAMES.split(text) if too_long(name)), None)


def _folded(text: str) -> str:
    """NFKC, but the punctuation of Chinese stays as wide as it is written."""
    return "".join(part if part in _WIDE else unicodedata.normalize("NFKC", part) for part in _PARTS.findall(text))
