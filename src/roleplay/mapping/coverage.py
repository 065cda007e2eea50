"""How often the learner has been where: attempts in, counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from roleplay.engine import IllegalChoice, State, Story, start, step
from roleplay.scene.model import Scenario


class AttemptPath(NamedTuple):
    """The places and choices of one attempt."""

    #: every node it came to, in order, then the ending if it reached one
    passages: tuple[str, ...]
    #: every choice it made, as (node, choice)
    choices: tuple[tuple[str, str], ...]
    #: it was played on a text that has changed since, and what it says now would not lead the same way
    older: bool


def attempt_path(story: Story, seed: int, decisions: Sequence[tuple[str, str]], ending: str | None) -> AttemptPath:
    """The path of an attempt at ``story``: its decisions, as (node, choice), played again from its seed.

    Where they do not lead the same way today, because the scene has changed, the ids that were recorded stand for
    the places; ``ending`` is the one recorded, ``None`` where there is none.
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
    """How often the attempts came to each place, made each choice, took each transition. What is missing: never."""

    attempts: int
    #: how many of them were played on a text that has changed since
    older: int
    passages: Mapping[str, int]
    #: by node and choice
    choices: Mapping[tuple[str, str], int]
    #: by node, choice, and the place it led to
    transitions: Mapping[tuple[str, str, str], int]


def coverage(scenario: Scenario, attempts: Iterable[AttemptPath]) -> Coverage:
    """Add attempts up. Nodes, endings and choices that the scenario no longer has are left out."""
    known_passages = {*scenario.nodes, *scenario.endings}
    known_choices = {(node.id, choice.id) for node in scenario.nodes.values() for choice in node.choices}
    passages: Counter[str] = Counter()
    choices: Counter[tuple[str, str]] = Counter()
    transitions: Counter[tuple[str, str, str]] = Counter()
    count = older = 0
    for attempt in attempts:
        count += 1
        older += attempt.older
        passages.update(passage for passage in attempt.passages if passage in known_passages)
        choices.update(choice for choice in attempt.choices if choice in known_choices)
        for (_, target), choice in zip(pairwise(attempt.passages), attempt.choices, strict=False):
            if choice in known_choices and target in known_passages:
                transitions[(*choice, target)] += 1
    return Coverage(count, older, dict(passages), dict(choices), dict(transitions))
