"""RP1xx in what scenes share: unknown names in moves, personas and rubrics."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from roleplay.reading.diagnostics import Diagnostic, Span, join_names
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.glossary import Glossary
from roleplay.reading.terms import SharedTerms
from roleplay.scene.model import MoveKind, Persona, Rubric, Shared, Vocabulary

_MOMENT_OF_GOOD = {"kind": "good", "kind_zh": "好", "text": "moment", "wanted": "act"}
_ACT_OF_POOR = {"kind": "poor", "kind_zh": "差", "text": "act", "wanted": "moment"}


class NameChecker:
    """Collects findings about one file."""

    def __init__(self, document: Document, shared: Shared) -> None:
        self.document = document
        self.shared = shared
        self.terms = SharedTerms.of(shared)
        self.findings: list[Diagnostic] = []

    def report(
        self, code: str, path: KeyPath, pool: Iterable[str] | Glossary = (), /, *, key: bool = False, **details: str
    ) -> None:
        """Add a finding at the value (or the key) at ``path``, suggesting what ``name`` could mean from ``pool``."""
        suggestion = self.document.nearest(details.get("name", ""), pool) if pool else None
        self.findings.append(self.document.finding(code, self._place(path, key), suggestion, **details))

    def _place(self, path: KeyPath, key: bool) -> Span:
        return self.document.key_span(path) if key else self.document.span(path)

    def check_known(self, code: str, name: str, known: Collection[str], path: KeyPath, *, key: bool = False) -> bool:
        """Whether a name is known; an unknown one is reported."""
        if name not in known:
            self.report(code, path, known, key=key, name=name)
            return False
        return True

    def check_move(self, name: str, path: KeyPath, *, key: bool = False, kind: MoveKind | None = None) -> bool:
        """Whether the vocabulary has a move; an unknown one is reported. ``kind``: the kind expected there."""
        known = name in self.shared.moves
        if not known:
            suggestion = self.document.nearest(name, self.terms.moves, kind)
            self.findings.append(self.document.finding("RP102", self._place(path, key), suggestion, name=name))
        return known

    def check_persona(self, name: str, path: KeyPath) -> bool:
        """Whether the library has a persona; an unknown one is reported."""
        known = self.shared.personas
        if name not in known:
            self.report("RP103", path, self.terms.personas, name=name, known=join_names(known))
        return name in known


def check_vocabulary(vocabulary: Vocabulary, shared: Shared, document: Document) -> list[Diagnostic]:
    """Check that ``instead`` lists known good moves, that good moves have no ``moment`` and poor ones no ``act``."""
    checker, known = NameChecker(document, shared), shared.moves
    for move in vocabulary.moves.values():
        for index, other in enumerate(move.instead):
            path: KeyPath = ("moves", move.id, "instead", index)
            if checker.check_move(other, path, kind=MoveKind.GOOD) and known[other].kind is MoveKind.POOR:
                checker.report("RP128", path, name=other, poor=move.id)
        if move.moment is not None and move.kind is MoveKind.GOOD:
            checker.report("RP127", ("moves", move.id, "moment"), key=True, name=move.id, **_MOMENT_OF_GOOD)
        if move.act is not None and move.kind is MoveKind.POOR:
            checker.report("RP127", ("moves", move.id, "act"), key=True, name=move.id, **_ACT_OF_POOR)
    return checker.findings


def check_persona(persona: Persona, shared: Shared, document: Document) -> list[Diagnostic]:
    """Check the moves it reacts to and the persona it extends, and that ``extends`` does not form a ring."""
    checker = NameChecker(document, shared)
    for move in persona.reactions:
        checker.check_move(move, ("reactions", move), key=True)
    ring = [persona.id]
    parent = persona.extends
    if parent is not None and checker.check_persona(parent, ("extends",)):
        while parent is not None and parent in shared.personas and parent not in ring:
            ring.append(parent)
            parent = shared.personas[parent].extends
        if parent == persona.id:
            checker.report("RP112", ("extends",), ring=" → ".join([*ring, parent]))
    return checker.findings


def check_rubric(rubric: Rubric, shared: Shared, document: Document) -> list[Diagnostic]:
    """Check the moves it gives points for, its order and its critical moves."""
    checker = NameChecker(document, shared)
    names = {criterion.id: criterion for criterion in rubric.criteria}
    for criterion in rubric.criteria:
        for move, points in criterion.points.items():
            path: KeyPath = ("criteria", criterion.id, "points", move)
            kind = MoveKind.GOOD if points > 0 else MoveKind.POOR if points else None
            checker.check_move(move, path, key=True, kind=kind)
    for index, name in enumerate(rubric.order):
        if name not in names:
            checker.report("RP105", ("order", index), names, name=name, known=join_names(names))
    raw = document.data["critical"] if rubric.critical else []
    for index, move in enumerate(raw):
        checker.check_move(move, ("critical", index), kind=MoveKind.POOR)
    return checker.findings
