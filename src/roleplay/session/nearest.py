"""Which line of a decision says most nearly what a learner typed, given how similar each one is.

Everything here is arithmetic on what is handed in. Who turns texts into vectors stands behind `Encoder`; without one
`roleplay.session.shared_words` compares.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
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
    """What can be offered: one choice where it is clearly ahead, one or two where it is not, else none."""

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
# benchmarks words` chooses them again, also on two scenes at a time, and reports the third: chosen so, by meaning 72 of
# 100 typed lines get an offer and 94 of 100 offers have the right line; by words 36 get one, and 83 have it.

#: For cosines to `centre`, of the encoder that the extra ``words`` brings.
BY_MEANING = Limits(floor=0.42, ahead=0.56)
#: For `roleplay.session.shared_words`. The grid would offer one line alone in 5 of 98, and in the scene left out one of
#: those five was wrong: so never alone, and Enter says none.
BY_WORDS = Limits(floor=0.12, ahead=math.inf)


def rank(similarities: Mapping[str, float], limits: Limits, basis: Basis) -> Nearest:
    """What to offer, given how similar each choice is to the typed line."""
    nearest = sorted(similarities, key=lambda choice: -similarities[choice])[:2]
    if not nearest or not similarities[nearest[0]] >= limits.floor:
        return Nearest(basis, Verdict.NONE)
    first, *others = (similarities[choice] for choice in nearest)
    if not others or 2 * first - others[0] >= limits.ahead:
        return Nearest(basis, Verdict.AHEAD, (nearest[0],))
    return Nearest(basis, Verdict.CLOSE, tuple(choice for choice in nearest if similarities[choice] >= limits.floor))


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
