"""What scenes share, as terms of a glossary: suggests what an unknown name in a file could mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from roleplay.reading.diagnostics import Diagnostic, close_matches
from roleplay.reading.document import Document
from roleplay.reading.glossary import Glossary, Term
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import Criterion, Move, Persona, Rubric, Shared
from roleplay.scene.text import Text

_Described = Persona | Rubric | Criterion
_NO_PERSONAS: Mapping[str, Persona] = FrozenDict()
_NO_RUBRICS: Mapping[str, Rubric] = FrozenDict()
#: The paths at which the name of a move, a persona, a rubric or a criterion is expected.
_OF_MOVE = re.compile(r"\b(?:moves|instead|critical)\.\d+(?:\.move)?$|\b(?:points|reactions)\.[^.]+$")
_OF_PERSONA = re.compile(r"^cast\.[^.]+\.persona$|^extends$|^personas\.[^.]+\.\d+$|\.personas\.[^.]+$")
_OF_RUBRIC = re.compile(r"(?:^|\.)rubrics\.\d+$|^rubric$")
_LISTS = {
    "lists": "; `roleplay explain {topic}` lists them all",
    "lists_zh": "；`roleplay explain {topic}` 列出全部",
}
#: Separators between several names written as one, such as a full-width comma.
_SEVERAL = re.compile("[，、；,;]")
_OF_CRITERION = re.compile(r"\bassess\.\d+$")


class SharedTerms:
    """The glossaries of what a library shares; each is built on first use."""

    def __init__(
        self,
        moves: Mapping[str, Move],
        personas: Mapping[str, Persona] = _NO_PERSONAS,
        rubrics: Mapping[str, Rubric] = _NO_RUBRICS,
    ) -> None:
        self._moves = moves
        self._personas = personas
        self._rubrics = rubrics

    @classmethod
    def of(cls, shared: Shared) -> SharedTerms:
        """The terms of everything that a library shares."""
        return cls(shared.moves, shared.personas, shared.rubrics)

    @cached_property
    def moves(self) -> Glossary:
        """The moves. Each is also known by the criteria on which it earns most: courses often call it that."""
        criterion_names: dict[str, list[str]] = {}
        for rubric in self._rubrics.values():
            for criterion in rubric.criteria:
                highest = max(criterion.points.values())
                for move, points in criterion.points.items():
                    if points == highest > 0:
                        criterion_names.setdefault(move, []).extend((criterion.id, *_in_all(criterion.name)))
        return Glossary(
            Term(
                id=move.id,
                names=_in_all(move.name),
                meanings=(*_in_all(move.about, move.act, move.moment), *criterion_names.get(move.id, ())),
                kind=move.kind,
                instead=move.instead,
            )
            for move in self._moves.values()
        )

    @cached_property
    def personas(self) -> Glossary:
        """The personas of the library."""
        return glossary_of(self._personas)

    @cached_property
    def rubrics(self) -> Glossary:
        """The rubrics of the library."""
        return glossary_of(self._rubrics)

    @cached_property
    def criteria(self) -> Glossary:
        """The criteria of all rubrics, as ``rubric.criterion``."""
        return glossary_of(criteria_of(self._rubrics.values()))

    def with_suggestions(self, findings: Iterable[Diagnostic], document: Document) -> tuple[Diagnostic, ...]:
        """The findings of ``document``, each with the name that was probably meant (`with_suggestion`)."""
        return tuple(self.with_suggestion(finding, document) for finding in findings)

    def with_suggestion(self, finding: Diagnostic, document: Document) -> Diagnostic:
        """A finding about a malformed name (RP016), with the name that was probably meant if its path says its kind.

        If no known name is similar, the finding says how to list them. Other findings are returned unchanged.
        """
        if finding.code != "RP016":
            return finding
        glossary, topic = self._named_at(finding.details["where"])
        written = finding.details["found"]
        if glossary is None or _SEVERAL.search(written) or written in self._rubrics:  # a rubric: any of its criteria
            return finding
        suggestion = document.nearest(written, glossary)
        if suggestion is not None:
            return finding._replace(did_you_mean=suggestion)
        details = {name: words.format(topic=topic) for name, words in _LISTS.items()}
        return finding._replace(details={**finding.details, **details})

    def _named_at(self, path: str) -> tuple[Glossary | None, str]:
        """The glossary for names at a path, or ``None``, and the topic under which `roleplay explain` lists them."""
        if _OF_MOVE.search(path):
            return self.moves, "moves"
        if _OF_PERSONA.search(path):
            return self.personas, "personas"
        if _OF_RUBRIC.search(path):
            return self.rubrics, "rubrics"
        return (self.criteria, "rubrics") if _OF_CRITERION.search(path) else (None, "")


def criteria_of(rubrics: Iterable[Rubric]) -> Mapping[str, Criterion]:
    """The criteria of ``rubrics``, by ``rubric.criterion``."""
    return {f"{rubric.id}.{criterion.id}": criterion for rubric in rubrics for criterion in rubric.criteria}


def glossary_of(things: Mapping[str, Persona] | Mapping[str, Rubric] | Mapping[str, Criterion]) -> Glossary:
    """A glossary of things that have a name and a description, by id."""
    return Glossary(Term(name, _in_all(thing.name), _in_all(thing.about)) for name, thing in things.items())


def similar_names(word: str, known: Iterable[str]) -> list[str]:
    """The known names that ``word`` could mean; compared by meaning as well if what they name has a description."""
    if isinstance(known, Mapping) and all(isinstance(thing, _Described) for thing in known.values()):
        return glossary_of(known).close_matches(word)
    return close_matches(word, known)


def _in_all(*texts: Text | None) -> tuple[str, ...]:
    return tuple(value for text in texts if text is not None for _, value in text.values)
