"""Which line of a decision comes closest to what a learner typed, given the similarity of each.

Everything here is arithmetic on the arguments. Turning texts into vectors is left to an `Encoder`; without one,
`roleplay.session.shared_words` compares.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias

#: A text as a point on the unit sphere; texts of similar meaning are close.
Vector: TypeAlias = Sequence[float]

#: Characters of a typed line that are compared; nobody says more in one breath.
LONGEST = 400


class Encoder(Protocol):
    """Turns texts into vectors of length 1. May be slow; called by one thread at a time."""

    @property
    def name(self) -> str:
        """Name and version of the encoder: vectors of different encoders cannot be compared."""

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector per text, in the order of ``texts``."""


class Basis(StrEnum):
    """The basis on which lines were compared."""

    MEANING = "meaning"
    #: by shared words, because the encoder is still being loaded
    MEANWHILE = "meanwhile"
    #: by shared words, because there is no encoder
    WORDS = "words"


class Verdict(StrEnum):
    """How close the nearest line is to the typed one, compared with the runner-up."""

    AHEAD = "ahead"
    CLOSE = "close"
    NONE = "none"


class Nearest(NamedTuple):
    """What can be offered: one choice if it is clearly ahead, one or two if it is not, else none."""

    basis: Basis
    verdict: Verdict
    choices: tuple[str, ...] = ()


class Limits(NamedTuple):
    """Thresholds from which a line is offered: similarities, -1 to 1 for cosines, 0 to 1 for shared words."""

    #: a line less similar than this is not offered
    floor: float
    #: the nearest line is clearly ahead if its similarity plus its lead over the second reaches this
    ahead: float


# How the limits were chosen: from a grid, those that offer the right line most often, provided that lines offered alone
# are right in at least 95 of 100 cases, and that among decisions where no line says what was typed, at most 5 in 100
# offer a single line and at most 12 in 100 any line. Data: tests/data/own-words, both languages together. `python -m
# benchmarks words` chooses them again, also on two scenes at a time, and reports on the third: chosen that way, by
# meaning 72 of 100 typed lines get an offer and 94 of 100 offers contain the right line; by words 36 get one, and 83
# contain it.

#: For cosines to `centre`, with the encoder that the extra ``words`` installs.
BY_MEANING = Limits(floor=0.42, ahead=0.56)
#: For `roleplay.session.shared_words`. The grid would offer a single line in 5 of 98 cases, and in the held-out scene
#: one of those five was wrong; so never a single line, and Enter means none.
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
    """The direction of the sum: one text in all its languages. Raises ValueError if the vectors sum to zero or none is
    given.
    """
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
    """``typed`` in the form passed to an encoder: one line, no control characters, at most `LONGEST` characters.

    ``None`` if nothing is left, or if it contains half a character (a lone surrogate).
    """
    try:
        typed.encode("utf-8")
    except UnicodeEncodeError:
        return None
    seen = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") else character for character in typed
    )
    return " ".join(seen.split())[:LONGEST].rstrip() or None
