"""What really happens on the drawn ways: from the exploration of a scene, the figures that a map shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.exploration import Chances, Graph, Unsettled


class Odds(NamedTuple):
    """What random play meets, each choice that can be made being as likely as the next, and each deal."""

    places: Mapping[str, float]
    """The chance, 0 to 1, of ever coming to a node or an ending; 0 where nothing can lead there."""
    choices: Mapping[tuple[str, str], float]
    """How often each (node, choice) is made on average; what can never be made is missing."""
    ways: frozenset[tuple[str, str, str]]
    """Every (node, choice, place it leads to) that can happen."""
    shortest: int | None
    """Choices on the shortest walk to an ending; ``None`` where no walk leads to one."""
    longest: int | None
    """Choices on the longest; ``None`` also where a walk can go on for ever before it ends."""


def odds_of(graph: Graph) -> Odds | None:
    """The figures of an explored scene; ``None`` where they are not known: the exploration was cut, or went round."""
    if graph.cut:
        return None
    try:
        chances = Chances(graph)
        places = {name: chances.of(name) for name in graph.story.places}
    except Unsettled:
        return None
    routes = (graph.route_to(name) for name in graph.story.scenario.endings)
    return Odds(
        places,
        dict(chances.choices),
        frozenset((graph.states[n].place.id, choice, graph.states[then].place.id) for n, choice, then in graph.edges()),
        min((len(route.choices) for route in routes if route is not None), default=None),
        _longest(graph),
    )


def _longest(graph: Graph) -> int | None:
    """The longest walk to an ending, over all that can still end; ``None`` where some of those go round."""
    waiting = [0] * len(graph)
    for number, after in enumerate(graph.after):
        if graph.finite[number]:
            for then in after:
                waiting[then] += 1
    longest = [0] * len(graph)
    ready = [number for number in range(len(graph)) if graph.finite[number] and not waiting[number]]
    found: int | None = None
    done = 0
    for number in ready:  # grows: each state after all those before it
        done += 1
        if graph.states[number].over:
            found = max(found or 0, longest[number])
        for then in graph.after[number]:
            longest[then] = max(longest[then], longest[number] + 1)
            waiting[then] -= 1
            if not waiting[then] and graph.finite[then]:
                ready.append(then)
    return found if done == sum(graph.finite) else None
