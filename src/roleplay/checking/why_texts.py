"""RP413, RP414: a `why` that explains a good line and a poor one, or a line in both roles, by the same words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from roleplay.checking.decision_points import choice_path
from roleplay.checking.subject import Subject
from roleplay.engine import State
from roleplay.engine.view import why_of
from roleplay.reading.diagnostics import Diagnostic
from roleplay.scene.model import Choice, Node
from roleplay.scene.text import Text
from roleplay.scene.wording import QUOTED, in_words
from roleplay.scoring.judge import JudgedLine


def check_why_texts(subject: Subject) -> list[Diagnostic]:
    """Check every `why` of a scene; nothing if the scene has too many states to explore."""
    if subject.graph.cut:
        return []
    return [
        finding
        for node in subject.scenario.nodes.values()
        if not node.is_sketch
        for finding in (*_same_reason(subject, node), *_unconditional_reason(subject, node))
    ]


def _states(subject: Subject, node: Node) -> Iterator[tuple[State, dict[str, JudgedLine]]]:
    """The states in which something can be said at the node, with each line judged."""
    graph = subject.graph
    for number in graph.at[node.id]:
        table = subject.tables[number]
        if table is not None:
            yield graph.states[number], dict(table)


def _same_reason(subject: Subject, node: Node) -> Iterator[Diagnostic]:
    """RP413: two lines offered together with the same explanation but different points."""
    for first, second in combinations(node.choices, 2):
        if not any(_share_words(a.text, b.text) for a in first.why for b in second.why):
            continue
        for state, table in _states(subject, node):
            if first.id in table and second.id in table and _points(table[first.id]) != _points(table[second.id]):
                texts = why_of(state, first), why_of(state, second)
                if _share_words(*texts):
                    path = choice_path(node, second, "why")
                    yield subject.key_finding("RP413", path, name=second.id, other=first.id)
                    break


def _share_words(first: Text | None, second: Text | None) -> bool:
    """Whether two reasons have the same words in some language; todo notes do not count."""
    if first is None or second is None:
        return False
    other = dict(second.values)
    todo = {*first.todo, *second.todo}
    return any(code not in todo and other.get(code) == words for code, words in first.values)


def _points(line: JudgedLine) -> list[tuple[int, int]]:
    return [(evidence.criterion, evidence.points) for evidence in line.evidence]


def _unconditional_reason(subject: Subject, node: Node) -> Iterator[Diagnostic]:
    """RP414: a line with one explanation although a condition decides whether it is the best, or good at all."""
    for choice in node.choices:
        if choice.why and any(use.when for use in choice.moves) and _explains_both(subject, node, choice):
            path = choice_path(node, choice, "why")
            conditions = [use.when for use in choice.moves if use.when]
            english, chinese = (
                words("map.or").join(
                    dict.fromkeys(in_words(when, subject.scenario, words, QUOTED) for when in conditions)
                )
                for words in subject.catalogues
            )
            yield subject.key_finding("RP414", path, name=choice.id, condition=english, condition_zh=chinese)


class _Verdict(NamedTuple):
    """How a line was judged in a state, by the moves it makes there."""

    moves: tuple[str, ...]
    best: bool
    #: the sign of its points on the leading rubric or, if these are 0, on the others: -1, 0 or 1
    sign: int

    def contradicts(self, other: _Verdict) -> bool:
        """Whether no single reason can explain both."""
        return self.moves != other.moves and (self.best != other.best or self.sign * other.sign < 0)


def _explains_both(subject: Subject, node: Node, choice: Choice) -> bool:
    """Whether the same words explain the line both where it is right and where, by its own moves, it is not."""
    verdicts: dict[Text, set[_Verdict]] = {}
    seen: set[tuple[int, int]] = set()  # ids are safe: the judge keeps its tables alive and shares them
    graph = subject.graph
    for number in graph.at[node.id]:
        table = subject.tables[number]
        text = why_of(graph.states[number], choice) if table is not None and choice.id in table else None
        if table is None or text is None or (id(text), id(table)) in seen:
            continue
        seen.add((id(text), id(table)))
        if not text.todo:
            verdicts.setdefault(text, set()).add(_verdict(subject, table, choice))
    return any(
        first.contradicts(second) for same_text in verdicts.values() for first, second in combinations(same_text, 2)
    )


def _verdict(subject: Subject, table: Mapping[str, JudgedLine], choice: Choice) -> _Verdict:
    line, quality = table[choice.id], subject.judge.quality
    points = quality(line)
    best = points == max(map(quality, table.values()))
    return _Verdict(line.moves, best, ((points > (0, 0)) - (points < (0, 0))))
