"""An encoder for tests: texts with the same letters mean the same."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.session.nearest import Vector

_LETTERS = 997


class LetterEncoder:
    """Encodes a text as its letter counts, and records the texts it was given."""

    name = "letters 1"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        self.encoded += texts
        return [_letter_counts(text) for text in texts]


def _letter_counts(text: str) -> Vector:
    counts = [0.0] * _LETTERS
    for character in text:
        counts[ord(character) % _LETTERS] += 1
    length = sum(count * count for count in counts) ** 0.5
    return [count / length for count in counts]
