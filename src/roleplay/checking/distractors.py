"""RP312, RP313: whether the distractors are hard enough to tell from the best line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roleplay.checking.decision_points import DecisionPoint, choice_path, decision_points
from roleplay.checking.subject import Subject
from roleplay.reading.diagnostics import Diagnostic, join_names
from roleplay.scene.model import Choice, Node

#: A move worth this many points or fewer on a criterion that is due is plainly poor.
PLAINLY_POOR = -2
#: How many lines of a scene may make a critical move: two can tempt; more form a pattern that learners spot.
MAX_CRITICAL = 2


def check_distractors(subject: Subject) -> Iterator[Diagnostic]:
    """Check how tempting the poor lines are; not in a tutorial, which only teaches the keys."""
    if not subject.scenario.tutorial:
        yield from _no_distractor(subject, decision_points(subject))
        yield from _red_lines(subject)


def _no_distractor(subject: Subject, points: Sequence[DecisionPoint]) -> Iterator[Diagnostic]:
    """RP312, once per node: in every state, of three or more lines one is best and every other is plainly poor."""
    by_node: dict[str, list[DecisionPoint]] = {}
    for point in points:
        by_node.setdefault(point.node.id, []).append(point)
    for name, node_points in by_node.items():
        if all(_lacks_distractor(subject, point) for point in node_points):
            yield subject.key_finding("RP312", ("nodes", name), name=name)


def _lacks_distractor(subject: Subject, point: DecisionPoint) -> bool:
    others = [line for line in point.lines if line != point.winner]
    return point.is_contest and all(_plainly_poor(subject, point.node, line) for line in others)


def _plainly_poor(subject: Subject, node: Node, line: Choice) -> bool:
    """Whether the line always makes a critical move, or one worth at most `PLAINLY_POOR` on a criterion due here."""
    due = [m.criterion for m in subject.judge.measures if node.assess is None or m.ref in node.assess]
    always = [use.move for use in line.moves if not use.when]
    return any(
        move in _critical(subject) or any(criterion.points.get(move, 0) <= PLAINLY_POOR for criterion in due)
        for move in always
    )


def _red_lines(subject: Subject) -> Iterator[Diagnostic]:
    """RP313: too many lines with a critical move. Only these moves show what the briefing forbids."""
    critical = _critical(subject)
    crossing = [
        (node, line)
        for node in subject.scenario.nodes.values()
        for line in node.choices
        if any(use.move in critical for use in line.moves)
    ]
    if len(crossing) > MAX_CRITICAL:
        names = join_names(f"`{node.id}/{line.id}`" for node, line in crossing)
        path = choice_path(*crossing[MAX_CRITICAL], "moves")
        yield subject.finding("RP313", path, count=len(crossing), most=MAX_CRITICAL, lines=names)


def _critical(subject: Subject) -> frozenset[str]:
    """The moves that fail an attempt, by any of the scene's rubrics."""
    return frozenset[str]().union(*(rubric.critical for rubric in subject.judge.rubrics))
