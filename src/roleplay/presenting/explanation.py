"""What `roleplay explain` answers to a word that is not a code: an entry, several, a list, or near misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.lookup import LibraryItem, Lookup, Topic
from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph
from roleplay.presenting.reference import (
    CriterionEntry,
    LineExample,
    MoveEntry,
    PersonaEntry,
    Reference,
    ReferenceEntry,
    RubricEntry,
    Titled,
)
from roleplay.presenting.reference_text import entry_text, list_text, titled
from roleplay.scene.model import Bundle, MoveKind, Shared


class NothingFound(LookupError):
    """A word refers to nothing in the library; ``near`` are the near misses, as shown to the user."""

    def __init__(self, near: Sequence[str]) -> None:
        super().__init__(*near)
        self.near = tuple(near)


def explain(word: str, shared: Shared, bundles: Iterable[Bundle], words: Catalogue) -> Iterator[Paragraph]:
    """The entries with the id ``word``; if none, the entry with that name, or a list if several have it.

    ``bundles`` are the scenes to take examples from, in order of preference. Raises `NothingFound`.
    """
    lookup = Lookup(shared)
    items, named = lookup.by_id(word), lookup.by_name(word)
    near = [] if items else [item for item in lookup.near(word) if item not in named]
    if not items and len(named) == 1:
        items = named
    if not items and not named:
        raise NothingFound([titled(_titled(item, lookup, words), words) for item in near])
    beside = {
        "also" if items else "called": [_titled(item, lookup, words) for item in named if item not in items],
        "near": [_titled(item, lookup, words) for item in near],
    }
    return _entries(items, beside, Reference(shared, words.language, bundles), words)


def _entries(
    items: Sequence[LibraryItem], beside: Mapping[str, Sequence[Titled]], reference: Reference, words: Catalogue
) -> Iterator[Paragraph]:
    for index, item in enumerate(items):
        if index:
            yield BLANK_LINE
            yield BLANK_LINE
        entry = _entry(item, reference)
        yield from entry_text(entry, _example(entry, reference), words)
    others = {key: things for key, things in beside.items() if things}
    for index, (key, things) in enumerate(others.items()):
        if items or index:
            yield BLANK_LINE
        yield from list_text(words(f"reference.{key}"), things)
    if others:
        yield BLANK_LINE
        yield Paragraph(words("reference.how", id=next(iter(others.values()))[0].id))


def _entry(item: LibraryItem, reference: Reference) -> ReferenceEntry:
    match item.topic:
        case Topic.MOVES:
            return reference.move(item.id)
        case Topic.RUBRICS:
            return reference.rubric(item.id)
        case Topic.CRITERIA:
            return reference.criterion(item.id)
        case Topic.PERSONAS:
            return reference.persona(item.id)


def _example(entry: ReferenceEntry, reference: Reference) -> LineExample | None:
    """A line that makes the move, or one that earns points on the criterion; for a persona, what they say."""
    match entry:
        case MoveEntry():
            return reference.example([entry.move.id])
        case CriterionEntry():
            return reference.example(points.move.id for points in entry.points if points.points > 0)
        case PersonaEntry():
            return reference.spoken(entry.persona.id)
        case RubricEntry():
            return None


def _titled(item: LibraryItem, lookup: Lookup, words: Catalogue) -> Titled:
    return Titled(item.id, lookup.name(item, words.language))


def topic_list(topic: Topic, shared: Shared, words: Catalogue) -> Iterator[Paragraph]:
    """Everything of one topic with its name: moves by kind, criteria below their rubrics."""
    lookup = Lookup(shared)
    of_topic = lookup.all_of(Topic.RUBRICS if topic is Topic.CRITERIA else topic)
    things = [_titled(item, lookup, words) for item in of_topic]
    match topic:
        case Topic.MOVES:
            for key, kind in (("list_moves", MoveKind.GOOD), ("list_moves_poor", MoveKind.POOR)):
                yield from list_text(words(f"reference.{key}"), [t for t in things if shared.moves[t.id].kind is kind])
                yield BLANK_LINE
        case Topic.RUBRICS | Topic.CRITERIA:
            yield Paragraph(words("reference.list_rubrics"))
            for rubric in shared.rubrics.values():
                yield BLANK_LINE
                criteria = [Titled(f"{rubric.id}.{c.id}", c.name.get(words.language)) for c in rubric.criteria]
                yield from list_text(f"{rubric.id}  {rubric.name.get(words.language)}", criteria)
            yield BLANK_LINE
        case Topic.PERSONAS:
            yield from list_text(words("reference.list_personas"), things)
            yield BLANK_LINE
    if things:
        yield Paragraph(words("reference.how", id=things[0].id))
