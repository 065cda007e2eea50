"""RP311, RP417: the values of meters, compared with what is said and along the best line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from roleplay.checking.giveaways import MIN_DECISIONS
from roleplay.checking.subject import Subject
from roleplay.engine import State, replay
from roleplay.engine.view import says
from roleplay.exploration import Route
from roleplay.exploration.paths import MeterExtremes
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.scene.conditions import METER_MAX, METER_MIN
from roleplay.scene.model import Node
from roleplay.scene.reactions import reactions_of
from roleplay.scene.text import Text
from roleplay.scoring.value import Values

#: How far apart two values of a meter may be at which a person says the same: three fifths of the scale. A wider span
#: includes both a clearly good state and a clearly bad one.
MAX_SPAN = 60


def check_meter_values(subject: Subject) -> Iterator[Diagnostic]:
    """Check meters over the whole graph; nothing if the scene has too many states to explore."""
    if not subject.graph.cut:
        yield from _repeated_words(subject)
        if all(subject.graph.can_end):
            yield from _stuck_at_end(subject)


# -- RP417 ---------------------------------------------------------------------------


class WideSpan(NamedTuple):
    """The range of a meter over which a node says the same words."""

    meter: str
    #: the index of the variant
    variant: int
    low: int
    high: int
    #: a route to each of the two values
    low_way: Route
    high_way: Route


def _repeated_words(subject: Subject) -> Iterator[Diagnostic]:
    """RP417 for the widest too wide span of each node, once per node."""
    widest: dict[str, WideSpan] = {}
    for name, span in _spans(subject):
        known = widest.get(name)
        if known is None or span.high - span.low > known.high - known.low:
            widest[name] = span
    for node in subject.scenario.nodes.values():
        if node.id in widest:
            span = widest[node.id]
            meter = subject.scenario.meters[span.meter].name
            details = {**span._asdict(), "name": node.id, "meter": meter.get("en"), "meter_zh": meter.get("zh")}
            yield subject.finding("RP417", _words_path(subject, node, span.variant), **details)


def _spans(subject: Subject) -> Iterator[tuple[str, WideSpan]]:
    """The spans wider than `MAX_SPAN`, with their nodes.

    Only of shown meters that the speaker's reactions move: a colleague's words need not follow the customer's anger.
    """
    graph = subject.graph
    said_at: dict[tuple[str, int], list[int]] = {}
    numbers = {id(v.text): number for node in subject.scenario.nodes.values() for number, v in enumerate(node.says)}
    for number, state in enumerate(graph.states):
        words = spoken_text(state)
        if words is not None:
            said_at.setdefault((state.passage.id, numbers[id(words)]), []).append(number)
    reacting = {who: _reacting_meters(subject, who) for who in subject.scenario.cast}
    for meter in subject.scenario.meters.values():
        if not meter.shown or not any(meter.id in meters for meters in reacting.values()):
            continue
        index = subject.story.slots.meters[meter.id]
        lowest, highest = (MeterExtremes(graph, index, highest=end) for end in (False, True))
        for (name, variant), states in said_at.items() if lowest.complete and highest.complete else ():
            if meter.id not in reacting[subject.scenario.nodes[name].speaker]:
                continue
            low, high = min(states, key=lowest.best.__getitem__), max(states, key=highest.best.__getitem__)
            span = lowest.best[low], highest.best[high]
            if span[1] - span[0] > MAX_SPAN:
                yield name, WideSpan(meter.id, variant, *span, lowest.route(low), highest.route(high))


def _reacting_meters(subject: Subject, who: str) -> frozenset[str]:
    """The meters that this person's reactions to moves change."""
    reactions = reactions_of(subject.story.personas[who], subject.bundle.personas)
    return frozenset(meter for changes in reactions.values() for meter in changes)


def spoken_text(state: State) -> Text | None:
    """What the speaker says in this state; avoids evaluating conditions if there is only one variant."""
    node = state.passage.node
    if node is not None and len(node.says) == 1:
        return node.says[0].text
    return says(state)


def _words_path(subject: Subject, node: Node, number: int) -> KeyPath:
    path: KeyPath = ("nodes", node.id, "says")
    return (*path, number) if (*path, number) in subject.document.values else path


# -- RP311 ---------------------------------------------------------------------------


def _stuck_at_end(subject: Subject) -> Iterator[Diagnostic]:
    """RP311: a shown meter that is at an end of its scale in more than half of the decisions of a best line."""
    graph = subject.graph
    values = Values(graph, subject.judge)
    reported: set[str] = set()
    for first in graph.starts:
        line = replay(graph.states[first], values.best_line(graph.states[first]))[:-1]
        for meter in subject.scenario.meters.values():
            if len(line) < MIN_DECISIONS or not meter.shown or meter.id in reported:
                continue
            for end in (METER_MIN, METER_MAX):
                count = sum(state.meter(meter.id) == end for state in line)
                if 2 * count > len(line):
                    reported.add(meter.id)
                    details = {"name": meter.id, "end": end, "count": count, "decisions": len(line)}
                    since = next(turn for turn, state in enumerate(line, 1) if state.meter(meter.id) == end)
                    yield subject.key_finding("RP311", ("meters", meter.id), since=since, **details)
