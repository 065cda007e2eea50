"""The results of exploring a scene: its states, and for every ending the probability and the shortest walk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from roleplay.exploration import Graph, Route
from roleplay.locales import Catalogue
from roleplay.mapping.odds import Odds, odds_of
from roleplay.scene.model import Scenario
from roleplay.text.cells import cell_len, pad
from roleplay.text.json_text import json_text
from roleplay.text.plain import safe
from roleplay.text.wrap import wrap


class Ways(NamedTuple):
    """A scene explored. ``odds`` is ``None`` if unknown; if the exploration was cut, missing routes may still exist."""

    scenario: Scenario
    states: int
    #: whether the exploration stopped at its limit
    cut: bool
    odds: Odds | None
    #: node or ending -> a shortest walk to it, if one was found
    routes: dict[str, Route | None]


def ways_of(graph: Graph) -> Ways:
    """The figures of an explored scene."""
    routes = {name: graph.route_to(name) for name in graph.story.passages}
    return Ways(graph.story.scenario, len(graph), graph.cut, odds_of(graph), routes)


def as_text(ways: Ways, words: Catalogue, width: int) -> str:
    """For people: every ending with its probability under random play and a shortest walk to it."""
    return "\n".join(_lines(ways, words, max(width, 40)))


def _lines(ways: Ways, words: Catalogue, width: int) -> Iterator[str]:
    scenario, language = ways.scenario, words.language
    title = safe(scenario.title.get(language), newlines=False)
    key = "map.states_cut" if ways.cut else "map.states"
    yield f"{title} ({scenario.id})"
    yield from wrap(words(key, states=f"{ways.states:,}"), width)
    widest = max(map(cell_len, scenario.endings))
    for name, ending in scenario.endings.items():
        share = "" if ways.odds is None else f"{100 * ways.odds.passages[name]:6.2f}%  "
        yield ""
        yield f"{pad(name, widest)}  {share}{safe(ending.title.get(language), newlines=False)}"
        route = ways.routes[name]
        if route is not None:
            yield from (f"  {line}" for line in wrap(str(route), width - 2))
        elif not ways.cut:
            yield "  " + words("map.never")
    if ways.odds is None:
        yield ""
        yield from wrap(words("map.cut"), width)


def as_json(ways: Ways) -> str:
    """For other programs; the keys are stable. ``chance`` is 0 to 1, ``choices`` how often random play makes each."""
    odds = ways.odds

    def passage(name: str) -> dict[str, Any]:
        route = ways.routes[name]
        shortest = None if route is None else {"deal": dict(route.deal), "choices": list(route.choices)}
        return {"chance": None if odds is None else odds.passages[name], "shortest": shortest}

    data = {
        "scene": ways.scenario.id,
        "states": ways.states,
        "cut": ways.cut,
        "nodes": {
            name: {
                **passage(name),
                "choices": {c.id: None if odds is None else odds.choices.get((name, c.id), 0.0) for c in node.choices},
            }
            for name, node in ways.scenario.nodes.items()
        },
        "endings": {name: {**passage(name), "outcome": e.outcome.value} for name, e in ways.scenario.endings.items()},
    }
    return json_text(data)
