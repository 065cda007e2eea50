"""The model is made of the shape by one mechanism: what is called the same in both is copied, and nothing is lost."""

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

#: The shapes of a class of the model; a sketch is written out as a node first.
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
    """A variant with a key that no file has yet."""

    mood: TextShape | None = None


class Moody(NamedTuple):
    """What such a variant means."""

    when: Condition
    text: Text
    mood: Text | None


@pytest.mark.parametrize(("raw", "mood"), [({}, None), ({"mood": "calm"}, Text.of("calm"))])
def test_a_key_that_stands_in_shape_and_model_arrives(raw: dict[str, Any], mood: Text | None) -> None:
    shape = MoodyShape.model_validate({"text": "Well.", **raw})
    assert builder().part(Moody, shape, ()) == Moody((), Text.of("Well."), mood)


class Weather(StrEnum):
    """One of a few words."""

    FAIR = "fair"
    FOUL = "foul"


class PartShape(Shape):
    """A part that stands under its id."""

    name: TextShape


class Part(NamedTuple):
    """What it means."""

    id: str
    name: Text


class EverythingShape(Shape):
    """A key of every kind that the mechanism knows."""

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
    """What they mean."""

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


def test_the_annotation_of_the_model_says_what_becomes_of_a_value() -> None:
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


def test_what_is_wrong_with_a_condition_is_told_where_it_stands() -> None:
    made = builder("- goto:\n  - {when: {turst: '> 4'}, to: a}\n  - {to: b}\n")
    target = shapes.TargetShape.model_validate({"when": {"turst": "> 4"}, "to": "a"})
    made.part(model.Target, target, (0, "goto", 0))
    (finding,) = made.findings
    assert (finding.code, finding.span.line, finding.did_you_mean) == ("RP109", 2, "trust")


class Unknown(NamedTuple):
    """A field of which no shape knows."""

    text: Text
    colour: str


class Mutable(NamedTuple):
    """A field that could be changed."""

    text: list[str]


@pytest.mark.parametrize("asked", [Unknown, Mutable])
def test_a_field_that_nothing_fills_is_an_error_of_the_programmer(asked: type[Unknown | Mutable]) -> None:
    with pytest.raises(TypeError):
        builder().part(asked, shapes.VariantShape.model_validate({"text": "Well."}), ())


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_of_a_shape_arrives_or_is_named_among_the_derived(name: str) -> None:
    part = next(
        getattr(floor, name.removesuffix("Shape")) for floor in (model, forms, observation) if hasattr(floor, name[:-5])
    )
    read_by_hand = {key for (owner, _), derived in DERIVED.items() if owner is part for key in derived.keys}
    assert set(SHAPES[name].model_fields) - {"roleplay"} - set(part._fields) <= read_by_hand


def test_every_derived_field_is_one_of_the_model() -> None:
    assert [field for owner, field in DERIVED if field not in owner.__annotations__] == []


def test_a_sketch_has_no_key_that_is_lost() -> None:
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
def test_who_asks_for_a_language_that_is_missing_gets_the_scenes_own(written: str, shown: str) -> None:
    text = changed(SCENE, "title: {zh: 小场景, en: Small scene}", f"title: {written}")
    scenario = load(changed(text, "language: zh", "language: ko").encode(), "small.yaml").value
    assert isinstance(scenario, model.Scenario)
    assert scenario.title.get("en") == shown
