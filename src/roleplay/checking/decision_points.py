"""The decisions of a scene as the learner sees them: which lines appear together, and which of them is best."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.reading.document import KeyPath
from roleplay.scene.model import Choice, Node


class DecisionPoint(NamedTuple):
    """The lines that can be said together at a node in some state."""

    node: Node
    #: in the order of the file
    lines: tuple[Choice, ...]
    #: ids of the best lines: by the leading rubric, then by the others
    best: frozenset[str]
    #: its weight: a node counts as one decision, divided evenly if its lines or the best of them vary
    share: Fraction

    @property
    def winner(self) -> Choice | None:
        """The best line, if there is only one."""
        return next(line for line in self.lines if line.id in self.best) if len(self.best) == 1 else None

    @property
    def is_contest(self) -> bool:
        """Whether a surface cue could give the best line away: there is one, among three or more lines."""
        return len(self.best) == 1 and len(self.lines) >= 3

    @property
    def is_judged(self) -> bool:
        """Whether some line is better than another."""
        return len(self.best) < len(self.lines)


def decision_points(subject: Subject) -> list[DecisionPoint]:
    """Every distinct decision of the scene, in the order of the file."""
    by_node: dict[str, dict[tuple[frozenset[str], frozenset[str]], None]] = {}
    for situation in subject.situations():
        if situation.passage.node is None or situation.passage.node.is_sketch:
            continue
        quality = {name: subject.judge.quality(judged) for name, judged in situation.judged.items()}
        if quality:
            top = max(quality.values())
            best = frozenset(name for name, value in quality.items() if value == top)
            by_node.setdefault(situation.passage.id, {})[frozenset(quality), best] = None
    points: list[DecisionPoint] = []
    for node in subject.scenario.nodes.values():
        kinds = by_node.get(node.id, {})
        for able, best in kinds:
            lines = tuple(choice for choice in node.choices if choice.id in able)
            points.append(DecisionPoint(node, lines, best, Fraction(1, len(kinds))))
    return points


def best_where(
    subject: Subject, node: Node, dealt: Iterable[tuple[str, str]], lines: Collection[str]
) -> frozenset[str]:
    """The best lines at a node over all states in which these facts are ``dealt`` and all ``lines`` can be said."""
    graph, tables, wanted = subject.graph, subject.tables, dict(dealt)
    best: set[str] = set()
    for number in graph.at[node.id]:
        table, facts = tables[number], dict(zip(graph.story.facts, graph.states[number].facts, strict=True))
        if table is not None and wanted.items() <= facts.items() and table.keys() >= set(lines):
            quality = {name: subject.judge.quality(judged) for name, judged in table.items()}
            top = max(quality.values())
            best.update(name for name, value in quality.items() if value == top)
    return frozenset(best)


def decision_count(points: Iterable[DecisionPoint]) -> Fraction:
    """The number of decisions, a node counting once."""
    return sum((point.share for point in points), Fraction(0))


def choice_path(node: Node, choice: Choice, *rest: str | int) -> KeyPath:
    """The path of a choice, or of a part of it (``rest``), in the file."""
    index = next(index for index, other in enumerate(node.choices) if other.id == choice.id)
    return ("nodes", node.id, "choices", index, *rest)
