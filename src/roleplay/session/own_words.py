"""What the vocabulary recognises in a learner's typed line, by phrases and patterns, without network or model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from roleplay.scene.model import Move
from roleplay.scene.patterns import Pattern, Token, literal, matches, parse_pattern, tokens
from roleplay.session.shared_words import CHINESE_STOP_WORDS

#: Characters of a typed line that are examined; nobody says more in one turn.
_MAX_CHARACTERS = 1000
#: Words in quotation marks are somebody else's.
_QUOTED = re.compile(r'“[^“”]*”|「[^「」]*」|『[^『』]*』|"[^"]*"')
#: What marks the following words as *not* said: the speaker's own refusal, or a question about them. By language,
#: matched against the words before a match, in compared form. 能不能 asks a question and refuses nothing.
_NEGATIONS = {
    "en": re.compile(
        r"\b(?:(?:i|we|id|wed|im|were|ive)(?: (?:am|are|would|do|have|really|honestly|just|simply))*"
        r" (?:cant|cannot|can not|couldnt|could not|wont|will not|wouldnt|would not|dont|not|never)"
        r"|(?:nobody|no one) (?:can|could|will|would))"
        r"(?: (?:going|want|wish|mean|here|to|really|just|even|ever|say|tell you|tell them|ask you|promise you))*$"
        r"|\b(?:what|whether|which|how)(?: (?:the|our|your|this|that))?$"
    ),
    "zh": re.compile(
        r"(?:(?<![能会敢想该要是])不|没法|没办法|谁也没|谁都没)"
        r"(?:[敢能会想该要是去再]|打算|轻易|随便|跟您|跟你|给您|给你|对您|对你|劝您|劝你|叫您|叫你|让您|让你|请您|[说讲])*$"
    ),
}
#: Number of words, or Chinese characters, before a match that are examined.
_CONTEXT_WORDS = 8
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})


class PhraseMatch(NamedTuple):
    """A phrase that reveals a move."""

    move: Move
    #: as in the vocabulary, or as typed
    phrase: str
    #: start index in the line as the function that found it reads it: in compared form, or as typed (NFC)
    start: int


def find_moves(line: str, moves: Iterable[Move], language: str) -> list[PhraseMatch]:
    """Each move that ``line`` makes by a phrase or pattern of the vocabulary, once, in the order of the line.

    The ``phrase`` of a match is what was typed. Punctuation within a sentence and apostrophes are ignored, as people
    leave them out. What is quoted, refused ("I can't promise it won't") or only asked about ("what the contract says")
    does not count. Finding nothing says nothing about the line.
    """
    text = unicodedata.normalize("NFC", line[:_MAX_CHARACTERS])
    words = tokens(text)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: list[PhraseMatch] = []
    for move in moves:
        spans = (
            span
            for pattern in _patterns(move, language)
            for span in matches(pattern, words)
            if not any(start < words[span[0]].start < end for start, end in quoted)
            and not _is_negated(words[: span[0]], language)
        )
        first, last = min(spans, key=lambda span: (span[0], -span[1]), default=(0, 0))
        if last:
            start, end = _span(words, first, last)
            found.append(PhraseMatch(move, text[start:end], start))
    return sorted(found, key=lambda match: match.start)


def _span(words: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The span of the words ``first`` up to ``last`` in the line, widened so as to split no word (但|是公司规定)."""
    if first and _is_one_word(words[first - 1], words[first]):
        first -= 1
    if last < len(words) and _is_one_word(words[last - 1], words[last]):
        last += 1
    return words[first].start, words[last - 1].end


def _is_one_word(before: Token, after: Token) -> bool:
    return before.end == after.start and before.text + after.text in CHINESE_STOP_WORDS


def _is_negated(before: Sequence[Token], language: str) -> bool:
    """Whether what follows these words is refused or asked about, and so not said."""
    negation = _NEGATIONS.get(language)
    if negation is None:
        return False
    joint = "" if language == "zh" else " "
    return negation.search(joint.join(token.text for token in before[-_CONTEXT_WORDS:])) is not None


def _patterns(move: Move, language: str) -> tuple[Pattern, ...]:
    """The phrases and patterns of a move."""
    phrases = filter(None, map(literal, move.phrases.get(language, ())))
    return (*phrases, *map(parse_pattern, move.patterns.get(language, ())))


def find_phrases(line: str, moves: Iterable[Move], language: str) -> list[PhraseMatch]:
    """Each move that a phrase in ``line`` reveals, once, by its first and longest phrase; in the order of the line.

    Case, width, runs of spaces and the shape of apostrophes are ignored. A phrase that begins or ends with a Latin
    letter or a digit only counts at word boundaries.
    """
    text = _comparable(line)
    matches: list[PhraseMatch] = []
    for move in moves:
        best: tuple[int, int, str] | None = None
        for phrase in move.phrases.get(language, ()):
            sought = _comparable_phrase(phrase)
            start = _find(text, sought)
            if start >= 0 and (best is None or (start, -len(sought)) < best[:2]):
                best = (start, -len(sought), phrase)
        if best is not None:
            matches.append(PhraseMatch(move, best[2], best[0]))
    return sorted(matches, key=lambda match: match.start)


def phrases_in(line: str, phrases: Iterable[str]) -> list[str]:
    """Those of ``phrases`` that occur in the line, compared as in `find_phrases`."""
    text = _comparable(line)
    return [phrase for phrase in phrases if _find(text, _comparable_phrase(phrase)) >= 0]


def _comparable(text: str) -> str:
    """``text`` in the form used for comparison."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold().split())


@cache
def _comparable_phrase(text: str) -> str:
    """A vocabulary phrase in that form; cached because the several hundred of them are compared with every line."""
    return _comparable(text)


def _find(text: str, sought: str) -> int:
    """The index of the first occurrence of ``sought`` as whole words; -1 if there is none."""
    if not sought:
        return -1
    start = text.find(sought)
    while start >= 0:
        if _is_edge(text, start - 1, sought[0]) and _is_edge(text, start + len(sought), sought[-1]):
            return start
        start = text.find(sought, start + 1)
    return -1


def _is_edge(text: str, index: int, outermost: str) -> bool:
    """Whether a phrase that begins or ends with ``outermost`` may be adjacent to the character at ``index``."""
    if not 0 <= index < len(text):
        return True
    return not (_is_latin(outermost) and _is_latin(text[index]))


def _is_latin(character: str) -> bool:
    return character.isalnum() if character.isascii() else character.isalpha() and character < "\u0250"
