"""Every text of a scene with its place in the file, whatever the key: a new one is met without being listed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from roleplay.reading.build import BARE
from roleplay.reading.document import Document, KeyPath
from roleplay.scene.text import Text


class PlacedText(NamedTuple):
    """A text and its path in the file; a language of it stands at ``(*path, language)``."""

    path: KeyPath
    text: Text
    #: the class of the model that has it
    owner: type
    #: its field there
    field: str


def placed_texts(part: tuple[Any, ...], document: Document, path: KeyPath = ()) -> Iterator[PlacedText]:
    """Every text of a scenario, or of a named tuple inside one that stands at ``path``, in the order of the model."""
    return _inside(part, document, path, type(part), "")


def _inside(value: Any, document: Document, path: KeyPath, owner: type, field: str) -> Iterator[PlacedText]:
    if isinstance(value, Text):
        yield PlacedText(path, value, owner, field)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(item, document, (*path, key), owner, field)
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        for name, item in value._asdict().items():
            yield from _inside(item, document, (*path, name), type(value), name)
    elif isinstance(value, tuple):
        listed = (*path, 0) in document.values
        for index, item in enumerate(value):
            here, bare = (*path, index) if listed else path, BARE.get(type(item))
            if bare is None or (*here, bare) in document.values:
                yield from _inside(item, document, (*path, index), owner, field)
            else:  # without its other fields, perhaps without a list
                yield from _inside(getattr(item, bare), document, here, type(item), bare)
