"""RP301-RP306: what the rubrics can assess in a scene, and whether anybody can pass it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from roleplay.checking.pass_marks import check_marks
from roleplay.checking.subject import Situation, Subject
from roleplay.engine import IllegalChoice, replay, start
from roleplay.exploration import Route
from roleplay.exploration.paths import NEVER, best_route, gained, least_cost_values, packed
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.scene.model import Choice
from roleplay.scoring.judge import Evidence, JudgedLine
from roleplay.scoring.scorecard import scorecard
from roleplay.scoring.value import Values


def check_judgement(subject: Subject, release: bool) -> list[Diagnostic]:
    """Check a scene against its rubrics, without simulating plays.

    What only a finished scene can satisfy is checked in a released scene, and with ``release`` in any.
    """
    findings = [*_duplicate_choices(subject)]
    if subject.graph.cut:
        return findings
    finished = release or subject.scenario.released
    findings += _conflicting_criteria(subject)
    if not somebody_passes(subject):
        marks = [*check_marks(subject, finished=finished)]
        findings += marks or [subject.key_finding("RP306", ("pass",)) for _ in range(finished)]
    if finished:
        findings += _never_at_stake(subject)
        if all(subject.graph.can_end):
            findings += _rarely_at_stake(subject)
    return findings


def _duplicate_choices(subject: Subject) -> Iterator[Diagnostic]:
    """RP303: choices offered together that do the same, so that there is nothing to choose between them."""
    reported: set[tuple[str, str]] = set()
    for situation in subject.situations():
        node = situation.passage.node
        if node is None or node.is_sketch:
            continue
        seen: dict[object, Choice] = {}
        for number, choice in enumerate(node.choices):
            if choice.id not in situation.judged or (node.id, choice.id) in reported:
                continue
            effect = (
                frozenset(choice.moves),
                frozenset(choice.effects.items()),
                frozenset(choice.set),
                frozenset(choice.clear),
                choice.to or node.speaker,
                choice.goto,
            )
            other = seen.setdefault(effect, choice)
            if other is not choice:
                reported.add((node.id, choice.id))
                path: KeyPath = ("nodes", node.id, "choices", number, "moves")
                yield subject.finding("RP303", path, name=choice.id, other=other.id)


def _never_at_stake(subject: Subject) -> Iterator[Diagnostic]:
    """RP301: a criterion of the leading rubric never at stake with any cast, or another rubric never at stake at all.

    Besides the leading rubric a scene often assesses only one or two criteria of another; the rest are not due in it.
    """
    judge = subject.judge
    seen = {
        evidence.criterion
        for cast in subject.casts
        for situation in cast.situations()
        for line in situation.judged.values()
        for evidence in line.evidence
    }
    for index, rubric in enumerate(judge.rubrics):
        numbers = [n for n, measure in enumerate(judge.measures) if measure.rubric is rubric]
        never = [judge.measures[n].ref for n in numbers if n not in seen]
        if index and len(never) == len(numbers):
            never = [rubric.id]
        elif index:
            never = []
        for name in never:
            yield subject.finding("RP301", ("rubrics", index), name=name)


def _rarely_at_stake(subject: Subject) -> Iterator[Diagnostic]:
    """RP302: an accepted ending that can be reached before a criterion can be assessed.

    Checked for the leading rubric, and for criteria with a pass mark, which such a walk fails whatever is said.
    """
    graph, judge = subject.graph, subject.judge
    lead = judge.rubrics[0]
    accepted = set(subject.scenario.pass_mark.endings)
    ends = [0 if state.passage.id in accepted else NEVER for state in graph.states]
    gated = {ref for ref in subject.scenario.pass_mark.thresholds if "." in ref}
    for number, measure in enumerate(judge.measures):
        minimum = measure.rubric.minimum
        if measure.rubric is not lead and measure.ref not in gated:
            continue
        known: dict[int, int] = {}  # ids are safe: the judge keeps its tables alive and shares them
        for table in subject.tables:
            if id(table) not in known:
                known[id(table)] = packed(-1 if table and _evidence(next(iter(table.values())), number) else 0)
        costs = [known[id(table)] for table in subject.tables]
        values = least_cost_values(graph.after, costs, ends)
        first = max(graph.starts, key=lambda n: values[n])
        if values[first] == NEVER or -gained(values[first]) >= minimum:
            continue
        gains = [(cost,) * len(after) for cost, after in zip(costs, graph.after, strict=True)]
        route = best_route(graph, first, gains, values)
        details = {"name": measure.ref, "found": -gained(values[first]), "wanted": minimum, "route": route}
        ending = replay(start(graph.story, 0, route.deal), route.choices)[-1].passage.id
        path: KeyPath = ("pass", measure.ref) if measure.ref in gated else ("rubrics", 0)
        yield subject.finding("RP302", path, ending=ending, **details)


def _conflicting_criteria(subject: Subject) -> Iterator[Diagnostic]:
    """RP304: two criteria at stake such that every best line on one is among the worst on the other."""
    reported: set[tuple[str, int, int]] = set()
    for situation in subject.situations():
        for first, second in _opposed(situation):
            node = situation.passage.node
            assert node is not None
            if (node.id, first, second) in reported:
                continue
            reported.add((node.id, first, second))
            first_measure, second_measure = subject.judge.measures[first], subject.judge.measures[second]
            path: KeyPath = ("nodes", node.id, "assess") if node.assess is not None else ("nodes", node.id)
            yield subject.key_finding("RP304", path, name=node.id, first=first_measure.ref, second=second_measure.ref)


def _opposed(situation: Situation) -> Iterator[tuple[int, int]]:
    stakes = {e.criterion: e for line in situation.judged.values() for e in line.evidence}
    points = [{e.criterion: e.points for e in line.evidence} for line in situation.judged.values()]
    for first, second in combinations(sorted(stakes), 2):
        for better, worse in ((first, second), (second, first)):
            best = [line_points for line_points in points if line_points[better] == stakes[better].best]
            if all(line_points[worse] == stakes[worse].worst for line_points in best):
                yield first, second
                break


def _evidence(line: JudgedLine, criterion: int) -> Evidence | None:
    return next((evidence for evidence in line.evidence if evidence.criterion == criterion), None)


def somebody_passes(subject: Subject) -> bool:
    """Whether one of the scene's walks with this cast passes, or else a best line.

    False is no proof that nobody can pass.
    """
    walks = [walk for walk in subject.scenario.walks.values() if subject.played_as(walk.personas) is subject]
    if any(_passes(subject, Route(walk.deal, walk.choices)) for walk in walks):
        return True
    graph = subject.graph
    values = Values(graph, subject.judge)
    lines = (Route(graph.route(n).deal, values.best_line(graph.states[n])) for n in graph.starts)
    return any(_passes(subject, line) for line in lines)


def _passes(subject: Subject, route: Route) -> bool:
    try:
        states = replay(start(subject.story, 0, route.deal), route.choices)
    except IllegalChoice:  # an unplayable walk: RP309
        return False
    return scorecard(subject.judge, states, route.choices).passed
