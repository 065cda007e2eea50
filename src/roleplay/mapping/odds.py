"""What really happens on the drawn edges: from the exploration of a scene, the figures that a map shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.exploration import Chances, Graph, Unsettled


class Odds(NamedTuple):
    """What random play meets, each choice that can be made being as likely as the next, and each deal."""

    #: the chance, 0 to 1, of ever coming to a node or an ending; 0 where nothing can lead there
    passages: Mapping[str, float]
    #: how often each (node, choice) is made on average; what can never be made is missing
    choices: Mapping[tuple[str, str], float]
    #: every (node, choice, place it leads to) that can happen
    transitions: frozenset[tuple[str, str, str]]
    #: choices on the shortest walk to an ending; ``None`` where no walk leads to one
    shortest: int | None
    #: choices on the longest; ``None`` also where a walk can go on for ever before it ends
    longest: int | None


def odds_of(graph: Graph) -> Odds | None:
    """The figures of an explored scene; ``None`` where they are not known: the exploration was cut, or went round."""
    if graph.cut:
        return None
    try:
        chances = Chances(graph)
        passages = {name: chances.of(name) for name in graph.story.passages}
    except Unsettled:
        return None
    passages_of = [state.passage.id for state in graph.states]
    routes = (graph.route_to(name) for name in graph.story.scenario.endings)
    return Odds(
        passages,
        dict(chances.choices),
        frozenset((passages_of[source], choice, passages_of[target]) for source, choice, target in graph.edges()),
        min((len(route.choices) for route in routes if route is not None), default=None),
        _longest(graph),
    )


def _longest(graph: Graph) -> int | None:
    """The longest walk to an ending, over all that can still end; ``None`` where some of those go round."""
    waiting = [0] * len(graph)
    for state, successors in enumerate(graph.after):
        if graph.finite[state]:
            for successor in successors:
                waiting[successor] += 1
    longest = [0] * len(graph)
    ready = [state for state in range(len(graph)) if graph.finite[state] and not waiting[state]]
    most: int | None = None
    done = 0
    for state in ready:  # grows: each state after all those before it
        done += 1
        if graph.states[state].over:
            most = max(most or 0, longest[state])
        for successor in graph.after[state]:
            longest[successor] = max(longest[successor], longest[state] + 1)
            waiting[successor] -= 1
            if not waiting[successor] and graph.finite[successor]:
                ready.append(successor)
    return most if done == sum(graph.finite) else None
