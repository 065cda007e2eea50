"""Patterns of a vocabulary: how people word a move, with gaps and alternatives. Patterns are data, never executed.

    I [understand|know] how you feel … but
    这是 [公司|店里] (的) 规定

Words must follow one another as written; case, width, apostrophes, commas and quotation marks do not matter.
``[a|b]`` is one of the alternatives, ``(a)`` and ``(a|b)`` are optional, ``…`` is a gap of a few words. A match never
crosses the end of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

#: Maximum width of a gap; a Chinese character counts 1, a word in letters 2: ten characters or five words.
MAX_GAP = 10
#: Maximum length of a pattern, in characters.
MAX_LENGTH = 200

_END = "."
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: A full stop, but not one in three dots, in 3.5 or in Mr.
_STOP = r"\.(?![.\w])(?<!\.\.)(?<!\b[MmD][rs]\.)(?<!\bMrs\.)"
#: A Chinese character, a word in letters or figures, a sign that is said aloud, or the end of a sentence.
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:'[^\W_{_CJK}]+)*|%|[。!?;\n]|{_STOP}")
_ENDS = frozenset("。.!?;\n")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_PARTS = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)|(\.{3,})|([\[\]()])|((?:[^\[\]().]|\.(?!\.\.))+)")


class Token(NamedTuple):
    """A word of a line, or a Chinese character, normalised for comparison."""

    text: str
    #: its position in the original line
    start: int
    end: int


class OneOf(NamedTuple):
    """One of several runs of tokens. The empty run is among them if it is optional."""

    runs: tuple[tuple[str, ...], ...]


class Gap(NamedTuple):
    """Up to `MAX_GAP` of anything but the end of a sentence."""


Pattern: TypeAlias = tuple[OneOf | Gap, ...]


class PatternError(ValueError):
    """A pattern is malformed or can match nothing; ``problem`` says why.

    ``brackets``: not closed, not opened, or nested. ``bar``: a ``|`` outside brackets. ``gap``: a gap at an end or next
    to another. ``empty``: an empty alternative in brackets. ``sentence``: it spans more than one sentence. ``nothing``:
    it has no required word. ``long``: more than `MAX_LENGTH` characters.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def tokens(line: str) -> list[Token]:
    """The tokens of a line, each with its position in the original line."""
    plain, origins = _plain(line)
    return [
        Token(_token(match[0]), origins[match.start()], origins[match.end() - 1] + 1)
        for match in _TOKEN.finditer(plain)
    ]


def _plain(line: str) -> tuple[str, Sequence[int]]:
    """The normalised form of a line, and for each of its characters the position in ``line`` that it comes from."""
    if line.isascii():
        return line, range(len(line))
    pieces = [unicodedata.normalize("NFKC", character) for character in line]  # … becomes three dots
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces).translate(_QUOTES), origins


def _token(text: str) -> str:
    return _END if text in _ENDS else text.casefold().replace("'", "")


@cache
def parse_pattern(text: str) -> Pattern:
    """Parse a pattern. Raises `PatternError`."""
    if len(text) > MAX_LENGTH:
        raise PatternError("long")
    elements: list[OneOf | Gap] = []
    for part in _PARTS.finditer(_plain(text)[0]):
        alternatives, optional, gap, stray, words = part.groups()
        if stray is not None:
            raise PatternError("brackets")
        if gap is not None:
            if elements and isinstance(elements[-1], Gap):
                raise PatternError("gap")
            elements.append(Gap())
        elif words is not None:
            if "|" in words:
                raise PatternError("bar")
            if run := _run(words):
                elements.append(OneOf((run,)))
        else:
            elements.append(_one_of(alternatives if optional is None else optional, optional is not None))
    if all(isinstance(element, Gap) or () in element.runs for element in elements):
        raise PatternError("nothing")
    for end in (0, -1):
        while () in _runs(elements[end]):  # an optional element at an end makes no difference
            elements.pop(end)
    if isinstance(elements[0], Gap) or isinstance(elements[-1], Gap):
        raise PatternError("gap")
    return tuple(elements)


@cache
def literal(text: str) -> Pattern:
    """A phrase as a pattern: exactly its words. Empty if it has none."""
    run = tuple(token.text for token in tokens(text))
    return (OneOf((run,)),) if run else ()


def _one_of(inside: str, optional: bool) -> OneOf:
    runs = [_run(words) for words in inside.split("|")]
    if () in runs:
        raise PatternError("empty")
    return OneOf((*runs, ()) if optional else tuple(runs))


def _run(words: str) -> tuple[str, ...]:
    run = tuple(token.text for token in tokens(words))
    if _END in run:
        raise PatternError("sentence")
    return run


def _runs(element: OneOf | Gap) -> tuple[tuple[str, ...], ...]:
    return element.runs if isinstance(element, OneOf) else ()


def matches(pattern: Pattern, line: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where ``pattern`` matches: ``(first, last + 1)`` by token, the shortest match from each first token.

    Runs in time proportional to the length of the line, as the number of positions that a pattern can reach from one
    token is bounded.
    """
    if not pattern:
        return
    texts = [token.text for token in line]
    openings = {run[0] for run in _runs(pattern[0]) if run}
    for first, text in enumerate(texts):
        if text in openings:
            ends = _ends(pattern, texts, first)
            if ends:
                yield first, min(ends)


def _ends(pattern: Pattern, texts: Sequence[str], first: int) -> set[int]:
    reached = {first}
    for element in pattern:
        if isinstance(element, Gap):
            reached = {end for start in reached for end in _skipped(texts, start)}
        else:
            reached = {
                start + len(run)
                for start in reached
                for run in element.runs
                if tuple(texts[start : start + len(run)]) == run
            }
        if not reached:
            break
    return reached


def _skipped(texts: Sequence[str], start: int) -> Iterator[int]:
    yield start
    left = MAX_GAP
    for end in range(start, len(texts)):
        text = texts[end]
        left -= 1 if len(text) == 1 and not text.isascii() else 2
        if text == _END or left < 0:
            return
        yield end + 1
