"""How often the learner has been where: attempts in, counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from roleplay.engine import IllegalChoice, State, Story, start, step
from roleplay.scene.model import Scenario


class Walked(NamedTuple):
    """The way that one attempt took."""

    places: tuple[str, ...]
    """Every node it came to, in order, then the ending if it reached one."""
    choices: tuple[tuple[str, str], ...]
    """Every choice it made, as (node, choice)."""
    older: bool
    """It was played on a text that has changed since, and what it says now would not lead the same way."""


def walked(story: Story, seed: int, decisions: Sequence[tuple[str, str]], ending: str | None) -> Walked:
    """The way of an attempt at ``story``: its decisions, as (node, choice), played again from its seed.

    Where they do not lead the same way today, because the scene has changed, the ids that were recorded stand for
    the places; ``ending`` is the one recorded, ``None`` where there is none.
    """
    states = _replayed(story, seed, decisions)
    if states is not None and (ending is None or states[-1].place.id == ending):
        return Walked(tuple(state.place.id for state in states), tuple(decisions), False)
    places = [node for node, _ in decisions]
    return Walked((*places, *([] if ending is None else [ending])), tuple(decisions), True)


def _replayed(story: Story, seed: int, decisions: Sequence[tuple[str, str]]) -> list[State] | None:
    states = [start(story, seed)]
    for node, choice in decisions:
        if states[-1].place.id != node:
            return None
        try:
            states.append(step(states[-1], choice))
        except IllegalChoice:
            return None
    return states


class Coverage(NamedTuple):
    """How often the attempts have been at each place, made each choice, and gone each way. What is missing: never."""

    attempts: int
    older: int
    """How many of them were played on a text that has changed since."""
    places: Mapping[str, int]
    choices: Mapping[tuple[str, str], int]
    """By node and choice."""
    ways: Mapping[tuple[str, str, str], int]
    """By node, choice, and the place it led to."""


def coverage(scenario: Scenario, attempts: Iterable[Walked]) -> Coverage:
    """Add attempts up. Nodes, endings and choices that the scenario no longer has are left out."""
    there = {*scenario.nodes, *scenario.endings}
    sayable = {(node.id, choice.id) for node in scenario.nodes.values() for choice in node.choices}
    places: Counter[str] = Counter()
    choices: Counter[tuple[str, str]] = Counter()
    ways: Counter[tuple[str, str, str]] = Counter()
    count = older = 0
    for attempt in attempts:
        count += 1
        older += attempt.older
        places.update(place for place in attempt.places if place in there)
        choices.update(made for made in attempt.choices if made in sayable)
        for (_, to), made in zip(pairwise(attempt.places), attempt.choices, strict=False):
            if made in sayable and to in there:
                ways[(*made, to)] += 1
    return Coverage(count, older, dict(places), dict(choices), dict(ways))
