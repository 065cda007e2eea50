"""Every reachable state of a story, found with the engine's own ``step``.

States of a passage that differ only in values that nothing can read any more are merged (`needs`). The first one met
represents them, so every state in the graph is a real one, and the walk by which it was met is a shortest one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import NamedTuple

from roleplay.engine import Passage, State, Story, legal, start, step
from roleplay.exploration.needs import Key, key_of, needs_of

#: Default number of states at which an exploration stops.
LIMIT = 500_000
#: Maximum number of decisions to follow: the time needed grows with decisions, and no clock is read here. It is raised
#: to twice the limit of states if that is more. The scenes that ship have at most 40,000.
DECISION_LIMIT = 200_000


class Route(NamedTuple):
    """A walk from the beginning: the dealt facts, and the choices made."""

    deal: Mapping[str, str]
    choices: tuple[str, ...]

    def __str__(self) -> str:
        dealt = "".join(f"{fact} = {value}; " for fact, value in self.deal.items())
        return dealt + (" → ".join(self.choices) or "-")


class Graph:
    """The states of a story by number, ordered by the number of decisions that it takes to reach them.

    ``available[n]`` are the choices that can be made in state *n* and ``after[n]`` the states they lead to; both are
    empty at an ending. If ``cut`` is true the exploration stopped at its limit: what was found is real, but absence
    proves nothing, and the last states have not been expanded.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.cut = False
        self.states: list[State] = []
        self.available: list[tuple[str, ...]] = []
        self.after: list[tuple[int, ...]] = []
        #: the states in which the story may begin, with the probability of each
        self.starts: dict[int, float] = {}
        #: the state from which each was first met, and the choice; -1 for states in which the story begins
        self._from: list[tuple[int, str]] = []
        self._keys: dict[Passage, Key] = {passage: key_of(needs, story) for passage, needs in needs_of(story).items()}
        self._numbers: dict[Passage, dict[int, int]] = {passage: {} for passage in story.passages.values()}

    def __len__(self) -> int:
        """The number of states."""
        return len(self.states)

    def number(self, state: State) -> int | None:
        """The number of the state that represents ``state``; ``None`` if it was not met before the limit."""
        return self._numbers[state.passage].get(self._keys[state.passage](state))

    @cached_property
    def at(self) -> Mapping[str, list[int]]:
        """The states (numbers) of every node and ending, by its id; an empty list if it cannot be reached."""
        numbers: dict[str, list[int]] = {name: [] for name in self.story.passages}
        for number, state in enumerate(self.states):
            numbers[state.passage.id].append(number)
        return numbers

    @cached_property
    def first_states(self) -> Mapping[tuple[str, str], int]:
        """The first state in which each choice (node, choice) can be made; choices that never can are missing."""
        first: dict[tuple[str, str], int] = {}
        for number, available in enumerate(self.available):
            passage = self.states[number].passage.id
            for choice in available:
                first.setdefault((passage, choice), number)
        return first

    def edges(self) -> Iterator[tuple[int, str, int]]:
        """Every decision: the state before, the choice, the state after."""
        for number, (available, after) in enumerate(zip(self.available, self.after, strict=True)):
            for choice, then in zip(available, after, strict=True):
                yield number, choice, then

    def route(self, number: int) -> Route:
        """A shortest walk to a state."""
        choices: list[str] = []
        while (before := self._from[number])[0] >= 0:
            number, choice = before
            choices.append(choice)
        first = self.states[number]
        return Route(dict(zip(self.story.facts, first.facts, strict=True)), tuple(reversed(choices)))

    def route_to(self, passage: str) -> Route | None:
        """A shortest walk to a node or an ending; ``None`` if none was found."""
        numbers = self.at[passage]
        return self.route(numbers[0]) if numbers else None

    @cached_property
    def can_end(self) -> bytearray:
        """For every state, 1 if an ending can be reached from it, else 0; meaningless if the graph was cut."""
        before: list[list[int]] = [[] for _ in self.states]
        for number, after in enumerate(self.after):
            for then in after:
                before[then].append(number)
        finite = bytearray(len(self.states))
        waiting = [number for number, state in enumerate(self.states) if state.over]
        for number in waiting:
            finite[number] = 1
        while waiting:
            for number in before[waiting.pop()]:
                if not finite[number]:
                    finite[number] = 1
                    waiting.append(number)
        return finite

    def explore(self, limit: int) -> None:
        """Find the states breadth-first; stop at ``limit`` states, or after very many decisions (`DECISION_LIMIT`)."""
        steps, max_steps = 0, max(DECISION_LIMIT, 2 * limit)
        numbers, keys = self._numbers, self._keys
        states, origin = self.states, self._from
        deals = list(product(*self.story.scenario.deal.values()))
        for deal in deals:
            first = start(self.story, 0, dict(zip(self.story.facts, deal, strict=True)))
            number = numbers[first.passage].setdefault(keys[first.passage](first), len(states))
            if number == len(states):
                states.append(first)
                origin.append((-1, ""))
            self.starts[number] = self.starts.get(number, 0.0) + 1 / len(deals)
        for number, state in enumerate(states):  # grows during the iteration
            available = legal(state)
            row: list[int] = []
            for choice in available:
                then = step(state, choice)
                passage = then.passage
                known, key = numbers[passage], keys[passage](then)
                target = known.get(key)
                if target is None:
                    target = known[key] = len(states)
                    states.append(then)
                    origin.append((number, choice))
                row.append(target)
            self.available.append(available)
            self.after.append(tuple(row))
            steps += len(row)
            if len(states) > limit or steps > max_steps:
                self.cut = True
                break
        missing = len(states) - len(self.available)
        self.available += [()] * missing
        self.after += [()] * missing


def explore(story: Story, limit: int = LIMIT) -> Graph:
    """Return the graph of all states of ``story`` under every deal, up to ``limit`` states."""
    graph = Graph(story)
    graph.explore(limit)
    return graph
