"""The model is built from the shape by one mechanism: fields of the same name are copied, and nothing is lost."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import pytest

from builders import changed
from roleplay.reading import shapes
from roleplay.reading.build import Builder
from roleplay.reading.condition_reader import ConditionNames
from roleplay.reading.derived import DERIVED
from roleplay.reading.fields import ConditionShape, Shape, TextShape
from roleplay.reading.loader import load
from roleplay.reading.yaml_reader import read
from roleplay.scene import forms, model, observation
from roleplay.scene.conditions import Condition, MeterTest
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text

from .file_texts import SCENE

#: The shapes of each class of the model; a sketch is expanded into a node first.
SHAPES = {
    name: shape
    for name, shape in inspect.getmembers(shapes, inspect.isclass)
    if issubclass(shape, Shape) and shape not in (Shape, shapes.SketchShape)
}


def builder(source: str = "{}") -> Builder:
    document, findings = read(source.encode(), "small.yaml")
    assert findings == []
    return Builder(document, ConditionNames(frozenset({"trust"}), frozenset(), {}, frozenset()))


class MoodyShape(shapes.VariantShape):
    """A variant with a new key."""

    mood: TextShape | None = None


class Moody(NamedTuple):
    """The model of `MoodyShape`."""

    when: Condition
    text: Text
    mood: Text | None


@pytest.mark.parametrize(("raw", "mood"), [({}, None), ({"mood": "calm"}, Text.of("calm"))])
def test_a_key_in_both_shape_and_model_is_copied(raw: dict[str, Any], mood: Text | None) -> None:
    shape = MoodyShape.model_validate({"text": "Well.", **raw})
    assert builder().part(Moody, shape, ()) == Moody((), Text.of("Well."), mood)


class Weather(StrEnum):
    """An enumeration."""

    FAIR = "fair"
    FOUL = "foul"


class PartShape(Shape):
    """A part in a map by id."""

    name: TextShape


class Part(NamedTuple):
    """The model of `PartShape`."""

    id: str
    name: Text


class EverythingShape(Shape):
    """A key of every kind that the mechanism supports."""

    weather: str
    minutes: int
    words: list[str]
    marks: list[str]
    lines: list[TextShape]
    when: ConditionShape | None = None
    points: dict[str, dict[str, int]]
    people: dict[str, PartShape]
    steps: dict[str, PartShape]
    goto: str | list[shapes.TargetShape]


class Everything(NamedTuple):
    """The model of `EverythingShape`."""

    weather: Weather
    minutes: int
    words: tuple[str, ...]
    marks: frozenset[str]
    lines: tuple[Text, ...]
    when: Condition
    points: Mapping[str, Mapping[str, int]]
    people: Mapping[str, Part]
    steps: tuple[Part, ...]
    goto: tuple[model.Target, ...]


def test_the_annotation_of_the_model_decides_how_a_value_is_converted() -> None:
    people = {"ann": {"name": "Ann"}, "bob": {"name": {"zh": "阿波"}}}
    shape = EverythingShape.model_validate(
        {
            "weather": "foul",
            "minutes": 3,
            "words": ["a", "b"],
            "marks": ["c", "c"],
            "lines": ["d", {"zh": "丁"}],
            "when": {"trust": ">= 40"},
            "points": {"hear": {"nod": 2}},
            "people": people,
            "steps": people,
            "goto": "end",
        }
    )
    ann, bob = Part("ann", Text.of("Ann")), Part("bob", Text.of({"zh": "阿波"}))
    built = builder().part(Everything, shape, ())
    assert built == Everything(
        weather=Weather.FOUL,
        minutes=3,
        words=("a", "b"),
        marks=frozenset("c"),
        lines=(Text.of("d"), Text.of({"zh": "丁"})),
        when=(MeterTest("trust", 40, 100),),
        points={"hear": {"nod": 2}},
        people={"ann": ann, "bob": bob},
        steps=(ann, bob),
        goto=(model.Target((), "end"),),
    )
    assert {type(frozen) for frozen in (built.points, built.points["hear"], built.people)} == {FrozenDict}


def test_an_invalid_condition_is_reported_at_its_location() -> None:
    built = builder("- goto:\n  - {when: {turst: '> 4'}, to: a}\n  - {to: b}\n")
    target = shapes.TargetShape.model_validate({"when": {"turst": "> 4"}, "to": "a"})
    built.part(model.Target, target, (0, "goto", 0))
    (finding,) = built.findings
    assert (finding.code, finding.span.line, finding.did_you_mean) == ("RP109", 2, "trust")


class Unknown(NamedTuple):
    """Has a field that no shape has."""

    text: Text
    colour: str


class Mutable(NamedTuple):
    """Has a field of a mutable type."""

    text: list[str]


@pytest.mark.parametrize("asked", [Unknown, Mutable])
def test_a_field_without_a_source_is_a_programming_error(asked: type[Unknown | Mutable]) -> None:
    with pytest.raises(TypeError):
        builder().part(asked, shapes.VariantShape.model_validate({"text": "Well."}), ())


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_of_a_shape_is_copied_or_listed_among_the_derived(name: str) -> None:
    part = next(
        getattr(floor, name.removesuffix("Shape")) for floor in (model, forms, observation) if hasattr(floor, name[:-5])
    )
    read_by_hand = {key for (owner, _), derived in DERIVED.items() if owner is part for key in derived.keys}
    assert set(SHAPES[name].model_fields) - {"roleplay"} - set(part._fields) <= read_by_hand


def test_every_derived_field_exists_in_the_model() -> None:
    assert [field for owner, field in DERIVED if field not in owner.__annotations__] == []


def test_no_key_of_a_sketch_is_lost() -> None:
    assert set(shapes.SketchShape.model_fields) - set(shapes.NodeShape.model_fields) == {"todo", "goto"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{zh: 小场景, ko: 장면}", "장면"),
        ("{ko: 장면, zh: 小场景}", "장면"),
        ("{zh: 小场景, de: Szene}", "小场景"),  # the scene's own is not there: the first
        ("장면", "장면"),
        ("{zh: 小场景, ko: 장면, en: Scene}", "Scene"),
    ],
)
def test_a_missing_language_falls_back_to_the_language_of_the_scene(written: str, shown: str) -> None:
    text = changed(SCENE, "title: {zh: 小场景, en: Small scene}", f"title: {written}")
    scenario = load(changed(text, "language: zh", "language: ko").encode(), "small.yaml").value
    assert isinstance(scenario, model.Scenario)
    assert scenario.title.get("en") == shown
