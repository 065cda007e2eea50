"""RP501-RP504: whether the languages of a scene say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from roleplay.checking.decision_points import choice_path
from roleplay.checking.giveaways import width_measure
from roleplay.checking.subject import Subject
from roleplay.checking.texts import TextKind, is_written, kind_of, texts
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.placed_texts import PlacedText
from roleplay.scene.model import Choice, Node
from roleplay.simulation import lexicon
from roleplay.simulation.lexicon import ASKING, BUT, ECHO, TURNS, language_names, straight_apostrophes

#: A line is clearly the longest, or the shortest, if its length differs from the next one's by this factor.
MIN_LENGTH_RATIO = Fraction(11, 10)
_MARK = re.compile("[?？]")


def check_languages(subject: Subject) -> list[Diagnostic]:
    """Check the languages of one scene against one another; nothing if there is only one."""
    if len(subject.scenario.languages) < 2:
        return []
    placed_texts = list(texts(subject))
    return [
        *_missing(subject, placed_texts),
        *_length_ranks(subject),
        *(finding for placed in placed_texts for finding in _questions(subject, placed)),
        *(finding for placed in placed_texts for finding in _contrasts(subject, placed)),
    ]


# -- RP501 ---------------------------------------------------------------------------


def _missing(subject: Subject, placed_texts: Sequence[PlacedText]) -> Iterator[Diagnostic]:
    """RP501 for each text that lacks a language; if most do, only one finding, at the title that promises it."""
    worded = [
        placed for placed in placed_texts if not placed.text.todo and any(map(str.isalpha, placed.text.values[0][1]))
    ]
    for language in subject.scenario.languages:
        english, chinese = language_names(language)
        words: dict[str, Any] = {"language": english, "language_zh": chinese, "code": language}
        lacking = [placed for placed in worded if language not in placed.text.languages]
        if 2 * len(lacking) > len(worded):
            some = f"{len(lacking)} of {len(worded)} texts have"
            some_zh = f"{len(worded)} 段文字里有 {len(lacking)} 段"
            yield subject.finding("RP501", ("title", language), which=some, which_zh=some_zh, **words)
            continue
        for placed in lacking:
            yield subject.finding("RP501", placed.path, which="this text has", which_zh="这段文字", **words)


# -- RP502 ---------------------------------------------------------------------------


def _length_ranks(subject: Subject) -> Iterator[Diagnostic]:
    for node in subject.scenario.nodes.values():
        languages = subject.scenario.languages
        spoken = [language for language in languages if all(is_written(line.say, language) for line in node.choices)]
        if len(node.choices) < 3 or node.is_sketch:
            continue
        for first, second in combinations(spoken, 2):
            for long, short in ((first, second), (second, first)):
                line = _extreme(subject, node, long, longest=True)
                if line is not None and line == _extreme(subject, node, short, longest=False):
                    yield _rank(subject, node, line, long, short)


def _extreme(subject: Subject, node: Node, language: str, *, longest: bool) -> Choice | None:
    """The line that is clearly the longest, or the shortest; ``None`` if none is."""
    size = width_measure(subject, language)
    ranked = sorted(node.choices, key=size, reverse=longest)
    long, short = (ranked[0], ranked[1]) if longest else (ranked[1], ranked[0])
    return ranked[0] if size(long) >= MIN_LENGTH_RATIO * size(short) else None


def _rank(subject: Subject, node: Node, line: Choice, long: str, short: str) -> Diagnostic:
    words: dict[str, Any] = {"name": line.id}
    words["long"], words["long_zh"] = language_names(long)
    words["short"], words["short_zh"] = language_names(short)
    return subject.finding("RP502", choice_path(node, line, "say", short), **words)


# -- RP503, RP504 --------------------------------------------------------------------


def _questions(subject: Subject, placed: PlacedText) -> Iterator[Diagnostic]:
    """RP503, only for what is spoken: a stage direction or a reason may phrase it either way."""
    if kind_of(placed) is TextKind.SURROUNDING:
        return
    spoken = [language for language in subject.scenario.languages if is_written(placed.text, language)]
    for asks in spoken:
        silent = [language for language in spoken if not ASKING.search(placed.text.get(language))]
        if silent and _MARK.search(ECHO.sub("", straight_apostrophes(placed.text.get(asks)))):
            yield _pair(subject, "RP503", placed, asks, silent[0])
            return


def _contrasts(subject: Subject, placed: PlacedText) -> Iterator[Diagnostic]:
    """RP504, only for lines: one language turns with a "but", the other has no contrast."""
    if kind_of(placed) is not TextKind.SAY:
        return
    lines = {language: straight_apostrophes(placed.text.get(language)) for language in subject.scenario.languages}
    for has, lacks in permutations([language for language in lines if is_written(placed.text, language)], 2):
        but, turns = lexicon.pattern_for(BUT, has), lexicon.pattern_for(TURNS, lacks)
        match = but.search(lines[has]) if but is not None and turns is not None else None
        if match is not None and turns is not None and not turns.search(lines[lacks]):
            word = match[0].strip(" ,;.，。；！？…—").lower()
            yield _pair(subject, "RP504", placed, has, lacks, word=word)
            return


def _pair(subject: Subject, code: str, placed: PlacedText, has: str, lacks: str, **more: str) -> Diagnostic:
    words: dict[str, Any] = dict(more)
    words["has"], words["has_zh"] = language_names(has)
    words["lacks"], words["lacks_zh"] = language_names(lacks)
    return subject.finding(code, (*placed.path, lacks), **words)
