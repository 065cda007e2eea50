"""The slower analysis of a scene: routes to all its nodes and endings, then all checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.authoring.draft import Draft
from roleplay.checking.scene import DEFAULT_DEPTH, check_subject
from roleplay.checking.subject import Subject
from roleplay.checking.todo import todo_places
from roleplay.exploration import Route
from roleplay.exploration.seams import Seams, seams_of
from roleplay.mapping.odds import Odds, odds_of
from roleplay.reading.diagnostics import Diagnostic, sort


class Examination(NamedTuple):
    """What is known about one draft. ``routes`` are shortest walks to nodes and endings; unreachable ones have none.

    If the exploration was cut, ``odds`` is ``None``, and a place without a route may still be reachable.
    """

    draft: Draft
    #: the scene, explored
    subject: Subject
    routes: Mapping[str, Route]
    #: the odds of random play, for the chart
    odds: Odds | None
    #: the same for the other casts that the scene's conditions distinguish
    others: tuple[Odds, ...]
    findings: tuple[Diagnostic, ...]
    #: the lines of the file with unwritten texts, in order
    unwritten: tuple[int, ...]
    #: whether all checks are done; else the findings are those from reading the file
    complete: bool
    #: the seams, for every cast that the conditions distinguish; ``None`` if not searched yet
    seams: Seams | None = None


def explore_draft(draft: Draft) -> Examination:
    """Explore a draft, which must be playable: routes to every node and ending, and the odds."""
    assert draft.bundle is not None
    subject = DEFAULT_DEPTH.subject(draft.bundle, draft.document)
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


def find_seams(examination: Examination) -> Examination:
    """The examination with the scene's seams added."""
    return examination._replace(seams=seams_of([cast.graph for cast in examination.subject.casts]))


def examine(examination: Examination) -> Examination:
    """The examination with all findings of `roleplay check` added."""
    findings, _ = check_subject(examination.subject)
    return examination._replace(findings=tuple(sort([*examination.draft.findings, *findings])), complete=True)
