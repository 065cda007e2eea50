"""What scenes share, as terms of a glossary: what an unknown name in a file could be meant for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from roleplay.reading.diagnostics import Diagnostic, near
from roleplay.reading.document import Document
from roleplay.reading.glossary import Glossary, Term
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import Criterion, Move, Persona, Rubric, Shared
from roleplay.scene.text import Text

_DESCRIBED = Persona | Rubric | Criterion
_NO_PERSONAS: Mapping[str, Persona] = FrozenDict()
_NO_RUBRICS: Mapping[str, Rubric] = FrozenDict()
#: Where in a file the name of a move, a persona, a rubric or a criterion stands.
_OF_MOVE = re.compile(r"\b(?:moves|instead|critical)\.\d+(?:\.move)?$|\b(?:points|reactions)\.[^.]+$")
_OF_PERSONA = re.compile(r"^cast\.[^.]+\.persona$|^extends$|^personas\.[^.]+\.\d+$|\.personas\.[^.]+$")
_OF_RUBRIC = re.compile(r"(?:^|\.)rubrics\.\d+$|^rubric$")
_LISTS = {
    "lists": "; `roleplay explain {topic}` lists what there is",
    "lists_zh": "；`roleplay explain {topic}` 列出全部",
}
#: What stands between two names, where a comma of another keyboard was written.
_SEVERAL = re.compile("[，、；,;]")
_OF_CRITERION = re.compile(r"\bassess\.\d+$")


class SharedTerms:
    """The glossaries of what a library shares; each is made when it is first asked for."""

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
        """Those of a library."""
        return cls(shared.moves, shared.personas, shared.rubrics)

    @cached_property
    def moves(self) -> Glossary:
        """The vocabulary; rubrics lend the names of what a move earns most on, for that is how courses speak of it."""
        judged: dict[str, list[str]] = {}
        for rubric in self._rubrics.values():
            for criterion in rubric.criteria:
                most = max(criterion.points.values())
                for move, points in criterion.points.items():
                    if points == most > 0:
                        judged.setdefault(move, []).extend((criterion.id, *_in_all(criterion.name)))
        return Glossary(
            Term(
                id=move.id,
                names=_in_all(move.name),
                meanings=(*_in_all(move.about, move.act, move.moment), *judged.get(move.id, ())),
                kind=move.kind,
                cures=move.instead,
            )
            for move in self._moves.values()
        )

    @cached_property
    def personas(self) -> Glossary:
        """The personas."""
        return described(self._personas)

    @cached_property
    def rubrics(self) -> Glossary:
        """The rubrics."""
        return described(self._rubrics)

    @cached_property
    def criteria(self) -> Glossary:
        """The criteria of all rubrics, as ``rubric.criterion``."""
        return described(criteria_of(self._rubrics.values()))

    def of_form(self, finding: Diagnostic, document: Document) -> Diagnostic:
        """A finding about the form of a name, with the name that was meant where its place tells of what it is one.

        Where nothing is near it says where the list is.
        """
        if finding.code != "RP016":
            return finding
        glossary, topic = self._named_at(finding.details["where"])
        found = finding.details["found"]
        if glossary is None or _SEVERAL.search(found) or found in self._rubrics:  # which of its criteria, nobody knows
            return finding
        meant = document.nearest(found, glossary)
        if meant is not None:
            return finding._replace(did_you_mean=meant)
        lists = {name: words.format(topic=topic) for name, words in _LISTS.items()}
        return finding._replace(details={**finding.details, **lists})

    def _named_at(self, where: str) -> tuple[Glossary | None, str]:
        """What is named at a place of a file, if it is one of these, and what `roleplay explain` lists it under."""
        if _OF_MOVE.search(where):
            return self.moves, "moves"
        if _OF_PERSONA.search(where):
            return self.personas, "personas"
        if _OF_RUBRIC.search(where):
            return self.rubrics, "rubrics"
        return (self.criteria, "rubrics") if _OF_CRITERION.search(where) else (None, "")


def criteria_of(rubrics: Iterable[Rubric]) -> Mapping[str, Criterion]:
    """The criteria of some rubrics by ``rubric.criterion``."""
    return {f"{rubric.id}.{criterion.id}": criterion for rubric in rubrics for criterion in rubric.criteria}


def described(things: Mapping[str, Persona] | Mapping[str, Rubric] | Mapping[str, Criterion]) -> Glossary:
    """A glossary of what has a name and says what it is, by ids."""
    return Glossary(Term(name, _in_all(thing.name), _in_all(thing.about)) for name, thing in things.items())


def near_known(word: str, known: Iterable[str]) -> list[str]:
    """The known names that ``word`` could be meant for; by meaning as well where what has them says what it is."""
    if isinstance(known, Mapping) and all(isinstance(thing, _DESCRIBED) for thing in known.values()):
        return described(known).near(word)
    return near(word, known)


def _in_all(*texts: Text | None) -> tuple[str, ...]:
    return tuple(value for text in texts if text is not None for _, value in text.values)
