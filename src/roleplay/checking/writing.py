"""RP401-RP416, RP418, RP419: how the lines of a scene are written, by the standards of item writing for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from roleplay.checking.decision_points import choice_path, decision_points
from roleplay.checking.giveaways import check_absolutes, check_cliches, check_echoes, check_lengths, check_shares
from roleplay.checking.projector import check_screen_fit
from roleplay.checking.questions import check_questions
from roleplay.checking.subject import Subject
from roleplay.checking.texts import is_written
from roleplay.checking.why_texts import check_why_texts
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.model import Choice, MoveKind, Node
from roleplay.session.own_words import PhraseMatch, find_phrases
from roleplay.simulation import lexicon
from roleplay.simulation.lexicon import ALL_OF_THEM, DENIALS, PAUSE, straight_apostrophes

_QUOTED = re.compile("“[^“”]*”|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|(?<!\\w)[‘'][^‘’']*[’'](?!\\w)")


def check_writing(subject: Subject, release: bool, *, explored: bool = True) -> list[Diagnostic]:
    """Check the writing of one scene.

    What only a finished scene can satisfy (shares over all decisions, reasons, nodes with one choice) is checked in a
    released scene, and with ``release`` in any. If the states were not ``explored``, the best lines are not reliably
    known, and echoes (RP418, RP419) are not checked.
    """
    points = decision_points(subject)
    findings = check_lengths(subject, points)
    for node in subject.scenario.nodes.values():
        for choice in () if node.is_sketch else node.choices:
            findings += _line(subject, node, choice)
    findings += check_screen_fit(subject, points)
    if release or subject.scenario.released:
        findings += check_shares(subject, points)
        findings += check_echoes(subject, points) if explored else []
        findings += check_absolutes(subject, points)
        findings += check_cliches(subject, points)
        findings += _missing_why(subject)
        findings += check_why_texts(subject)
        findings += check_questions(subject)
        findings += _no_decision(subject)
    return findings


# -- one line ------------------------------------------------------------------------


def _line(subject: Subject, node: Node, choice: Choice) -> Iterator[Diagnostic]:
    yield from _all_of_the_above(subject, node, choice)
    yield from _straw_man(subject, node, choice)
    yield from _betrayed(subject, node, choice)


def _spoken(choice: Choice) -> list[str]:
    return [language for language in choice.say.languages if is_written(choice.say, language)]


def _all_of_the_above(subject: Subject, node: Node, choice: Choice) -> Iterator[Diagnostic]:
    """RP406, once per line."""
    for language in _spoken(choice):
        pattern = lexicon.pattern_for(ALL_OF_THEM, language)
        match = pattern.search(choice.say.get(language)) if pattern is not None else None
        if match is not None:
            words = match[0].strip("，。；：、！？“（ \n")
            yield subject.finding("RP406", choice_path(node, choice, "say", language), words=words)
            return


def _straw_man(subject: Subject, node: Node, choice: Choice) -> Iterator[Diagnostic]:
    """RP407: a line without a good move that makes a critical move in its first clause, or two critical moves.

    A single critical move that a line leads up to may well tempt: it is quick, lawful, kind, or half true.
    """
    moves = [subject.bundle.moves[use.move] for use in choice.moves]
    if any(move.kind is MoveKind.GOOD for move in moves):
        return
    rubrics = [subject.bundle.rubrics[name] for name in subject.scenario.rubrics]
    critical = [move for move in moves if any(move.id in rubric.critical for rubric in rubrics)]
    for move in critical:
        outright = any(
            find_phrases(_first_breath(choice.say.get(language)), [move], language) for language in _spoken(choice)
        )
        if outright or len(critical) > 1:
            words: dict[str, Any] = {"move": move.id, "name": move.name.get("en"), "name_zh": move.name.get("zh")}
            yield subject.finding("RP407", choice_path(node, choice, "moves"), **words)
            return


def _first_breath(line: str) -> str:
    pause = PAUSE.search(line)
    return line[: pause.start()] if pause is not None else line


def _betrayed(subject: Subject, node: Node, choice: Choice) -> Iterator[Diagnostic]:
    """RP408: words that betray a move which the line does not declare; each move once per line."""
    declared = {use.move for use in choice.moves}
    reported: set[str] = set()
    for language in _spoken(choice):
        line = _QUOTED.sub("…", straight_apostrophes(choice.say.get(language)))
        matches = find_phrases(line, subject.bundle.moves.values(), language)
        for match in matches:
            if (
                match.move.id in declared | reported
                or _within_another(match, matches)
                or _denied(match.phrase, line, language)
            ):
                continue
            reported.add(match.move.id)
            words: dict[str, Any] = {
                "phrase": match.phrase,
                "move": match.move.id,
                "name": match.move.name.get("en"),
                "name_zh": match.move.name.get("zh"),
            }
            yield subject.finding("RP408", choice_path(node, choice, "say", language), **words)


def _within_another(match: PhraseMatch, matches: Sequence[PhraseMatch]) -> bool:
    phrase = straight_apostrophes(match.phrase).casefold()
    return any(
        phrase != other and phrase in other
        for other in (straight_apostrophes(other_match.phrase).casefold() for other_match in matches)
    )


def _denied(phrase: str, line: str, language: str) -> bool:
    """Whether a denial precedes the phrase in the line."""
    before, _, _ = line.casefold().partition(straight_apostrophes(phrase).casefold())
    denial = lexicon.pattern_for(DENIALS, language)
    return denial is not None and denial.search(before) is not None


# -- one node ------------------------------------------------------------------------


def _missing_why(subject: Subject) -> Iterator[Diagnostic]:
    """RP409, once per node; once for a scene in which no choice has a `why`."""
    nodes = [node for node in subject.scenario.nodes.values() if not node.is_sketch]
    lacking = {node.id: [choice for choice in node.choices if not choice.why] for node in nodes}
    count = sum(map(len, lacking.values()))
    everything = count == sum(len(node.choices) for node in nodes)
    for node in nodes:
        missing = lacking[node.id]
        if missing:
            names = ", ".join(f"`{choice.id}`" for choice in missing)
            words: dict[str, Any] = {"what": names, "what_zh": names}
            if everything and count > len(missing):
                words = {"what": "every choice of the scene", "what_zh": "这个场景的所有选项"}
            yield subject.finding("RP409", choice_path(node, missing[0], "id"), **words)
            if everything:
                return


def _no_decision(subject: Subject) -> Iterator[Diagnostic]:
    """RP412: nodes with one choice. Silence picks one of the choices, so it does not add one."""
    for node in subject.scenario.nodes.values():
        if len(node.choices) == 1 and not node.is_sketch:
            yield subject.key_finding("RP412", ("nodes", node.id), name=node.id)
