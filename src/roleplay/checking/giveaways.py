"""RP401-RP405, RP418, RP419, RP422: cues by which somebody who does not read for meaning can find the best line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from roleplay.checking.decision_points import DecisionPoint, choice_path, decision_count
from roleplay.checking.subject import Subject
from roleplay.checking.texts import is_written
from roleplay.reading.diagnostics import Diagnostic, join_names
from roleplay.reading.document import KeyPath
from roleplay.scene.model import Choice
from roleplay.scene.text import Text
from roleplay.session.own_words import phrases_in
from roleplay.session.shared_words import pieces_of
from roleplay.simulation import lexicon
from roleplay.simulation.bots import cliches_of
from roleplay.simulation.lexicon import ABSOLUTES, COURTESIES, PARTICULARS, language_names, straight_apostrophes
from roleplay.text.cells import cell_len

#: The minimum number of decisions for a share to be meaningful.
MIN_DECISIONS = 5
#: The minimum number of hits that make a pattern.
MIN_HITS = 3
#: The best line may be the longest in this share of the decisions: as often as by chance among three lines.
MAX_LONGEST_SHARE = Fraction(1, 3)
#: The best line may be the first of the file, or the most polite, in this share of the decisions.
MAX_SHARE = Fraction(1, 2)
#: From this number of lines with an absolute, or a cliché, it is no accident that all of them are poor.
MIN_LINES = 3
#: How many times as long as the second shortest a line may be, ...
MAX_LENGTH_RATIO = Fraction(13, 10)
#: ... and from how many extra cells on anybody notices: three Chinese characters.
MIN_EXTRA_CELLS = 6


def check_shares(subject: Subject, points: Sequence[DecisionPoint]) -> list[Diagnostic]:
    """RP401, RP402, RP403: a cue that points to the best line too often over the whole scene."""
    contests = [point for point in points if point.is_contest]
    findings = _first(subject, contests)
    for language in subject.scenario.languages:
        spoken = [point for point in contests if all(is_written(line.say, language) for line in point.lines)]
        findings += _longest(subject, spoken, language)
        findings += _most_polite(subject, spoken, language)
    return findings


def check_echoes(subject: Subject, points: Sequence[DecisionPoint]) -> list[Diagnostic]:
    """RP418, RP419: too often the best line is the one that echoes the other person, or the one with most details."""
    findings: list[Diagnostic] = []
    contests = [point for point in points if point.is_contest]
    for language in subject.scenario.languages:
        spoken = [point for point in contests if all(is_written(line.say, language) for line in point.lines)]
        for code, measure in (("RP418", _echoes(subject, language)), ("RP419", _particulars(subject, language))):
            if measure is not None:
                tops = [(point, measure(point)) for point in spoken]
                with_top = [point for point, top in tops if top is not None]
                hits = [point for point, top in tops if top is not None and top == point.winner]
                if _too_often(hits, with_top, MAX_SHARE):
                    findings.append(_share(subject, code, hits[0], ("say", language), hits, with_top, language))
    return findings


#: Returns the line of a decision that has most of something; ``None`` on a tie.
_Top = Callable[[DecisionPoint], Choice | None]


def _echoes(subject: Subject, language: str) -> _Top:
    """Finds the line that repeats most of the other person's words; it must be the same for every variant of them."""
    names = subject.scenario.names()

    @cache
    def pieces(text: Text) -> frozenset[str]:
        return pieces_of(text.fill(language, names))

    def shared_pieces(words: frozenset[str]) -> Callable[[Choice], int]:
        return lambda line: len(words & pieces(line.say))

    def top(point: DecisionPoint) -> Choice | None:
        speeches = [pieces(variant.text) for variant in point.node.says if is_written(variant.text, language)]
        tops = [sole_top(point, shared_pieces(words)) for words in speeches]
        return tops[0] if tops and all(line == tops[0] for line in tops) else None

    return top


def _particulars(subject: Subject, language: str) -> _Top | None:
    """Finds the line with most numbers, times and names of the cast; ``None`` if the language has no lexicon."""
    pattern = lexicon.pattern_for(PARTICULARS, language)
    if pattern is None:
        return None
    names = subject.scenario.names()
    cast = [name.get(language) for name in names.values()]

    def count(line: Choice) -> int:
        text = straight_apostrophes(line.say.fill(language, names))
        return len(pattern.findall(text)) + sum(map(text.count, cast))

    return lambda point: sole_top(point, count)


def _longest(subject: Subject, contests: Sequence[DecisionPoint], language: str) -> list[Diagnostic]:
    size = width_measure(subject, language)
    hits = [point for point in contests if sole_top(point, size) == point.winner]
    if not _too_often(hits, contests, MAX_LONGEST_SHARE):
        return []

    def stands_out(point: DecisionPoint) -> Fraction:
        lengths = sorted(map(size, point.lines))
        return Fraction(lengths[-1], max(lengths[-2], 1))

    worst = max(hits, key=stands_out)
    return [_share(subject, "RP401", worst, ("say", language), hits, contests, language)]


def _first(subject: Subject, contests: Sequence[DecisionPoint]) -> list[Diagnostic]:
    hits = [point for point in contests if point.lines[0] == point.winner]
    return [_share(subject, "RP402", hits[0], ("id",), hits, contests)] if _too_often(hits, contests, MAX_SHARE) else []


def _most_polite(subject: Subject, contests: Sequence[DecisionPoint], language: str) -> list[Diagnostic]:
    pattern = lexicon.pattern_for(COURTESIES, language)
    if pattern is None:
        return []

    def courtesies(line: Choice) -> int:
        return len(pattern.findall(straight_apostrophes(line.say.get(language))))

    with_top = [point for point in contests if sole_top(point, courtesies)]
    hits = [point for point in with_top if sole_top(point, courtesies) == point.winner]
    if not _too_often(hits, with_top, MAX_SHARE):
        return []
    return [_share(subject, "RP403", hits[0], ("say", language), hits, with_top, language)]


def sole_top(point: DecisionPoint, measure: Callable[[Choice], int]) -> Choice | None:
    """The line with a greater ``measure`` than every other; ``None`` on a tie."""
    ranked = sorted(point.lines, key=measure, reverse=True)
    return ranked[0] if measure(ranked[0]) > measure(ranked[1]) else None


def _too_often(hits: Sequence[DecisionPoint], among: Sequence[DecisionPoint], share: Fraction) -> bool:
    total = decision_count(among)
    return total >= MIN_DECISIONS and decision_count(hits) >= MIN_HITS and decision_count(hits) > share * total


def _share(
    subject: Subject,
    code: str,
    shown: DecisionPoint,
    where: KeyPath,
    hits: Sequence[DecisionPoint],
    among: Sequence[DecisionPoint],
    language: str | None = None,
) -> Diagnostic:
    nodes = join_names(f"`{name}`" for name in dict.fromkeys(point.node.id for point in hits))
    words: dict[str, Any] = {
        "count": _number(decision_count(hits)),
        "decisions": _number(decision_count(among)),
        "nodes": nodes,
    }
    if language is not None:
        words["language"], words["language_zh"] = language_names(language)
    assert shown.winner is not None
    return subject.finding(code, choice_path(shown.node, shown.winner, *where), **words)


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")


def width_measure(subject: Subject, language: str) -> Callable[[Choice], int]:
    """A function that measures a line in cells, with the names of the cast filled in."""
    names = subject.scenario.names()
    return lambda line: cell_len(line.say.fill(language, names))


# -- within a decision ---------------------------------------------------------------


def check_lengths(subject: Subject, points: Sequence[DecisionPoint]) -> list[Diagnostic]:
    """RP404: a line far longer than those beside it; the longest of a node, once per language."""
    findings: list[Diagnostic] = []
    for language in subject.scenario.languages:
        size = width_measure(subject, language)
        longest: dict[str, tuple[int, int, KeyPath]] = {}
        for point in points:
            lines = sorted((line for line in point.lines if is_written(line.say, language)), key=size)
            if len(lines) < 3:
                continue
            usual, length = size(lines[1]), size(lines[-1])
            if length > MAX_LENGTH_RATIO * usual and length - usual >= MIN_EXTRA_CELLS:
                # of several states take the one that allows least, or the limit in the finding would not be enough
                shown = (length, -usual, choice_path(point.node, lines[-1], "say", language))
                longest[point.node.id] = max(longest.get(point.node.id, shown), shown)
        for length, least, path in longest.values():
            usual = -least
            english, chinese = language_names(language)
            times = f"{length / max(usual, 1):.1f}"
            limit = max(int(MAX_LENGTH_RATIO * usual), usual + MIN_EXTRA_CELLS - 1)
            words: dict[str, Any] = {
                "cells": length,
                "times": times,
                "most": limit,
                "language": english,
                "language_zh": chinese,
            }
            findings.append(subject.finding("RP404", path, **words))
    return findings


# -- words ---------------------------------------------------------------------------


def check_absolutes(subject: Subject, points: Sequence[DecisionPoint]) -> list[Diagnostic]:
    """RP405: absolute words (always, never) that only occur in lines that are nowhere the best."""

    def word(line: str, language: str) -> str | None:
        pattern = lexicon.pattern_for(ABSOLUTES, language)
        match = None if pattern is None else pattern.search(straight_apostrophes(line))
        return None if match is None else match[0].lower()

    return _only_poor(subject, points, "RP405", word)


def check_cliches(subject: Subject, points: Sequence[DecisionPoint]) -> list[Diagnostic]:
    """RP422: clichés of the trade, as listed by the library, that only occur in lines that are nowhere the best.

    Not checked in a tutorial, whose best lines may be obvious.
    """
    if subject.scenario.tutorial:
        return []

    def phrase(line: str, language: str) -> str | None:
        return next(iter(phrases_in(line, cliches_of(subject.bundle, language))), None)

    return _only_poor(subject, points, "RP422", phrase)


def _only_poor(
    subject: Subject, points: Sequence[DecisionPoint], code: str, find: Callable[[str, str], str | None]
) -> list[Diagnostic]:
    """One finding per language in which ``find(line, language)`` matches several lines, none of them a best one."""
    judged = [point for point in points if point.is_judged]
    good = {(point.node.id, name) for point in judged for name in point.best}
    lines = {(point.node.id, line.id): (point, line) for point in judged for line in point.lines}
    findings: list[Diagnostic] = []
    for language in subject.scenario.languages:
        hits: dict[tuple[str, str], tuple[str, KeyPath]] = {}
        for name, (point, line) in lines.items():
            match = find(line.say.get(language), language) if is_written(line.say, language) else None
            if match is not None:
                hits[name] = (match, choice_path(point.node, line, "say", language))
        if len(hits) < MIN_LINES or hits.keys() & good:
            continue
        (_, first), *others = hits.values()
        quoted = dict.fromkeys(match for match, _ in hits.values())
        english, chinese = language_names(language)
        words: dict[str, Any] = {
            "words": ", ".join(f'"{match}"' for match in quoted),
            "words_zh": "、".join(f"“{match}”" for match in quoted),
            "lines": join_names(str(subject.document.span(path).line) for _, path in others),
            "language": english,
            "language_zh": chinese,
        }
        findings.append(subject.finding(code, first, **words))
    return findings
