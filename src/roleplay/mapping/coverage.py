"""How often attempts came to each part of a scene: attempts in, counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from roleplay.engine import IllegalChoice, State, Story, start, step
from roleplay.scene.model import Scenario


class AttemptPath(NamedTuple):
    """The passages and choices of one attempt."""

    #: every node it came to, in order, then the ending if it reached one
    passages: tuple[str, ...]
    #: every choice it made, as (node, choice)
    choices: tuple[tuple[str, str], ...]
    #: whether the scene has changed since so that the same decisions no longer lead the same way
    outdated: bool


def attempt_path(story: Story, seed: int, decisions: Sequence[tuple[str, str]], ending: str | None) -> AttemptPath:
    """The path of an attempt at ``story``: its decisions, as (node, choice), replayed from its seed.

    If they no longer lead the same way, because the scene has changed, the recorded ids are used as they are.
    ``ending`` is the recorded one, ``None`` if there is none.
    """
    states = _replayed(story, seed, decisions)
    if states is not None and (ending is None or states[-1].passage.id == ending):
        return AttemptPath(tuple(state.passage.id for state in states), tuple(decisions), False)
    nodes = [node for node, _ in decisions]
    return AttemptPath((*nodes, *([] if ending is None else [ending])), tuple(decisions), True)


def _replayed(story: Story, seed: int, decisions: Sequence[tuple[str, str]]) -> list[State] | None:
    states = [start(story, seed)]
    for node, choice in decisions:
        if states[-1].passage.id != node:
            return None
        try:
            states.append(step(states[-1], choice))
        except IllegalChoice:
            return None
    return states


class Coverage(NamedTuple):
    """How often attempts came to each passage, made each choice, took each transition; a missing key means never."""

    attempts: int
    #: how many of them no longer lead the same way (`AttemptPath.older`)
    outdated: int
    passages: Mapping[str, int]
    #: by node and choice
    choices: Mapping[tuple[str, str], int]
    #: by node, choice and target
    transitions: Mapping[tuple[str, str, str], int]


def coverage(scenario: Scenario, attempts: Iterable[AttemptPath]) -> Coverage:
    """Count attempts. Nodes, endings and choices that the scenario no longer has are left out."""
    known_passages = {*scenario.nodes, *scenario.endings}
    known_choices = {(node.id, choice.id) for node in scenario.nodes.values() for choice in node.choices}
    passages: Counter[str] = Counter()
    choices: Counter[tuple[str, str]] = Counter()
    transitions: Counter[tuple[str, str, str]] = Counter()
    count = older = 0
    for attempt in attempts:
        count += 1
        older += attempt.outdated
        passages.update(passage for passage in attempt.passages if passage in known_passages)
        choices.update(choice for choice in attempt.choices if choice in known_choices)
        for (_, target), choice in zip(pairwise(attempt.passages), attempt.choices, strict=False):
            if choice in known_choices and target in known_passages:
                transitions[(*choice, target)] += 1
    return Coverage(count, older, dict(passages), dict(choices), dict(transitions))
