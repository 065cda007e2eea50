"""What takes a moment longer to know of a scene: the ways to all its places, then every check there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.authoring.draft import Draft
from roleplay.checking.scene import Depth, check_bundle
from roleplay.engine import compile_story
from roleplay.exploration import Route, explore
from roleplay.language.diagnostics import Diagnostic, sort
from roleplay.mapping.odds import Odds, odds_of


class Examination(NamedTuple):
    """What is known of one draft. ``routes`` are shortest walks to nodes and endings; a place without one has none.

    When the exploration was cut, ``odds`` is ``None``, and a place without a route may have one all the same.
    """

    draft: Draft
    routes: Mapping[str, Route]
    #: what random play meets, for the map
    odds: Odds | None
    findings: tuple[Diagnostic, ...]
    #: whether every check has been made; else the findings are those of reading it
    complete: bool


def ways_of(draft: Draft) -> Examination:
    """A route to every place, and the odds. The draft must be one that plays."""
    assert draft.bundle is not None
    story = compile_story(draft.bundle)
    graph = explore(story)
    routes = {name: route for name in story.places if (route := graph.route_to(name)) is not None}
    return Examination(draft, routes, odds_of(graph), draft.findings, False)


def examine(known: Examination) -> Examination:
    """All that `roleplay check` would find."""
    draft = known.draft
    assert draft.bundle is not None
    found, _ = check_bundle(draft.bundle, draft.document, Depth())
    return known._replace(findings=tuple(sort([*draft.findings, *found])), complete=True)
