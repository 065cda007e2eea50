"""The graph algorithms, compared with straightforward reference implementations."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from roleplay.mapping import graphs
from strategies import thorough

Graph = Mapping[str, list[str]]


@st.composite
def any_graph(draw: st.DrawFn) -> Graph:
    names = [f"v{n}" for n in range(draw(st.integers(1, 7)))]
    return {name: draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) for name in names}


def reachable(graph: Graph, root: str, without: str | None = None) -> set[str]:
    """The vertices reachable from ``root`` (included) on paths that avoid ``without``."""
    reached: set[str] = set()
    waiting = [root] if root != without else []
    while waiting:
        vertex = waiting.pop()
        if vertex not in reached:
            reached.add(vertex)
            waiting += [to for to in graph[vertex] if to != without]
    return reached


def simple_paths(graph: Graph, at: str, passed: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every maximal path from a vertex that visits nothing twice."""
    here = (*passed, at)
    return [here, *(path for to in graph[at] if to not in here for path in simple_paths(graph, to, here))]


@given(any_graph())
@thorough
def test_dominators(graph: Graph) -> None:
    dominators = graphs.dominators(graph, "v0")
    from_root = reachable(graph, "v0")
    assert dominators.keys() == from_root - {"v0"}
    for vertex, owner in dominators.items():
        above = {other for other in from_root - {vertex} if vertex not in reachable(graph, "v0", without=other)} | {
            "v0"
        }
        chain = [owner]
        while chain[-1] != "v0":
            chain.append(dominators[chain[-1]])
        assert set(chain) == above


@given(any_graph())
@thorough
def test_cyclic_vertices(graph: Graph) -> None:
    again = {vertex for vertex in graph if any(vertex in reachable(graph, to) for to in graph[vertex])}
    assert graphs.cyclic_vertices(graph) == again


@given(any_graph())
@thorough
def test_without_back_edges_the_graph_is_acyclic_and_reaches_the_same_vertices(graph: Graph) -> None:
    order = graphs.depth_first(graph, ["v0"])
    assert set(order.preorder) == set(order.postorder) == reachable(graph, "v0")
    rest = {vertex: [to for to in targets if (vertex, to) not in order.back_edges] for vertex, targets in graph.items()}
    reached = {vertex: rest[vertex] for vertex in order.preorder}
    assert graphs.cyclic_vertices(reached) == frozenset()
    assert reachable(rest, "v0") == set(order.preorder)


@given(any_graph())
@thorough
def test_shortest_and_longest(graph: Graph) -> None:
    order = graphs.depth_first(graph, ["v0"])
    rest = {vertex: [to for to in targets if (vertex, to) not in order.back_edges] for vertex, targets in graph.items()}
    lengths = {
        vertex: [len(path) - 1 for path in simple_paths(rest, "v0") if path[-1] == vertex] for vertex in order.preorder
    }
    assert graphs.longest_distances(graph, ["v0"]) == {vertex: max(counts) for vertex, counts in lengths.items()}
    every = {
        vertex: [len(path) - 1 for path in simple_paths(graph, "v0") if path[-1] == vertex] for vertex in order.preorder
    }
    assert graphs.distances(graph, "v0") == {vertex: min(counts) for vertex, counts in every.items()}


def test_a_very_long_chain_does_not_overflow_the_stack() -> None:
    chain = {f"v{n}": [f"v{n + 1}"] for n in range(5000)} | {"v5000": ["v0"]}
    assert len(graphs.cyclic_vertices(chain)) == 5001
    assert graphs.dominators(chain, "v0")["v5000"] == "v4999"
    assert graphs.longest_distances(chain, ["v0"])["v5000"] == 5000
