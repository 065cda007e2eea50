"""What takes a moment longer to know of a scene: the ways to all its places, then every check there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.authoring.draft import Draft
from roleplay.checking.scene import WHOLE, check_subject
from roleplay.checking.subject import Subject
from roleplay.checking.todo import todo_places
from roleplay.exploration import Route
from roleplay.exploration.seams import Seams, seams_of
from roleplay.mapping.odds import Odds, odds_of
from roleplay.reading.diagnostics import Diagnostic, sort


class Examination(NamedTuple):
    """What is known of one draft. ``routes`` are shortest walks to nodes and endings; a place without one has none.

    When the exploration was cut, ``odds`` is ``None``, and a place without a route may have one all the same.
    """

    draft: Draft
    #: the scene, explored
    subject: Subject
    routes: Mapping[str, Route]
    #: what random play meets, for the map
    odds: Odds | None
    #: the same with the other casts that the scene's conditions tell apart
    others: tuple[Odds, ...]
    findings: tuple[Diagnostic, ...]
    #: the lines of the file with places that are still to be written, in their order
    unwritten: tuple[int, ...]
    #: whether every check has been made; else the findings are those of reading it
    complete: bool
    #: the seams, with every cast that the conditions tell apart; ``None`` before they were looked for
    seams: Seams | None = None


def explore_draft(draft: Draft) -> Examination:
    """A route to every place, and the odds. The draft must be one that plays."""
    assert draft.bundle is not None
    subject = WHOLE.subject(draft.bundle, draft.document)
    graph = subject.graph
    routes = {name: route for name in graph.at if (route := graph.route_to(name)) is not None}
    odds, *others = (odds_of(cast.graph) for cast in subject.casts)
    known = tuple(other for other in others if other is not None)
    return Examination(
        draft=draft,
        subject=subject,
        routes=routes,
        odds=odds if len(known) == len(others) else None,
        others=known,
        findings=draft.findings,
        unwritten=tuple(draft.document.span(place.path).line for place in todo_places(subject)),
        complete=False,
    )


def find_seams(known: Examination) -> Examination:
    """The same with the seams of the scene."""
    return known._replace(seams=seams_of([cast.graph for cast in known.subject.casts]))


def examine(known: Examination) -> Examination:
    """All that `roleplay check` would find."""
    findings, _ = check_subject(known.subject)
    return known._replace(findings=tuple(sort([*known.draft.findings, *findings])), complete=True)
