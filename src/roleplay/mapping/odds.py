"""The figures that a map shows from the exploration of a scene: what can really happen, and how likely it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.exploration import Chances, Graph, NotConverged


class Odds(NamedTuple):
    """What random play meets if all available choices, and all deals, are equally likely."""

    #: the probability, 0 to 1, of ever reaching a node or an ending; 0 if it is unreachable
    passages: Mapping[str, float]
    #: how often each (node, choice) is made on average; choices that can never be made are missing
    choices: Mapping[tuple[str, str], float]
    #: every (node, choice, target) that can happen
    transitions: frozenset[tuple[str, str, str]]
    #: number of choices on the shortest walk to an ending; ``None`` if no ending can be reached
    shortest: int | None
    #: the same for the longest; ``None`` also if walks to an ending can be arbitrarily long
    longest: int | None


def odds_of(graph: Graph) -> Odds | None:
    """The figures of an explored scene; ``None`` if the exploration was cut or random play loops for too long."""
    if graph.cut:
        return None
    try:
        chances = Chances(graph)
        passages = {name: chances.of(name) for name in graph.story.passages}
    except NotConverged:
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
    """The length of the longest walk to an ending; ``None`` if there is none, or if such walks can contain loops."""
    waiting = [0] * len(graph)
    for state, successors in enumerate(graph.after):
        if graph.can_end[state]:
            for successor in successors:
                waiting[successor] += 1
    longest = [0] * len(graph)
    ready = [state for state in range(len(graph)) if graph.can_end[state] and not waiting[state]]
    longest_end: int | None = None
    done = 0
    for state in ready:  # grows: a state follows all its predecessors
        done += 1
        if graph.states[state].over:
            longest_end = max(longest_end or 0, longest[state])
        for successor in graph.after[state]:
            longest[successor] = max(longest[successor], longest[state] + 1)
            waiting[successor] -= 1
            if not waiting[successor] and graph.can_end[successor]:
                ready.append(successor)
    return longest_end if done == sum(graph.can_end) else None
