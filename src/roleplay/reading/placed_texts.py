"""Every text of a scene with its path in the file, under any key: a new key needs no entry here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.reading.build import BARE_FIELD
from roleplay.reading.document import Document, KeyPath
from roleplay.scene.text import Text

#: Types of values that contain no text: most of a scene.
_TEXTLESS = (str, int, float)


class PlacedText(NamedTuple):
    """A text and its path in the file; one language of it is at ``(*path, language)``."""

    path: KeyPath
    text: Text
    #: the class of the model that contains it
    owner: type
    #: the field of that class
    field: str


def placed_texts(part: tuple[Any, ...], document: Document, path: KeyPath = ()) -> list[PlacedText]:
    """Every text of a scenario, or of a named tuple at ``path`` inside one, in the order of the model."""
    placed: list[PlacedText] = []
    _gather(part, document, path, type(part), "", placed)
    return placed


def _gather(value: Any, document: Document, path: KeyPath, owner: type, field: str, placed: list[PlacedText]) -> None:
    """Append the texts inside ``value``. Not yielded, for speed: each would pass through one generator per level."""
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
            here, bare = (*path, index) if listed else path, BARE_FIELD.get(type(item))
            if bare is None or (*here, bare) in document.values:
                _gather(item, document, (*path, index), owner, field, placed)
            else:  # written without its other fields, perhaps without a list
                _gather(getattr(item, bare), document, here, type(item), bare, placed)
