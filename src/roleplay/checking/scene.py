"""All checks of one scene whose names are valid."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from roleplay.checking.bilingual import check_languages
from roleplay.checking.judgement import check_judgement
from roleplay.checking.reachability import check_reachability
from roleplay.checking.subject import Subject
from roleplay.checking.todo import check_todo, todo_places
from roleplay.checking.unmoved_meters import replace_with_cause
from roleplay.checking.walks import check_walks
from roleplay.checking.writing import check_writing
from roleplay.exploration import LIMIT
from roleplay.reading.cache import Cache
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document
from roleplay.scene.model import Bundle


class Depth(NamedTuple):
    """How much is checked."""

    #: also what a published scene needs, and whether it can be passed without reading
    release: bool = False
    #: explore every reachable state; without it, what can never happen is not reported
    explore: bool = True
    #: number of states at which an exploration stops
    limit: int = LIMIT
    #: also the blind ratings of its lines
    ratings: bool = False

    def subject(self, bundle: Bundle, document: Document, cache: Cache | None = None) -> Subject:
        """The scene, to be explored to this depth."""
        return Subject(bundle, document, self.limit if self.explore else 0, cache)


#: The depth of a plain `roleplay check`.
DEFAULT_DEPTH = Depth()


def check_subject(subject: Subject, depth: Depth = DEFAULT_DEPTH) -> tuple[list[Diagnostic], int]:
    """The findings about a scene, and the number of places still to be written."""
    findings = check_walks(subject)
    if depth.explore:
        findings += check_reachability(subject)
    findings += with_every_cast(subject, lambda cast: _check_cast(cast, depth))
    if depth.explore:
        findings = replace_with_cause(subject, findings)
    findings += check_languages(subject)
    findings += check_todo(subject, depth.release)
    if depth.ratings:
        from roleplay.checking.ratings import check_ratings

        findings += check_ratings(subject)
    todo = len(todo_places(subject))
    if depth.release:
        from roleplay.checking.distractors import check_distractors
        from roleplay.checking.fairness import gate  # imported late: loads the simulation
        from roleplay.checking.meter_values import check_meter_values
        from roleplay.checking.playing_time import check_playing_time
        from roleplay.checking.recollections import check_recollections
        from roleplay.checking.release import check_release
        from roleplay.simulation.simulate import RUNS

        findings += check_release(subject)
        findings += check_distractors(subject)
        findings += check_playing_time(subject)
        findings += check_meter_values(subject)
        findings += check_recollections(subject)
        # a scene that never ends, or is not fully written, has more serious problems
        if not todo and all(not cast.graph.cut and all(cast.graph.can_end) for cast in subject.casts):
            findings += with_every_cast(subject, lambda cast: gate(cast, RUNS, seed=0))
    return findings, todo


def _check_cast(subject: Subject, depth: Depth) -> list[Diagnostic]:
    judged = check_judgement(subject, depth.release) if depth.explore else []
    return [*judged, *check_writing(subject, depth.release, explored=depth.explore)]


def with_every_cast(subject: Subject, check: Callable[[Subject], Iterable[Diagnostic]]) -> list[Diagnostic]:
    """The findings of ``check`` with each cast that conditions distinguish; a repeated one only with the first cast."""
    findings: list[Diagnostic] = []
    for cast in subject.casts:
        reported = {(finding.code, finding.span, finding.details.get("name")) for finding in findings}
        cast_findings = check(cast)
        findings += [
            finding
            for finding in cast_findings
            if (finding.code, finding.span, finding.details.get("name")) not in reported
        ]
    return findings
