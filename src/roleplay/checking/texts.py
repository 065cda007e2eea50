"""Every text of a scene with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.reading.document import Document, Path
from roleplay.scene.model import Choice, Node, Variant
from roleplay.scene.text import Text


class TextKind(StrEnum):
    """What a text is for."""

    #: what the learner may say
    SAY = "say"
    #: what the other person says, first or in reply
    HEARD = "heard"
    #: what surrounds the talk: titles, brief, stage directions, reasons
    TOLD = "told"


class PlacedText(NamedTuple):
    """A text and its path in the file; a language of it stands at ``(*path, language)``."""

    path: Path
    text: Text
    kind: TextKind


def written(text: Text, language: str) -> bool:
    """Whether it stands there in this language, and not only that it is still to do."""
    return language in text.languages and language not in text.todo


def texts(subject: Subject) -> Iterator[PlacedText]:
    """Every text of the scene in the usual order of a file, but for the nodes that are still to be written."""
    scenario, document = subject.scenario, subject.document
    yield from _told(("title",), scenario.title)
    yield from _told(("summary",), scenario.summary)
    for part, text in scenario.brief._asdict().items():
        yield from _told(("brief", part), text)
    for member in scenario.cast.values():
        yield from _told(("cast", member.id, "name"), member.name)
    for meter in scenario.meters.values():
        yield from _told(("meters", meter.id, "name"), meter.name)
    for node in scenario.nodes.values():
        if not node.is_sketch:
            yield from _texts_of_node(("nodes", node.id), node, document)
    for ending in scenario.endings.values():
        yield from _told(("endings", ending.id, "title"), ending.title)
        yield from _told(("endings", ending.id, "text"), ending.text)
    for index, text in enumerate(scenario.discussion):
        yield from _told(("discussion", index), text)


def _texts_of_node(path: Path, node: Node, document: Document) -> Iterator[PlacedText]:
    yield from _told((*path, "scene"), node.scene)
    yield from variants((*path, "says"), node.says, document)
    for index, choice in enumerate(node.choices):
        yield from _texts_of_choice((*path, "choices", index), choice, document)


def _texts_of_choice(path: Path, choice: Choice, document: Document) -> Iterator[PlacedText]:
    yield PlacedText((*path, "say"), choice.say, TextKind.SAY)
    yield from _told((*path, "locked"), choice.locked)
    yield from variants((*path, "reply"), choice.reply, document)
    yield from _told((*path, "why"), choice.why)


def _told(path: Path, text: Text | None) -> Iterator[PlacedText]:
    if text is not None:
        yield PlacedText(path, text, TextKind.TOLD)


def variants(path: Path, spoken: tuple[Variant, ...], document: Document) -> Iterator[PlacedText]:
    """What somebody says, one text or several under conditions."""
    listed = (*path, 0) in document.values
    for index, variant in enumerate(spoken):
        yield PlacedText((*path, index, "text") if listed else path, variant.text, TextKind.HEARD)
