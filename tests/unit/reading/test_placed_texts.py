"""The texts of a scene are found wherever the model has them, each with its path in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from builders import changed
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.loader import load
from roleplay.reading.placed_texts import placed_texts
from roleplay.reading.yaml_reader import read
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import Scenario, Variant
from roleplay.scene.text import Text

from .file_texts import SCENE


def text_paths(source: str) -> list[KeyPath]:
    file = load(source.encode(), "small.yaml")
    assert isinstance(file.value, Scenario), file.diagnostics
    return [placed.path for placed in placed_texts(file.value, file.document)]


def maps_of_languages(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The paths of texts in the data of a file, found without the model."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    if isinstance(data, dict) and "zh" in data:
        yield path
        return
    for step, value in steps:
        yield from maps_of_languages(value, (*path, step))


def test_every_text_of_a_scene_is_found_where_the_file_has_it() -> None:
    document, _ = read(SCENE.encode(), "small.yaml")
    paths = text_paths(SCENE)
    assert len(paths) == len(set(paths))
    assert set(paths) == set(maps_of_languages(document.data))


def test_the_only_text_of_a_list_has_a_path_in_the_list() -> None:
    paths = text_paths(changed(SCENE, "says: {zh: 怎么办？, en: What now?}", "says: [{text: What now?}]"))
    assert ("nodes", "settle", "says", 0, "text") in paths


class Hint(NamedTuple):
    """A class that no scene has."""

    id: str
    words: Text


class Moment(NamedTuple):
    """A class with a text in every form that the model supports."""

    title: Text
    aside: Text | None
    says: tuple[Variant, ...]
    questions: tuple[Text, ...]
    hints: Mapping[str, Hint]
    steps: tuple[Hint, ...]
    points: Mapping[str, int]


def test_a_new_text_field_of_the_model_is_found_without_an_entry() -> None:
    texts = [Text.of(letter) for letter in "abcdef"]
    a, b, c, d, e, f = texts
    moment = Moment(
        title=a,
        aside=b,
        says=(Variant((), c),),
        questions=(d,),
        hints=FrozenDict({"first": Hint("first", e)}),
        steps=(Hint("last", f),),
        points=FrozenDict({"one": 1}),
    )
    placed = list(placed_texts(moment, Document("small.yaml", []), ("here",)))
    assert [text.text for text in placed] == texts
    assert [text.path[1:] for text in placed] == [
        ("title",), ("aside",), ("says",), ("questions", 0), ("hints", "first", "words"), ("steps", 0, "words")
    ]  # fmt: skip
    owners: list[type] = [Moment, Moment, Variant, Moment, Hint, Hint]
    assert [text.owner for text in placed] == owners
    assert [text.field for text in placed] == ["title", "aside", "text", "questions", "words", "words"]
    assert list(placed_texts(moment._replace(aside=None), Document("small.yaml", [])))[1].text is c
