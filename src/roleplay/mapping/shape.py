"""The graph of a scenario as it is written: where every choice may lead, whatever its conditions ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.mapping import graphs
from roleplay.scene.conditions import Condition
from roleplay.scene.model import Choice, Node, Outcome, Scenario

_END = ""  # one vertex behind all endings; no id is empty


class Way(NamedTuple):
    """One target of a choice."""

    source: str
    choice: str
    to: str
    when: Condition
    """What the target asks for; empty where it always stands."""
    otherwise: bool
    """It stands where none of the targets before it does."""
    back: bool
    """It leads back to a place on the way here."""

    @property
    def sure(self) -> bool:
        """Whether the choice always leads here."""
        return not self.when and not self.otherwise


class Road(NamedTuple):
    """All ways from one place to another."""

    source: str
    to: str
    ways: tuple[Way, ...]

    @property
    def back(self) -> bool:
        """Whether it leads back to a place on the way here."""
        return self.ways[0].back

    @property
    def sure(self) -> bool:
        """Whether some choice always leads along it."""
        return any(way.sure for way in self.ways)


class Spot(NamedTuple):
    """A node or an ending, and how it lies in the graph."""

    id: str
    outcome: Outcome | None
    """``None`` for a node."""
    start: bool
    rank: int
    """Choices on the longest way to it that does not go in circles; 0 for the start."""
    reached: bool
    """Some way leads here from the start."""
    ends: bool
    """Some way leads from here to an ending."""
    branches: int
    """How many different places its choices lead to."""
    bottleneck: bool
    """Every way from the start to any ending passes through it; never said of the start."""
    loop: bool
    """One can come back to it."""
    owner: str | None
    """The last place that every way here passes through; ``None`` for the start and where no way leads."""
    ahead: str | None
    """The first node that every way from here to an ending passes through; ``None`` where there is none."""


class Shape(NamedTuple):
    """A scenario as a graph. Places stand in the order of the file, nodes before endings."""

    scenario: Scenario
    spots: Mapping[str, Spot]
    ways: Mapping[tuple[str, str], tuple[Way, ...]]
    """By node and choice, in the order in which the targets are tried."""
    shortest: int | None
    """Choices on the shortest way to an ending; ``None`` where there is none."""
    longest: int | None
    """Choices on the longest; ``None`` also where one can go in circles first."""

    def node(self, place: str) -> Node | None:
        """The node of that id; ``None`` for an ending."""
        return self.scenario.nodes.get(place)

    @property
    def roads(self) -> tuple[Road, ...]:
        """The ways, those between the same two places together."""
        found: dict[tuple[str, str], list[Way]] = {}
        for ways in self.ways.values():
            for way in ways:
                found.setdefault((way.source, way.to), []).append(way)
        return tuple(Road(source, to, tuple(ones)) for (source, to), ones in found.items())

    @property
    def choices(self) -> tuple[tuple[str, Choice], ...]:
        """Every choice, with its node."""
        return tuple((node.id, choice) for node in self.scenario.nodes.values() for choice in node.choices)


def shape_of(scenario: Scenario) -> Shape:
    """The graph of a scenario."""
    graph = {node.id: _targets(node) for node in scenario.nodes.values()} | {name: [] for name in scenario.endings}
    start = scenario.start
    roots = [start, *graph]
    reached = graphs.shortest(graph, start)
    back = graphs.search(graph, roots).back
    ranks = graphs.longest(graph, [start]) | {
        name: rank for name, rank in graphs.longest(graph, roots).items() if name not in reached
    }
    loops = graphs.looping(graph)
    owners = graphs.dominators(graph, start)
    ends = frozenset(graphs.search(graphs.turned(graph), scenario.endings).before)
    closed = {**graph, **{name: [_END] for name in scenario.endings}, _END: []}
    bottlenecks = _bottlenecks(closed, start) - scenario.endings.keys()
    ahead = graphs.dominators(graphs.turned(closed), _END)
    spots = {
        name: Spot(
            id=name,
            outcome=scenario.endings[name].outcome if name in scenario.endings else None,
            start=name == start,
            rank=ranks[name],
            reached=name in reached,
            ends=name in ends,
            branches=len(targets),
            bottleneck=name in bottlenecks,
            loop=name in loops,
            owner=owners.get(name),
            ahead=ahead[name] if ahead.get(name) in scenario.nodes else None,
        )
        for name, targets in graph.items()
    }
    over = [name for name in scenario.endings if name in reached]
    circles = any(name in loops and name in ends for name in reached)
    return Shape(
        scenario,
        spots,
        {
            (node.id, choice.id): _ways(node, choice, back)
            for node in scenario.nodes.values()
            for choice in node.choices
        },
        min((reached[name] for name in over), default=None),
        None if circles else max((ranks[name] for name in over), default=None),
    )


def _targets(node: Node) -> list[str]:
    return list(dict.fromkeys(target.to for choice in node.choices for target in choice.goto))


def _ways(node: Node, choice: Choice, back: frozenset[tuple[str, str]]) -> tuple[Way, ...]:
    return tuple(
        Way(node.id, choice.id, target.to, target.when, not target.when and place > 0, (node.id, target.to) in back)
        for place, target in enumerate(choice.goto)
    )


def _bottlenecks(closed: graphs.Graph, start: str) -> set[str]:
    """What dominates the end of all stories, the start left out; nothing where no ending is reached."""
    owners = graphs.dominators(closed, start)
    found: set[str] = set()
    place = owners.get(_END, start)
    while place != start:
        found.add(place)
        place = owners[place]
    return found
