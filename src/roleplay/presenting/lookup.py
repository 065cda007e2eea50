"""Whatever somebody may look up in a library, by its id or by what it is called: moves, rubrics, criteria, personas."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol

from roleplay.locales import Catalogue
from roleplay.reading.glossary import Glossary
from roleplay.reading.terms import SharedTerms, criteria_of
from roleplay.scene.model import Shared
from roleplay.scene.text import Text

#: Near misses that are told, at most.
_MOST = 4


class Topic(StrEnum):
    """A kind of thing, of which all can be listed."""

    MOVES = "moves"
    RUBRICS = "rubrics"
    CRITERIA = "criteria"
    PERSONAS = "personas"


class Meant(NamedTuple):
    """Something of a library that a word may mean."""

    topic: Topic
    id: str


class _Named(Protocol):
    @property
    def name(self) -> Text:
        """What it is called."""


def topic_named(word: str, catalogues: Iterable[Catalogue]) -> Topic | None:
    """The kind of thing of which ``word`` is the name in any language: ``moves``, 动作; ``None`` where it is none."""
    names = {topic.value: topic for topic in Topic}
    for words in catalogues:
        names |= {words(f"reference.topic.{topic}").casefold(): topic for topic in Topic}
    return names.get(word.casefold())


class Lookup:
    """Finds what a library has by what a word says."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._terms = SharedTerms.of(shared)

    def of_id(self, word: str) -> list[Meant]:
        """What has this id: most often one thing, for a move, a rubric and a persona may share one."""
        return [meant for meant, _ in self._all() if _comparable(meant.id) == _comparable(word)]

    def called(self, word: str) -> list[Meant]:
        """What has this name in any language, and the criteria that have this id within their rubric."""
        asked = _comparable(word)
        return [
            meant
            for meant, names in self._all()
            if asked in names or (asked and _comparable(meant.id.partition(".")[2]) == asked)
        ]

    def near(self, word: str) -> list[Meant]:
        """What comes near by spelling or by meaning, the nearest of each kind first; empty where nothing does."""
        near = {topic: self._glossary(topic).near(word, _MOST) for topic in Topic}
        found = [Meant(topic, names[at]) for at in range(_MOST) for topic, names in near.items() if at < len(names)]
        return found[:_MOST]

    def all_of(self, topic: Topic) -> list[Meant]:
        """All of one kind, in the order of the library."""
        return [meant for meant, _ in self._all() if meant.topic is topic]

    def name(self, meant: Meant, language: str) -> str:
        """What it is called. Raises `KeyError` where there is no such thing."""
        return self._things(meant.topic)[meant.id].name.get(language)

    def _all(self) -> Iterator[tuple[Meant, frozenset[str]]]:
        for topic in Topic:
            for name, thing in self._things(topic).items():
                yield Meant(topic, name), frozenset(_comparable(value) for _, value in thing.name.values)

    def _things(self, topic: Topic) -> Mapping[str, _Named]:
        shared = self._shared
        match topic:
            case Topic.MOVES:
                return shared.moves
            case Topic.RUBRICS:
                return shared.rubrics
            case Topic.CRITERIA:
                return criteria_of(shared.rubrics.values())
            case Topic.PERSONAS:
                return shared.personas

    def _glossary(self, topic: Topic) -> Glossary:
        terms = self._terms
        match topic:
            case Topic.MOVES:
                return terms.moves
            case Topic.RUBRICS:
                return terms.rubrics
            case Topic.CRITERIA:
                return terms.criteria
            case Topic.PERSONAS:
                return terms.personas


def _comparable(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().replace("-", "_").strip()
