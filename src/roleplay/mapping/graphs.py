"""Algorithms on directed graphs: back edges, cycles, dominators, distances. Not recursive, so any depth is fine.

A graph is a map from every vertex to its successors, whose order determines the order of the results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Graph: TypeAlias = Mapping[str, Sequence[str]]


class DepthFirst(NamedTuple):
    """The result of a depth-first search."""

    #: vertices in the order in which they were discovered
    preorder: tuple[str, ...]
    #: vertices in the order in which they were finished
    postorder: tuple[str, ...]
    #: edges to an ancestor (or the vertex itself) in the search; without them the graph is acyclic
    back_edges: frozenset[tuple[str, str]]


def depth_first(graph: Graph, roots: Iterable[str]) -> DepthFirst:
    """Search from each of ``roots`` in turn."""
    preorder: list[str] = []
    postorder: list[str] = []
    back_edges: set[tuple[str, str]] = set()
    seen: set[str] = set()
    on_path: set[str] = set()
    for root in roots:
        if root in seen:
            continue
        stack: list[tuple[str, Iterator[str]]] = [(root, iter(graph[root]))]
        seen.add(root)
        on_path.add(root)
        preorder.append(root)
        while stack:
            vertex, targets = stack[-1]
            for target in targets:
                if target in on_path:
                    back_edges.add((vertex, target))
                elif target not in seen:
                    seen.add(target)
                    on_path.add(target)
                    preorder.append(target)
                    stack.append((target, iter(graph[target])))
                    break
            else:
                stack.pop()
                on_path.discard(vertex)
                postorder.append(vertex)
    return DepthFirst(tuple(preorder), tuple(postorder), frozenset(back_edges))


def reverse(graph: Graph) -> dict[str, list[str]]:
    """The graph with every edge reversed."""
    sources: dict[str, list[str]] = {vertex: [] for vertex in graph}
    for vertex, targets in graph.items():
        for target in targets:
            sources[target].append(vertex)
    return sources


def cyclic_vertices(graph: Graph) -> frozenset[str]:
    """The vertices on cycles (those in a strongly connected component that contains an edge)."""
    backwards = reverse(graph)
    cyclic: set[str] = set()
    done: set[str] = set()
    for root in reversed(depth_first(graph, graph).postorder):  # Kosaraju's algorithm
        if root in done:
            continue
        component = [root]
        done.add(root)
        for vertex in component:
            for source in backwards[vertex]:
                if source not in done:
                    done.add(source)
                    component.append(source)
        if len(component) > 1 or root in graph[root]:
            cyclic.update(component)
    return frozenset(cyclic)


def dominators(graph: Graph, root: str) -> dict[str, str]:
    """The immediate dominator of every vertex reachable from ``root``, except the root itself.

    That is the last other vertex on every path from the root to it (algorithm of Cooper, Harvey and Kennedy).
    """
    order = list(reversed(depth_first(graph, [root]).postorder))
    number = {vertex: index for index, vertex in enumerate(order)}
    sources = {vertex: [source for source in known if source in number] for vertex, known in reverse(graph).items()}
    immediate = {root: root}

    def common(first: str, second: str) -> str:
        while first != second:
            while number[first] > number[second]:
                first = immediate[first]
            while number[second] > number[first]:
                second = immediate[second]
        return first

    changed = True
    while changed:
        changed = False
        for vertex in order[1:]:
            known = [source for source in sources[vertex] if source in immediate]
            nearest = known[0]
            for source in known[1:]:
                nearest = common(nearest, source)
            if immediate.get(vertex) != nearest:
                immediate[vertex] = nearest
                changed = True
    del immediate[root]
    return immediate


def longest_distances(graph: Graph, roots: Sequence[str]) -> dict[str, int]:
    """The number of edges on the longest path from a root to each reachable vertex, ignoring back edges."""
    search = depth_first(graph, roots)
    ranks = dict.fromkeys(search.preorder, 0)
    for vertex in reversed(search.postorder):
        for target in graph[vertex]:
            if (vertex, target) not in search.back_edges:
                ranks[target] = max(ranks[target], ranks[vertex] + 1)
    return ranks


def distances(graph: Graph, root: str) -> dict[str, int]:
    """The number of edges on the shortest path from ``root`` to each reachable vertex."""
    lengths = {root: 0}
    queue = [root]
    for vertex in queue:
        for target in graph[vertex]:
            if target not in lengths:
                lengths[target] = lengths[vertex] + 1
                queue.append(target)
    return lengths
