"""The seams of a story: every line with the reply it gets and the words that come next, as real walks join them.

Ways meet again, and a text does not know by which of them it was reached. Whoever reads every seam in its place has read
every pair of texts that can follow one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from roleplay.engine import State, Story, step
from roleplay.engine.checks import compile_condition
from roleplay.exploration.graph import Graph, Route
from roleplay.scene.model import Choice, Variant


class SeamKey(NamedTuple):
    """What makes a seam: the same texts, joined in the same way, are one seam however they are come to."""

    #: the node at which the line is said; ``None`` where the story begins
    node: str | None
    #: the id of the line
    choice: str | None
    #: index of the variant of its reply; ``None`` without one
    reply: int | None
    #: the node or ending that follows
    target: str
    #: index of the variant of what is said there; ``None`` at an ending
    says: int | None


class Seam(NamedTuple):
    """A seam in a state that a real walk reaches."""

    key: SeamKey
    #: a shortest walk to where the line is said
    route: Route
    #: the state in which it is said; ``None`` where the story begins
    before: State | None
    #: the state it leads to: its reply and the words that follow are picked on this one
    after: State
    #: states in which the same line answers other words than in ``before``, where no other seam shows it do so
    elsewhere: tuple[State, ...]

    @property
    def choice(self) -> Choice | None:
        """The line; ``None`` where the story begins."""
        return None if self.before is None or self.key.choice is None else self.before.choice(self.key.choice)


class Seams(NamedTuple):
    """All seams of a graph that was explored, in the order in which a reader goes through the story forwards."""

    graph: Graph
    seams: tuple[Seam, ...]
    #: for every state, in the order of `Graph.able`, the index of the seam that each line makes
    rows: tuple[tuple[int, ...], ...]
    #: for every state in which the story may begin, the index of the seam it begins with
    starts: Mapping[int, int]


def seams_of(graph: Graph) -> Seams:
    """Every seam once. Of a graph that was cut those that were found."""
    return _Finder(graph).found()


class _Finder:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        passages = graph.story.passages.values()
        says = {p: _Variants(p.node.says if p.node is not None else (), graph.story) for p in passages}
        self.replies = {line: _Variants(line.choice.reply, graph.story) for p in passages for line in p.lines}
        #: for every state, the variant of what is said in it
        self.said = [says[state.passage].picked(state) for state in graph.states]

    def found(self) -> Seams:
        graph = self.graph
        #: seam -> what was said before the line (variant) -> the first state in which that was so
        met: dict[SeamKey, dict[int | None, int]] = {}
        rows = [[*self.keys(number, met)] for number in range(len(graph))]
        starts = {n: SeamKey(None, None, None, graph.states[n].passage.id, self.said[n]) for n in graph.starts}
        for number, key in starts.items():
            met.setdefault(key, {}).setdefault(None, number)
        order = self.ordered(met)
        seams = tuple(self.seam(key, *shown) for key, shown in self.shown(order, met).items())
        index = {key: number for number, key in enumerate(order)}
        return Seams(
            graph,
            seams,
            tuple(tuple(index[key] for key in row) for row in rows),
            {number: index[key] for number, key in starts.items()},
        )

    def keys(self, number: int, met: dict[SeamKey, dict[int | None, int]]) -> Iterator[SeamKey]:
        """The seams that the lines of a state make."""
        graph, state = self.graph, self.graph.states[number]
        for choice, then in zip(graph.able[number], graph.after[number], strict=True):
            reply = self.replies[state.passage.line(choice)]
            # the state that stands for the next one has the same future, but a reply asks how it came there
            after = step(state, choice) if reply.several else state
            key = SeamKey(
                node=state.passage.id,
                choice=choice,
                reply=reply.picked(after),
                target=graph.states[then].passage.id,
                says=self.said[then],
            )
            met.setdefault(key, {}).setdefault(self.said[number], number)
            yield key

    def ordered(self, keys: Iterable[SeamKey]) -> list[SeamKey]:
        """Forwards: a place after all those that lead there, loops left out; there in the order of the file."""
        story = self.graph.story
        lines = {
            (node.id, choice.id): n for node in story.scenario.nodes.values() for n, choice in enumerate(node.choices)
        }
        ways: dict[str, set[tuple[int, str]]] = {name: set() for name in story.passages}
        for key in keys:
            if key.node is not None and key.choice is not None:
                ways[key.node].add((lines[key.node, key.choice], key.target))
        after = {name: [target for _, target in sorted(out, reverse=True)] for name, out in ways.items()}
        rank = {name: n for n, name in enumerate(_forwards(story.first.id, after))}

        def place(key: SeamKey) -> tuple[int, ...]:
            line = -1 if key.node is None or key.choice is None else lines[key.node, key.choice]
            at = -1 if key.node is None else rank[key.node]
            return at, line, _number(key.reply), rank[key.target], _number(key.says)

        return sorted(keys, key=place)

    def shown(
        self, order: list[SeamKey], met: Mapping[SeamKey, Mapping[int | None, int]]
    ) -> dict[SeamKey, tuple[int, list[int]]]:
        """The state in which each seam is shown, and those in which its line answers what nothing else shows.

        A line can often be said after several variants of what is said; as many of them as possible are shown before
        one of its seams, those with the least to pick from first.
        """
        read: set[tuple[str | None, str | None, int | None]] = set()
        shown: dict[SeamKey, tuple[int, list[int]]] = {key: (-1, []) for key in order}
        for key in sorted(order, key=lambda key: len(met[key])):
            heard = met[key]
            said = next((n for n in heard if (key.node, key.choice, n) not in read), next(iter(heard)))
            read.add((key.node, key.choice, said))
            shown[key] = heard[said], []
        for key in order:
            for said, number in met[key].items():
                if (key.node, key.choice, said) not in read:
                    read.add((key.node, key.choice, said))
                    shown[key][1].append(number)
        return shown

    def seam(self, key: SeamKey, number: int, others: list[int]) -> Seam:
        states = self.graph.states
        state = states[number]
        begins = key.choice is None
        return Seam(
            key=key,
            route=self.graph.route(number),
            before=None if begins else state,
            after=state if key.choice is None else step(state, key.choice),
            elsewhere=tuple(states[n] for n in others),
        )


class _Variants:
    """Which of several texts stands in a state, every condition compiled once."""

    def __init__(self, variants: tuple[Variant, ...], story: Story) -> None:
        self.checks = [compile_condition(variant.when, story.slots) if variant.when else None for variant in variants]
        #: whether it depends on the state at all
        self.several = len(variants) > 1

    def picked(self, state: State) -> int | None:
        """The index of the text; ``None`` where there is none."""
        if not self.several:
            return 0 if self.checks else None
        return next((n for n, check in enumerate(self.checks) if check is None or check(state)), None)


def _number(variant: int | None) -> int:
    return -1 if variant is None else variant


def _forwards(first: str, after: Mapping[str, list[str]]) -> list[str]:
    """The places by the reverse of the order in which a search in depth is done with them."""
    done: list[str] = []
    seen = {first}
    stack = [(first, iter(after[first]))]
    while stack:
        place, targets = stack[-1]
        target = next((target for target in targets if target not in seen), None)
        if target is None:
            done.append(place)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(after[target])))
    return done[::-1]
