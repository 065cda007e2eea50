"""Everything that can be known about one scene whose names are all known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from roleplay.checking.bilingual import check_languages
from roleplay.checking.judgement import check_judgement
from roleplay.checking.reachability import check_reachability
from roleplay.checking.subject import Subject
from roleplay.checking.todo import check_todo, todo_places
from roleplay.checking.unmoved import name_the_cause
from roleplay.checking.walks import check_walks
from roleplay.checking.writing import check_writing
from roleplay.exploration import LIMIT
from roleplay.reading.cache import Cache
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document
from roleplay.scene.model import Bundle


class Depth(NamedTuple):
    """How much is looked at."""

    #: also what a published scene needs, and whether it can be passed without reading
    release: bool = False
    #: every state that can be reached; without it nothing is said of what can never happen
    explore: bool = True
    #: states at which an exploration stops
    limit: int = LIMIT
    #: also what was thought of its lines by people who did not see the file
    ratings: bool = False

    def subject(self, bundle: Bundle, document: Document, cache: Cache | None = None) -> Subject:
        """The scene, to be explored as far as this goes."""
        return Subject(bundle, document, self.limit if self.explore else 0, cache)


#: A plain `roleplay check`.
WHOLE = Depth()


def check_subject(subject: Subject, depth: Depth = WHOLE) -> tuple[list[Diagnostic], int]:
    """What is found, and how many places are still to be written."""
    findings = check_walks(subject)
    if depth.explore:
        findings += check_reachability(subject)
    findings += with_every_cast(subject, lambda cast: _of_cast(cast, depth))
    if depth.explore:
        findings = name_the_cause(subject, findings)
    findings += check_languages(subject)
    findings += check_todo(subject, depth.release)
    if depth.ratings:
        from roleplay.checking.ratings import check_ratings

        findings += check_ratings(subject)
    todo = len(todo_places(subject))
    if depth.release:
        from roleplay.checking.fairness import gate  # only now: playing thousands of times brings much along
        from roleplay.checking.hardness import check_hardness
        from roleplay.checking.playing_time import check_playing_time
        from roleplay.checking.readings import check_readings
        from roleplay.checking.recollections import check_recollections
        from roleplay.checking.release import check_release
        from roleplay.simulation.simulate import RUNS

        findings += check_release(subject)
        findings += check_hardness(subject)
        findings += check_playing_time(subject)
        findings += check_readings(subject)
        findings += check_recollections(subject)
        # a scene that never ends, or whose lines are not written, has worse to mend
        if not todo and all(not cast.graph.cut and all(cast.graph.finite) for cast in subject.casts):
            findings += with_every_cast(subject, lambda cast: gate(cast, RUNS, seed=0))
    return findings, todo


def _of_cast(subject: Subject, depth: Depth) -> list[Diagnostic]:
    judged = check_judgement(subject, depth.release) if depth.explore else []
    return [*judged, *check_writing(subject, depth.release, explored=depth.explore)]


def with_every_cast(subject: Subject, check: Callable[[Subject], Iterable[Diagnostic]]) -> list[Diagnostic]:
    """What ``check`` finds with each cast that the scene's conditions tell apart; the same once, with the first."""
    findings: list[Diagnostic] = []
    for cast in subject.casts:
        told = {(finding.code, finding.span, finding.details.get("name")) for finding in findings}
        found = check(cast)
        findings += [one for one in found if (one.code, one.span, one.details.get("name")) not in told]
    return findings
