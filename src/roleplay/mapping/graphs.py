"""What is asked of a directed graph: ways back, loops, dominators, ranks. Nothing here recurses, however deep it is.

A graph is a map from every vertex to those it leads to, in an order that the answers keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Graph: TypeAlias = Mapping[str, Sequence[str]]


class Search(NamedTuple):
    """A depth-first search: what it found, in which order, and the edges that lead back to where it came from."""

    before: tuple[str, ...]
    """In the order in which it came to them."""
    after: tuple[str, ...]
    """In the order in which it had done with them."""
    back: frozenset[tuple[str, str]]
    """Edges to a vertex on the way to their own source; without them the graph has no loop."""


def search(graph: Graph, roots: Iterable[str]) -> Search:
    """Search from ``roots``, one after the other."""
    before: list[str] = []
    after: list[str] = []
    back: set[tuple[str, str]] = set()
    seen: set[str] = set()
    open_: set[str] = set()
    for root in roots:
        if root in seen:
            continue
        stack: list[tuple[str, Iterator[str]]] = [(root, iter(graph[root]))]
        seen.add(root)
        open_.add(root)
        before.append(root)
        while stack:
            at, ways = stack[-1]
            for to in ways:
                if to in open_:
                    back.add((at, to))
                elif to not in seen:
                    seen.add(to)
                    open_.add(to)
                    before.append(to)
                    stack.append((to, iter(graph[to])))
                    break
            else:
                stack.pop()
                open_.discard(at)
                after.append(at)
    return Search(tuple(before), tuple(after), frozenset(back))


def turned(graph: Graph) -> dict[str, list[str]]:
    """The same graph with every edge the other way round."""
    found: dict[str, list[str]] = {vertex: [] for vertex in graph}
    for vertex, ways in graph.items():
        for to in ways:
            found[to].append(vertex)
    return found


def looping(graph: Graph) -> frozenset[str]:
    """The vertices to which one can come back (those of a strong component with an edge in it)."""
    backwards = turned(graph)
    found: set[str] = set()
    done: set[str] = set()
    for root in reversed(search(graph, graph).after):  # Kosaraju: against the edges, the last one first
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
            found.update(component)
    return frozenset(found)


def dominators(graph: Graph, root: str) -> dict[str, str]:
    """The immediate dominator of every vertex that ``root`` leads to, but of the root itself.

    That is the last vertex through which every way from the root to it passes (Cooper, Harvey and Kennedy).
    """
    order = list(reversed(search(graph, [root]).after))
    number = {vertex: place for place, vertex in enumerate(order)}
    sources = {vertex: [one for one in ones if one in number] for vertex, ones in turned(graph).items()}
    found = {root: root}

    def common(one: str, other: str) -> str:
        while one != other:
            while number[one] > number[other]:
                one = found[one]
            while number[other] > number[one]:
                other = found[other]
        return one

    changed = True
    while changed:
        changed = False
        for vertex in order[1:]:
            known = [source for source in sources[vertex] if source in found]
            nearest = known[0]
            for source in known[1:]:
                nearest = common(nearest, source)
            if found.get(vertex) != nearest:
                found[vertex] = nearest
                changed = True
    del found[root]
    return found


def longest(graph: Graph, roots: Sequence[str]) -> dict[str, int]:
    """How many edges the longest way from a root to each vertex has, ways back left out."""
    found = search(graph, roots)
    ranks = dict.fromkeys(found.before, 0)
    for vertex in reversed(found.after):
        for to in graph[vertex]:
            if (vertex, to) not in found.back:
                ranks[to] = max(ranks[to], ranks[vertex] + 1)
    return ranks


def shortest(graph: Graph, root: str) -> dict[str, int]:
    """How many edges the shortest way from ``root`` to each vertex has."""
    found = {root: 0}
    queue = [root]
    for vertex in queue:
        for to in graph[vertex]:
            if to not in found:
                found[to] = found[vertex] + 1
                queue.append(to)
    return found
