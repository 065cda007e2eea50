"""Every text of a scene with its place in the file, whatever the key: a new one is met without being listed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.reading.build import BARE
from roleplay.reading.document import Document, KeyPath
from roleplay.scene.text import Text

#: Values inside which there is no text: most of a scene.
_TEXTLESS = (str, int, float)


class PlacedText(NamedTuple):
    """A text and its path in the file; a language of it stands at ``(*path, language)``."""

    path: KeyPath
    text: Text
    #: the class of the model that has it
    owner: type
    #: its field there
    field: str


def placed_texts(part: tuple[Any, ...], document: Document, path: KeyPath = ()) -> list[PlacedText]:
    """Every text of a scenario, or of a named tuple inside one that stands at ``path``, in the order of the model."""
    placed: list[PlacedText] = []
    _gather(part, document, path, type(part), "", placed)
    return placed


def _gather(value: Any, document: Document, path: KeyPath, owner: type, field: str, placed: list[PlacedText]) -> None:
    """Append what is inside ``value``. Into a list and not yielded: each text would go through a generator a level."""
    if isinstance(value, Text):
        placed.append(PlacedText(path, value, owner, field))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _gather(item, document, (*path, key), owner, field, placed)
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for name, item in zip(value._fields, value, strict=True):
            if item is not None and not isinstance(item, _TEXTLESS):
                _gather(item, document, (*path, name), type(value), name, placed)
    elif isinstance(value, tuple):
        listed = (*path, 0) in document.values
        for index, item in enumerate(value):
            here, bare = (*path, index) if listed else path, BARE.get(type(item))
            if bare is None or (*here, bare) in document.values:
                _gather(item, document, (*path, index), owner, field, placed)
            else:  # without its other fields, perhaps without a list
                _gather(getattr(item, bare), document, here, type(item), bare, placed)
