"""The texts of a scene, the purpose of each, and whether it is written yet."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from roleplay.checking.subject import Subject
from roleplay.reading.document import KeyPath
from roleplay.reading.placed_texts import PlacedText, placed_texts
from roleplay.scene.model import Choice, Variant
from roleplay.scene.text import Text


class TextKind(StrEnum):
    """The purpose of a text."""

    #: a line the learner may say
    SAY = "say"
    #: what the other person says, first or in reply
    HEARD = "heard"
    #: everything around the conversation: titles, briefing, stage directions, reasons
    SURROUNDING = "surrounding"


def is_written(text: Text, language: str) -> bool:
    """Whether the text exists in this language and is not a todo note."""
    return language in text.languages and language not in text.todo


def kind_of(placed: PlacedText) -> TextKind:
    """The purpose of the text."""
    if placed.owner is Variant and _key(placed.path) in ("says", "reply"):
        return TextKind.HEARD
    return TextKind.SAY if (placed.owner, placed.field) == (Choice, "say") else TextKind.SURROUNDING


def _key(path: KeyPath) -> str | int:
    """The key of the variants: the last step of a single one's path; for one in a list, the step before its index."""
    return path[-3] if path[-1] == "text" and isinstance(path[-2], int) else path[-1]


def texts(subject: Subject) -> Iterator[PlacedText]:
    """Every text of the scene, in the order of the model, except those of sketches."""
    sketches = {("nodes", node.id) for node in subject.scenario.nodes.values() if node.is_sketch}
    for placed in placed_texts(subject.scenario, subject.document):
        if placed.path[:2] not in sketches:
            yield placed
