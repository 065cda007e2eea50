"""Phrases of the vocabulary in a line that a learner typed: found at once, offline, by plain comparison."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from roleplay.scene.model import Move

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})


class PhraseMatch(NamedTuple):
    """A phrase that betrays a move. ``place`` is where it begins in the compared form of the line."""

    move: Move
    phrase: str
    place: int


def find_phrases(line: str, moves: Iterable[Move], language: str) -> list[PhraseMatch]:
    """Each move that a phrase in ``line`` betrays, once, by its first and longest phrase; in the order of the line.

    Case, width, runs of spaces and the shape of apostrophes make no difference. A phrase that begins or ends with a
    Latin letter or a digit only counts where a word begins or ends.
    """
    text = _plain(line)
    found: list[PhraseMatch] = []
    for move in moves:
        best: tuple[int, int, str] | None = None
        for phrase in move.phrases.get(language, ()):
            sought = _phrase(phrase)
            place = _find(text, sought)
            if place >= 0 and (best is None or (place, -len(sought)) < best[:2]):
                best = (place, -len(sought), phrase)
        if best is not None:
            found.append(PhraseMatch(move, best[2], best[0]))
    return sorted(found, key=lambda one: one.place)


def _plain(text: str) -> str:
    """The form in which texts are compared."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())


@cache
def _phrase(text: str) -> str:
    """A phrase of the vocabulary in that form; there are some hundreds, asked for with every line."""
    return _plain(text)


def _find(text: str, sought: str) -> int:
    if not sought:
        return -1
    place = text.find(sought)
    while place >= 0:
        if _edge(text, place - 1, sought[0]) and _edge(text, place + len(sought), sought[-1]):
            return place
        place = text.find(sought, place + 1)
    return -1


def _edge(text: str, beside: int, last: str) -> bool:
    """Whether a phrase ending in ``last`` may stand next to the character at ``beside``."""
    if not 0 <= beside < len(text):
        return True
    return not (_latin(last) and _latin(text[beside]))


def _latin(character: str) -> bool:
    return character.isalnum() if character.isascii() else character.isalpha() and character < "\u0250"
