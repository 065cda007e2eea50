"""Which line of a decision says most nearly what a learner typed: by meaning, or by shared words.

Everything here is arithmetic on what is handed in. Who turns texts into vectors stands behind `Encoder`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias

#: A text as a point on the unit sphere; what means the same lies close.
Vector: TypeAlias = Sequence[float]

#: Characters of a typed line that are compared; nobody says more in one breath.
LONGEST = 400


class Encoder(Protocol):
    """Turns texts into vectors of length 1. May take a while; is asked by one thread at a time."""

    @property
    def name(self) -> str:
        """Which encoder it is, and in which version: vectors of two encoders cannot be compared."""

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        """One vector for each text, in the order of ``texts``."""


class Basis(StrEnum):
    """What lines were compared by."""

    MEANING = "meaning"
    #: by shared words, because the encoder is still being loaded
    MEANWHILE = "meanwhile"
    #: by shared words, because there is no encoder
    WORDS = "words"


class Verdict(StrEnum):
    """How the nearest line stands to the typed one, and to the next."""

    AHEAD = "ahead"
    CLOSE = "close"
    NONE = "none"


class Nearest(NamedTuple):
    """What can be offered: one choice where it is clearly ahead, two where they are close, else none."""

    basis: Basis
    verdict: Verdict
    choices: tuple[str, ...] = ()


class Limits(NamedTuple):
    """From where on a line is offered. Both are similarities, -1 to 1 for cosines and 0 to 1 for shared words."""

    #: a line less like the typed one is not near
    floor: float
    #: the nearest is clearly ahead when its similarity and its lead over the second add up to this
    ahead: float


# How the limits were chosen: of a grid, those that offer the right line most often among all pairs that keep the lines
# offered alone right in at least 95 of 100, and offer a line alone in at most 5 of 100 (any in at most 12 of 100)
# decisions in which none says what was typed. Data: tests/data/own-words, both languages together. `python -m
# benchmarks words` chooses them again, also on two scenes at a time, and reports the third.

#: For cosines to `centre`, of the encoder that the extra ``words`` brings.
BY_MEANING = Limits(floor=0.42, ahead=0.56)
#: For `shared_words`. They are not right often enough to offer one line; two marked ones often have it.
BY_WORDS = Limits(floor=0.17, ahead=math.inf)


def rank(similarities: Mapping[str, float], limits: Limits, basis: Basis) -> Nearest:
    """What to offer, given how similar each choice is to the typed line."""
    nearest = sorted(similarities, key=lambda choice: -similarities[choice])[:2]
    if not nearest or not similarities[nearest[0]] >= limits.floor:
        return Nearest(basis, Verdict.NONE)
    first, *others = (similarities[choice] for choice in nearest)
    if not others or 2 * first - others[0] >= limits.ahead:
        return Nearest(basis, Verdict.AHEAD, (nearest[0],))
    return Nearest(basis, Verdict.CLOSE, tuple(nearest))


# -- by meaning ----------------------------------------------------------------------


def centre(vectors: Sequence[Vector]) -> Vector:
    """The direction of the sum: one text in all its languages. Raises ValueError where there is no vector."""
    total = [math.fsum(values) for values in zip(*vectors, strict=True)]
    length = math.sqrt(math.fsum(value * value for value in total))
    if not length:
        raise ValueError("these vectors have no direction")
    return [value / length for value in total]


def cosine(first: Vector, second: Vector) -> float:
    """How alike two vectors of length 1 are, -1 to 1."""
    return math.fsum(a * b for a, b in zip(first, second, strict=True))


# -- by shared words -----------------------------------------------------------------

_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_WORDS = re.compile(r"[^\W_]+")
#: Letters of Latin text compared at a time: long enough to hold a word's stem, short enough to forgive its ending.
_LETTERS = 4


def shared_words(first: str, second: str) -> float:
    """The share, 0 to 1, of pieces that two texts of one language have in common (Dice)."""
    pieces, others = _pieces(first), _pieces(second)
    together = len(pieces) + len(others)
    return 2 * len(pieces & others) / together if together else 0.0


def nearest_by_words(typed: str, lines: Mapping[str, str], basis: Basis = Basis.WORDS) -> Nearest:
    """Compare ``typed`` with the lines (choice -> text) of its language."""
    return rank({choice: shared_words(typed, line) for choice, line in lines.items()}, BY_WORDS, basis)


def _pieces(text: str) -> frozenset[str]:
    """Chinese characters and their pairs; elsewhere runs of letters, words joined by single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    pieces: set[str] = set()
    for run in _CJK.findall(plain):
        pieces.update(run)
        pieces.update(_runs(run, 2))
    rest = " ".join(_WORDS.findall(_CJK.sub(" ", plain)))
    if rest:
        pieces.update(_runs(f" {rest} ", _LETTERS))
    return frozenset(pieces)


def _runs(text: str, length: int) -> Iterable[str]:
    return (text[start : start + length] for start in range(len(text) - length + 1))


# -- what is typed -------------------------------------------------------------------


def comparable(typed: str) -> str | None:
    """``typed`` as it can be handed to an encoder: one line without control characters, at most `LONGEST` long.

    ``None`` where nothing is left, or where it holds half a character (a lone surrogate).
    """
    try:
        typed.encode("utf-8")
    except UnicodeEncodeError:
        return None
    seen = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") else character for character in typed
    )
    return " ".join(seen.split())[:LONGEST].rstrip() or None
