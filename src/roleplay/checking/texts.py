"""The texts of a scene that are written, and what each is for."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from roleplay.checking.subject import Subject
from roleplay.reading.document import KeyPath
from roleplay.reading.placed_texts import PlacedText, placed_texts
from roleplay.scene.model import Choice, Variant
from roleplay.scene.text import Text


class TextKind(StrEnum):
    """What a text is for."""

    #: what the learner may say
    SAY = "say"
    #: what the other person says, first or in reply
    HEARD = "heard"
    #: what surrounds the talk: titles, brief, stage directions, reasons
    TOLD = "told"


def written(text: Text, language: str) -> bool:
    """Whether it stands there in this language, and not only that it is still to do."""
    return language in text.languages and language not in text.todo


def kind_of(placed: PlacedText) -> TextKind:
    """What the text is for."""
    if placed.owner is Variant and _key(placed.path) in ("says", "reply"):
        return TextKind.HEARD
    return TextKind.SAY if (placed.owner, placed.field) == (Choice, "say") else TextKind.TOLD


def _key(path: KeyPath) -> str | int:
    """The key of the variants: of one alone the last step, of one in a list that before its number."""
    return path[-3] if path[-1] == "text" and isinstance(path[-2], int) else path[-1]


def texts(subject: Subject) -> Iterator[PlacedText]:
    """Every text of the scene in the usual order of a file, but for the nodes that are still to be written."""
    sketches = {("nodes", node.id) for node in subject.scenario.nodes.values() if node.is_sketch}
    for placed in placed_texts(subject.scenario, subject.document):
        if placed.path[:2] not in sketches:
            yield placed
