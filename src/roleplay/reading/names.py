"""RP1xx in what scenes share: moves, personas and rubrics that name what is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from roleplay.reading.diagnostics import Diagnostic, listed
from roleplay.reading.document import Document, Path
from roleplay.scene.model import Persona, Rubric, Shared


class NameChecker:
    """Collects findings about one file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Diagnostic] = []

    def report(self, code: str, path: Path, pool: Iterable[str] = (), /, *, key: bool = False, **details: str) -> None:
        span = self.document.key_span(path) if key else self.document.span(path)
        suggestion = self.document.nearest(details.get("name", ""), pool) if pool else None
        self.findings.append(self.document.finding(code, span, suggestion, **details))

    def known(self, code: str, name: str, known: Collection[str], path: Path, *, key: bool = False) -> bool:
        if name not in known:
            self.report(code, path, known, key=key, name=name)
            return False
        return True


def check_vocabulary(
    moves: Mapping[str, tuple[str, ...]], known: Collection[str], document: Document
) -> list[Diagnostic]:
    """``instead`` of every move (move -> its alternatives) names moves of the vocabulary."""
    checker = NameChecker(document)
    for name, instead in moves.items():
        for index, other in enumerate(instead):
            checker.known("RP102", other, known, ("moves", name, "instead", index))
    return checker.findings


def check_persona(persona: Persona, shared: Shared, document: Document) -> list[Diagnostic]:
    """The moves it reacts to, the persona it extends, no ring."""
    checker = NameChecker(document)
    for move in persona.reactions:
        checker.known("RP102", move, shared.moves, ("reactions", move), key=True)
    ring = [persona.id]
    parent = persona.extends
    if parent is not None and checker.known("RP103", parent, shared.personas, ("extends",)):
        while parent is not None and parent in shared.personas and parent not in ring:
            ring.append(parent)
            parent = shared.personas[parent].extends
        if parent == persona.id:
            checker.report("RP112", ("extends",), ring=" → ".join([*ring, parent]))
    return checker.findings


def check_rubric(rubric: Rubric, shared: Shared, document: Document) -> list[Diagnostic]:
    """The moves it gives points for, its order, its critical moves."""
    checker = NameChecker(document)
    names = {criterion.id: criterion for criterion in rubric.criteria}
    for criterion in rubric.criteria:
        for move in criterion.points:
            path: Path = ("criteria", criterion.id, "points", move)
            checker.known("RP102", move, shared.moves, path, key=True)
    for index, name in enumerate(rubric.order):
        if name not in names:
            checker.report("RP105", ("order", index), names, name=name, known=listed(names))
    raw = document.data["critical"] if rubric.critical else []
    for index, move in enumerate(raw):
        checker.known("RP102", move, shared.moves, ("critical", index))
    return checker.findings
