"""Patterns of a vocabulary: how people word a move, with gaps and alternatives. Nothing in them is executed.

    I [understand|know] how you feel … but
    这是 [公司|店里] (的) 规定

Words must follow one another as they stand; case, width, apostrophes, commas and quotation marks do not matter.
``[a|b]`` is one of these, ``(a)`` or ``(a|b)`` may be there, ``…`` is a gap of a few words. A match never crosses the
end of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

#: How wide a gap may be; a Chinese character counts 1, a word in letters 2: ten characters or five words.
GAP = 10
#: Characters of a pattern.
LONGEST = 200

_END = "."
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: A full stop, and not one of three dots, of 3.5 or of Mr.
_STOP = r"\.(?![.\w])(?<!\.\.)(?<!\b[MmD][rs]\.)(?<!\bMrs\.)"
#: A character of Chinese, a word in letters or figures, a sign that is said aloud, the end of a sentence.
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:'[^\W_{_CJK}]+)*|%|[。!?;\n]|{_STOP}")
_ENDS = frozenset("。.!?;\n")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_PARTS = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)|(\.{3,})|([\[\]()])|((?:[^\[\]().]|\.(?!\.\.))+)")


class Token(NamedTuple):
    """A word of a line, or a character of Chinese, as it is compared."""

    text: str
    #: where it stands in the line
    start: int
    end: int


class OneOf(NamedTuple):
    """One of some runs of tokens. The empty run is among them where it may be left out."""

    runs: tuple[tuple[str, ...], ...]


class Gap(NamedTuple):
    """Up to `GAP` of anything but the end of a sentence."""


Pattern: TypeAlias = tuple[OneOf | Gap, ...]


class PatternError(ValueError):
    """A pattern that is broken or can match nothing; ``problem`` says in which way.

    ``brackets``: not closed, never opened, or within one another. ``bar``: a ``|`` outside brackets. ``gap``: a gap at
    an end, or beside another. ``empty``: brackets with nothing to say. ``sentence``: it goes beyond one sentence.
    ``nothing``: there is no word that must be there. ``long``: more than `LONGEST` characters.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def tokens(line: str) -> list[Token]:
    """The tokens of a line, each with its place in the line as it stands."""
    plain, origins = _plain(line)
    return [
        Token(_token(match[0]), origins[match.start()], origins[match.end() - 1] + 1)
        for match in _TOKEN.finditer(plain)
    ]


def _plain(line: str) -> tuple[str, Sequence[int]]:
    """The form in which lines are compared, and the place in ``line`` from which each character of it comes."""
    if line.isascii():
        return line, range(len(line))
    pieces = [unicodedata.normalize("NFKC", character) for character in line]  # … becomes three dots
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces).translate(_QUOTES), origins


def _token(text: str) -> str:
    return _END if text in _ENDS else text.casefold().replace("'", "")


@cache
def parse_pattern(text: str) -> Pattern:
    """Read a pattern. Raises `PatternError`."""
    if len(text) > LONGEST:
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
        while () in _runs(elements[end]):  # may be left out at an end: it is then all the same
            elements.pop(end)
    if isinstance(elements[0], Gap) or isinstance(elements[-1], Gap):
        raise PatternError("gap")
    return tuple(elements)


@cache
def literal(text: str) -> Pattern:
    """A phrase as a pattern: its words and nothing else. Empty where it has none."""
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
    """Where ``pattern`` fits: ``(first, last + 1)`` by token, the shortest from each first one.

    Each place of the line is looked at once for each element of the pattern and each place within reach of it, so it
    takes time in proportion to the length of the line.
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
    left = GAP
    for end in range(start, len(texts)):
        text = texts[end]
        left -= 1 if len(text) == 1 and not text.isascii() else 2
        if text == _END or left < 0:
            return
        yield end + 1
