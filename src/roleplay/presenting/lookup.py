"""Looks things up in a library by id or name: moves, rubrics, criteria, personas."""

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

#: The maximum number of near misses.
_MAX_MATCHES = 4


class Topic(StrEnum):
    """A kind of thing to look up or list."""

    MOVES = "moves"
    RUBRICS = "rubrics"
    CRITERIA = "criteria"
    PERSONAS = "personas"


class LibraryItem(NamedTuple):
    """Something in a library that a word may refer to."""

    topic: Topic
    id: str


class _Named(Protocol):
    @property
    def name(self) -> Text:
        """The name in all languages."""


def topic_named(word: str, catalogues: Iterable[Catalogue]) -> Topic | None:
    """The topic that is called ``word`` in any language: ``moves``, 动作; ``None`` if there is none."""
    names = {topic.value: topic for topic in Topic}
    for words in catalogues:
        names |= {words(f"reference.topic.{topic}").casefold(): topic for topic in Topic}
    return names.get(word.casefold())


class Lookup:
    """Finds what a word refers to in a library."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._terms = SharedTerms.of(shared)

    def by_id(self, word: str) -> list[LibraryItem]:
        """Everything with this id; usually one thing, but a move, a rubric and a persona may share an id."""
        return [item for item, _ in self._all() if _comparable(item.id) == _comparable(word)]

    def by_name(self, word: str) -> list[LibraryItem]:
        """Everything with this name in any language, and the criteria with this id within their rubric."""
        wanted = _comparable(word)
        return [
            item
            for item, names in self._all()
            if wanted in names or (wanted and _comparable(item.id.partition(".")[2]) == wanted)
        ]

    def near(self, word: str) -> list[LibraryItem]:
        """Near misses by spelling or meaning, the nearest of each topic first; may be empty."""
        near = {topic: self._glossary(topic).close_matches(word, _MAX_MATCHES) for topic in Topic}
        items = [
            LibraryItem(topic, names[at])
            for at in range(_MAX_MATCHES)
            for topic, names in near.items()
            if at < len(names)
        ]
        return items[:_MAX_MATCHES]

    def all_of(self, topic: Topic) -> list[LibraryItem]:
        """Everything of one topic, in library order."""
        return [item for item, _ in self._all() if item.topic is topic]

    def name(self, item: LibraryItem, language: str) -> str:
        """The name of ``item``. Raises `KeyError` if there is no such thing."""
        return self._things(item.topic)[item.id].name.get(language)

    def _all(self) -> Iterator[tuple[LibraryItem, frozenset[str]]]:
        for topic in Topic:
            for name, thing in self._things(topic).items():
                yield LibraryItem(topic, name), frozenset(_comparable(value) for _, value in thing.name.values)

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
