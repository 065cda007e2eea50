"""The graph of a scenario as written: where every choice may lead, regardless of conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.mapping import graphs
from roleplay.scene.conditions import Condition
from roleplay.scene.model import Choice, Node, Outcome, Scenario

_END = ""  # a virtual vertex after all endings; no real id is empty


class Transition(NamedTuple):
    """One target of a choice."""

    source: str
    choice: str
    target: str
    #: the condition of the target; may be empty
    when: Condition
    #: whether it is taken if none of the targets before it is
    otherwise: bool
    #: whether it leads back to a passage on the path from the start (a back edge)
    back: bool

    @property
    def sure(self) -> bool:
        """Whether the choice always leads here."""
        return not self.when and not self.otherwise


class Edge(NamedTuple):
    """All transitions from one passage to another."""

    source: str
    target: str
    transitions: tuple[Transition, ...]

    @property
    def back(self) -> bool:
        """Whether it leads back to a passage on the path from the start (a back edge)."""
        return self.transitions[0].back

    @property
    def sure(self) -> bool:
        """Whether some choice always takes it."""
        return any(transition.sure for transition in self.transitions)


class Vertex(NamedTuple):
    """A node or an ending, and its position in the graph."""

    id: str
    #: ``None`` for a node
    outcome: Outcome | None
    start: bool
    #: number of choices on the longest path to it without back edges; 0 for the start
    rank: int
    #: whether some path leads here from the start
    reachable: bool
    #: whether some path leads from here to an ending
    can_end: bool
    #: number of different passages that its choices lead to
    branches: int
    #: whether every path from the start to any ending passes through it; false for the start
    bottleneck: bool
    #: whether it can be visited again
    in_cycle: bool
    #: the last passage on every path to this one; ``None`` for the start and if unreachable
    dominator: str | None
    #: the first node on every path from here to an ending; ``None`` if there is none
    post_dominator: str | None


class SceneGraph(NamedTuple):
    """A scenario as a graph. Passages are in the order of the file, nodes before endings."""

    scenario: Scenario
    vertices: Mapping[str, Vertex]
    #: by node and choice, in the order in which the targets are tried
    transitions: Mapping[tuple[str, str], tuple[Transition, ...]]
    #: number of choices on the shortest path to an ending; ``None`` if there is none
    shortest: int | None
    #: the same for the longest; ``None`` also if a cycle can come before an ending
    longest: int | None

    def node(self, passage: str) -> Node | None:
        """The node with that id; ``None`` for an ending."""
        return self.scenario.nodes.get(passage)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The transitions, grouped by source and target."""
        parallel: dict[tuple[str, str], list[Transition]] = {}
        for transitions in self.transitions.values():
            for transition in transitions:
                parallel.setdefault((transition.source, transition.target), []).append(transition)
        return tuple(Edge(source, target, tuple(transitions)) for (source, target), transitions in parallel.items())

    @property
    def choices(self) -> tuple[tuple[str, Choice], ...]:
        """Every choice, with its node."""
        return tuple((node.id, choice) for node in self.scenario.nodes.values() for choice in node.choices)


def scene_graph(scenario: Scenario) -> SceneGraph:
    """The graph of a scenario."""
    graph = {node.id: _targets(node) for node in scenario.nodes.values()} | {name: [] for name in scenario.endings}
    start = scenario.start
    roots = [start, *graph]
    distances = graphs.distances(graph, start)
    back = graphs.depth_first(graph, roots).back_edges
    ranks = graphs.longest_distances(graph, [start]) | {
        name: rank for name, rank in graphs.longest_distances(graph, roots).items() if name not in distances
    }
    cyclic = graphs.cyclic_vertices(graph)
    dominators = graphs.dominators(graph, start)
    can_end = frozenset(graphs.depth_first(graphs.reverse(graph), scenario.endings).preorder)
    closed = {**graph, **{name: [_END] for name in scenario.endings}, _END: []}
    bottlenecks = _bottlenecks(closed, start) - scenario.endings.keys()
    post_dominators = graphs.dominators(graphs.reverse(closed), _END)
    vertices = {
        name: Vertex(
            id=name,
            outcome=scenario.endings[name].outcome if name in scenario.endings else None,
            start=name == start,
            rank=ranks[name],
            reachable=name in distances,
            can_end=name in can_end,
            branches=len(targets),
            bottleneck=name in bottlenecks,
            in_cycle=name in cyclic,
            dominator=dominators.get(name),
            post_dominator=post_dominators[name] if post_dominators.get(name) in scenario.nodes else None,
        )
        for name, targets in graph.items()
    }
    ends = [name for name in scenario.endings if name in distances]
    endless = any(name in cyclic and name in can_end for name in distances)
    return SceneGraph(
        scenario,
        vertices,
        {
            (node.id, choice.id): _transitions(node, choice, back)
            for node in scenario.nodes.values()
            for choice in node.choices
        },
        min((distances[name] for name in ends), default=None),
        None if endless else max((ranks[name] for name in ends), default=None),
    )


def _targets(node: Node) -> list[str]:
    return list(dict.fromkeys(target.to for choice in node.choices for target in choice.goto))


def _transitions(node: Node, choice: Choice, back: frozenset[tuple[str, str]]) -> tuple[Transition, ...]:
    return tuple(
        Transition(
            source=node.id,
            choice=choice.id,
            target=target.to,
            when=target.when,
            otherwise=not target.when and index > 0,
            back=(node.id, target.to) in back,
        )
        for index, target in enumerate(choice.goto)
    )


def _bottlenecks(closed: graphs.Graph, start: str) -> set[str]:
    """The passages (except the start) that dominate every ending; empty if no ending is reachable."""
    dominators = graphs.dominators(closed, start)
    bottlenecks: set[str] = set()
    passage = dominators.get(_END, start)
    while passage != start:
        bottlenecks.add(passage)
        passage = dominators[passage]
    return bottlenecks
