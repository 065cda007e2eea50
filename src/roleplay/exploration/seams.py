"""The seams of a story: every line with the reply it gets and the words that come next, as real walks join them.

Branches meet again, and a text does not know by which of them it was reached. Reading every seam in context means
reading every pair of texts that can follow one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from roleplay.engine import Passage, State, Story, step
from roleplay.engine.checks import compile_condition
from roleplay.engine.view import direction, ending_text, reply, says
from roleplay.exploration.graph import Graph, Route
from roleplay.scene.model import Choice, Scenario, Variant
from roleplay.scene.text import Text


class SeamKey(NamedTuple):
    """The identity of a seam: the same texts joined in the same way are one seam, however they are reached."""

    #: the node at which the line is said; ``None`` at the beginning of the story
    node: str | None
    #: the id of the line; ``None`` at the beginning of the story
    choice: str | None
    #: index of the reply's variant; ``None`` if there is no reply
    reply: int | None
    #: the node or ending that follows
    target: str
    #: index of the variant of the target's stage direction; ``None`` if there is none
    scene: int | None
    #: index of the variant of what is said at the target, or of the ending's text
    says: int


class Seam(NamedTuple):
    """A seam as it occurs on a real walk."""

    key: SeamKey
    #: a shortest walk to where the line is said
    route: Route
    #: the state in which it is said; ``None`` at the beginning of the story
    before: State | None
    #: the state it leads to, on which its reply and the words that follow are picked
    after: State
    #: states in which the same line answers words other than in ``before`` and that no other seam shows
    elsewhere: tuple[State, ...] = ()

    @property
    def choice(self) -> Choice | None:
        """The line; ``None`` at the beginning of the story."""
        return None if self.before is None or self.key.choice is None else self.before.choice(self.key.choice)


class LabelledGraph(NamedTuple):
    """An explored graph with the seam of each of its decisions, as indices into `Seams.seams`."""

    graph: Graph
    #: for every state, the seam of each line, in the order of `Graph.available`
    rows: tuple[tuple[int, ...], ...]
    #: for every state in which the story may begin, its first seam
    starts: Mapping[int, int]


class Seams(NamedTuple):
    """All seams of a scene, in the order of the story."""

    seams: tuple[Seam, ...]
    #: where they occur: one explored graph for every cast
    labels: tuple[LabelledGraph, ...]

    @property
    def cut(self) -> bool:
        """Whether some exploration stopped at its limit, so that there may be more seams."""
        return any(label.graph.cut for label in self.labels)


#: The variants of the stage direction and of the words in a state: what a line there answers.
_HeardTexts: TypeAlias = tuple[int | None, int]
#: Seam -> what is heard before the line -> the first graph and state with that combination.
_Occurrences: TypeAlias = dict[SeamKey, dict[_HeardTexts | None, tuple[Graph, int]]]


def seams_of(graphs: Sequence[Graph]) -> Seams:
    """Every seam, once, of a scene explored with each of its casts; for a graph that was cut, those found.

    A seam is shown in the first graph in which it occurs, in a state that takes the fewest decisions to reach.
    """
    occurrences: _Occurrences = {}
    rows = [_rows(graph, occurrences) for graph in graphs]
    order = _in_story_order(occurrences, graphs[0].story.scenario)
    index = {key: number for number, key in enumerate(order)}
    labels = tuple(
        LabelledGraph(
            graph,
            tuple(tuple(index[key] for key in row) for row in keys),
            {number: index[key] for number, key in starts.items()},
        )
        for graph, (keys, starts) in zip(graphs, rows, strict=True)
    )
    shown = _choose_shown(order, occurrences)
    return Seams(tuple(_seam(key, *shown[key]) for key in order), labels)


def _rows(graph: Graph, occurrences: _Occurrences) -> tuple[list[list[SeamKey]], dict[int, SeamKey]]:
    """Return the seams of all decisions of a graph and those at its beginnings; both are added to ``occurrences``."""
    story, states = graph.story, graph.states
    passages = story.passages.values()
    texts = {p: _PassageTexts(p, story) for p in passages}
    replies = {line: _VariantPicker(line.choice.reply, story) for p in passages for line in p.lines}
    heard = [texts[state.passage].picked(state) for state in states]
    starts = {n: SeamKey(None, None, None, states[n].passage.id, *heard[n]) for n in graph.starts}
    for number, key in starts.items():
        occurrences.setdefault(key, {}).setdefault(None, (graph, number))
    rows: list[list[SeamKey]] = []
    for number, state in enumerate(states):
        row: list[SeamKey] = []
        for choice, then in zip(graph.available[number], graph.after[number], strict=True):
            reply_picker = replies[state.passage.line(choice)]
            # the merged state has the same future, but a reply depends on how the story got there
            picked = reply_picker.picked(step(state, choice) if reply_picker.conditional else state)
            key = SeamKey(state.passage.id, choice, picked, states[then].passage.id, *heard[then])
            occurrences.setdefault(key, {}).setdefault(heard[number], (graph, number))
            row.append(key)
        rows.append(row)
    return rows, starts


def key_of_step(before: State | None, choice: str | None, after: State) -> SeamKey:
    """The seam of a line between two states; without ``before`` or ``choice``, that at the beginning of the story."""
    heard = _PassageTexts(after.passage, after.story).picked(after)
    if before is None or choice is None:
        return SeamKey(None, None, None, after.passage.id, *heard)
    variant = _VariantPicker(before.choice(choice).reply, after.story).picked(after)
    return SeamKey(before.passage.id, choice, variant, after.passage.id, *heard)


class _VariantPicker:
    """Picks one of several texts by the state; every condition is compiled once."""

    def __init__(self, variants: tuple[Variant, ...], story: Story) -> None:
        self.checks = [compile_condition(variant.when, story.slots) if variant.when else None for variant in variants]
        #: whether the result depends on the state at all
        self.conditional = any(check is not None for check in self.checks)

    def picked(self, state: State) -> int | None:
        """The index of the text; ``None`` if none fits."""
        if not self.conditional:
            return 0 if self.checks else None
        return next((n for n, check in enumerate(self.checks) if check is None or check(state)), None)


class _PassageTexts:
    """The texts of a passage: stage direction and words of a node, or the text of an ending."""

    def __init__(self, passage: Passage, story: Story) -> None:
        node, ending = passage.node, passage.ending
        self.scene = _VariantPicker(node.scene if node is not None else (), story)
        self.says = _VariantPicker(node.says if node is not None else ending.text if ending is not None else (), story)

    def picked(self, state: State) -> _HeardTexts:
        """The indices of the texts shown in a state."""
        return self.scene.picked(state), self.says.picked(state) or 0


def _in_story_order(keys: Iterable[SeamKey], scenario: Scenario) -> list[SeamKey]:
    """Sort seams by the story: a passage after all that lead to it (ignoring loops), then as in the file."""
    keys = list(keys)
    lines = {(node.id, choice.id): n for node in scenario.nodes.values() for n, choice in enumerate(node.choices)}
    ways: dict[str, set[tuple[int, str]]] = {name: set() for name in chain(scenario.nodes, scenario.endings)}
    for key in keys:
        if key.node is not None and key.choice is not None:
            ways[key.node].add((lines[key.node, key.choice], key.target))
    after = {name: [target for _, target in sorted(out, reverse=True)] for name, out in ways.items()}
    rank = {name: n for n, name in enumerate(_reverse_post_order(scenario.start, after))}

    def place(key: SeamKey) -> tuple[int, ...]:
        at, line = (-1, -1) if key.node is None or key.choice is None else (rank[key.node], lines[key.node, key.choice])
        return at, line, _number(key.reply), rank[key.target], _number(key.scene), key.says

    return sorted(keys, key=place)


def _number(variant: int | None) -> int:
    return -1 if variant is None else variant


def _reverse_post_order(first: str, after: Mapping[str, Sequence[str]]) -> list[str]:
    """The reachable passages in reverse depth-first post-order."""
    finished: list[str] = []
    seen = {first}
    stack = [(first, iter(after[first]))]
    while stack:
        place, targets = stack[-1]
        target = next((target for target in targets if target not in seen), None)
        if target is None:
            finished.append(place)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(after[target])))
    return finished[::-1]


def _choose_shown(order: Iterable[SeamKey], occurrences: _Occurrences) -> dict[SeamKey, tuple[Graph, int, list[State]]]:
    """For each seam, the state in which it is shown, and further states whose words no seam shows before the line.

    A line can often be said after several variants of the texts before it. As many of these as possible are shown
    before one of its seams; seams with the fewest variants to choose from choose first.
    """
    covered: set[tuple[str | None, str | None, _HeardTexts | None]] = set()
    shown: dict[SeamKey, tuple[Graph, int, list[State]]] = {}
    for key in sorted(order, key=lambda key: len(occurrences[key])):
        found = occurrences[key]
        heard_before = next((n for n in found if (key.node, key.choice, n) not in covered), next(iter(found)))
        covered.add((key.node, key.choice, heard_before))
        shown[key] = (*found[heard_before], [])
    for key in order:
        for heard_before, (graph, number) in occurrences[key].items():
            if (key.node, key.choice, heard_before) not in covered:
                covered.add((key.node, key.choice, heard_before))
                shown[key][2].append(graph.states[number])
    return shown


def _seam(key: SeamKey, graph: Graph, number: int, elsewhere: Iterable[State]) -> Seam:
    state, route = graph.states[number], graph.route(number)
    if key.choice is None:
        return Seam(key, route, before=None, after=state)
    return Seam(key, route, before=state, after=step(state, key.choice), elsewhere=tuple(elsewhere))


# -- changes ---------------------------------------------------------------------


def changed_seams(seams: Seams, before: Seams, languages: Iterable[str]) -> list[int]:
    """The seams (indices) that join texts, in one of these languages, which were not joined ``before``.

    Only the text counts, not ids: the line with its reply and what follows, and the line with what it answers.
    """
    changed: set[int] = set()
    for language in languages:
        known = {pair for seam in before.seams for pair in _read_together(seam, language)}
        changed.update(n for n, seam in enumerate(seams.seams) if not known.issuperset(_read_together(seam, language)))
    return sorted(changed)


def _read_together(seam: Seam, language: str) -> Iterator[tuple[str, ...]]:
    choice, names = seam.choice, seam.after.story.scenario.names()

    def read(text: Text | None) -> str:
        return "" if text is None else text.fill(language, names)

    def there(state: State) -> tuple[str, ...]:
        ending = state.passage.ending
        return tuple(map(read, (direction(state), says(state), ending and ending.title, ending_text(state))))

    if choice is None or seam.before is None:
        yield ("begins", *there(seam.after))
        return
    yield ("follows", read(choice.say), read(reply(choice, seam.after)), *there(seam.after))
    for state in (seam.before, *seam.elsewhere):
        yield ("answers", *there(state), read(choice.say))
