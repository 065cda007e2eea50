"""From the shape of a file to its meaning, field by field.

The annotation of a field of the model decides how the value of the same name in the shape is converted: a `Text` gets
the language of the file, a `Condition` is parsed, a list becomes a tuple, a map is frozen, and so on. A new key is
therefore added to the shape and to the model, and nowhere else; fields that are not mere copies are in `derived`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from roleplay.reading import form_shapes, observation_shapes, shapes, shared_shapes
from roleplay.reading.condition_reader import ConditionNames, ConditionReader
from roleplay.reading.derived import DERIVED
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.fields import Shape
from roleplay.reading.sketches import expand_sketch
from roleplay.scene.conditions import Condition
from roleplay.scene.forms import Exam, ParallelForm
from roleplay.scene.frozen import freeze
from roleplay.scene.kpi import KpiProfile
from roleplay.scene.model import (
    MoveUse,
    Persona,
    Question,
    Rubric,
    Scenario,
    StageDirection,
    Tag,
    Target,
    Variant,
    Vocabulary,
)
from roleplay.scene.observation import ObserverSheet
from roleplay.scene.text import Text

#: The maximum number of ways in which the facts of one scene can be dealt.
MAX_DEALS = 1000

#: What a file can mean.
Meaning: TypeAlias = Scenario | Rubric | Persona | Vocabulary | KpiProfile | ParallelForm | Exam | ObserverSheet
_MEANINGS: Mapping[type[Shape], type[Meaning]] = {
    shapes.ScenarioShape: Scenario,
    shared_shapes.RubricShape: Rubric,
    shared_shapes.PersonaShape: Persona,
    shared_shapes.VocabularyShape: Vocabulary,
    shared_shapes.KpiProfileShape: KpiProfile,
    form_shapes.ParallelFormShape: ParallelForm,
    form_shapes.ExamShape: Exam,
    observation_shapes.ObserverSheetShape: ObserverSheet,
}

#: The field that a bare value sets where a whole map could be written; the other fields are then empty.
BARE_FIELD: Mapping[type, str] = {
    Variant: "text",
    StageDirection: "text",
    Question: "text",
    Target: "to",
    MoveUse: "move",
    Tag: "name",
}
#: Types of which the first in a list that fits is used -> whether the last must always fit; a direction may be missing.
_FIRST_THAT_FITS: Mapping[type, bool] = {Variant: True, Target: True, StageDirection: False}


#: A class of the model: a named tuple.
Part = TypeVar("Part", bound=tuple[Any, ...])


class Built(NamedTuple):
    """The meaning of a file; only valid if there are no findings."""

    value: Meaning
    findings: list[Diagnostic]


def build(file: Shape, document: Document) -> Built:
    """The meaning of a file of any kind, and what is wrong with its conditions."""
    builder = _ScenarioBuilder(file, document) if isinstance(file, shapes.ScenarioShape) else Builder(document)
    return Built(builder.part(_MEANINGS[type(file)], file, ()), builder.findings)


class Builder:
    """Builds the parts of one file, and collects what is wrong with them in ``findings``."""

    def __init__(self, document: Document, names: ConditionNames | None = None) -> None:
        self.document = document
        self.conditions = ConditionReader(document, names or ConditionNames(frozenset(), frozenset(), {}, frozenset()))

    @property
    def findings(self) -> list[Diagnostic]:
        """The findings made while building."""
        return self.conditions.findings

    def text(self, value: str | Mapping[str, str]) -> Text:
        """A text in the language of the file."""
        return Text.of(value)

    def part(self, model: type[Part], shape: Shape, path: KeyPath) -> Part:
        """A ``model`` (a class of `roleplay.scene.model`) built from ``shape``, which is at ``path`` in the file."""
        return tuple.__new__(model, [fill(self, shape, path) for fill in _fills(model, type(shape))])

    def check_order(self, conditions: Sequence[object], path: KeyPath, *, fits_always: bool) -> None:
        """RP019: only the last of a list may lack a `when`, and with ``fits_always`` it must."""
        last = len(conditions) - 1
        for index, when in enumerate(conditions):
            if index < last and when is None:
                span = self.document.span((*path, index + 1))
                words = ("an earlier one has no `when:`", "前面已有一条没有 `when:`")
            elif index == last and when is not None and fits_always:
                span = self.document.key_span((*path, last, "when"))
                words = (
                    "the last one has a `when:`, so in some state none may fit",
                    "最后一条带了 `when:`，可能一条都不符合",
                )
            else:
                continue
            self.findings.append(self.document.finding("RP019", span, problem=words[0], problem_zh=words[1]))


def _choices(node: shapes.NodeShape | shapes.SketchShape) -> tuple[str, ...]:
    """The ids of a node's choices; none for a sketch, whose choices are generated."""
    return tuple(choice.id for choice in node.choices) if isinstance(node, shapes.NodeShape) else ()


class _ScenarioBuilder(Builder):
    def __init__(self, file: shapes.ScenarioShape, document: Document) -> None:
        facts = {fact: tuple(values) for fact, values in file.deal.items()}
        super().__init__(
            document,
            ConditionNames(
                meters=frozenset(file.meters),
                flags=frozenset(file.flags),
                facts=facts,
                nodes=frozenset(file.nodes),
                choices={name: _choices(node) for name, node in file.nodes.items()},
                cast=frozenset(file.cast),
            ),
        )
        self.file = file
        self.check_deal_count()

    def text(self, value: str | Mapping[str, str]) -> Text:
        return Text.of(value, self.file.language).with_first(self.file.language).bracket_todos()

    def part(self, model: type[Part], shape: Shape, path: KeyPath) -> Part:
        if isinstance(shape, shapes.SketchShape):
            shape = expand_sketch(shape, self.file)
        return super().part(model, shape, path)

    def check_deal_count(self) -> None:
        """RP020 if the facts can be dealt in too many ways: each is a story of its own to explore."""
        deals = math.prod(len(values) for values in self.file.deal.values())
        if deals > MAX_DEALS:
            shown = str(deals) if deals < 10**6 else "> 1000000"
            words = {
                "where": "deal",
                "where_zh": "deal 的各种组合",
                "found": f"{shown} combinations",
                "found_zh": shown,
                "wanted": f"at most {MAX_DEALS}",
                "wanted_zh": f"最多 {MAX_DEALS}",
                "fix": "deal fewer facts, or fewer values of each",
                "fix_zh": "请减少随机事实，或减少每个事实的取值",
            }
            self.findings.append(self.document.finding("RP020", self.document.key_span(("deal",)), **words))


# -- converting a value to what the model's annotation requires --------------------
# Values are `Any` here: pydantic has validated them, and mypy checks the model where it is used.

_Fill: TypeAlias = Callable[[Builder, Any, KeyPath], Any]
_Convert: TypeAlias = Callable[[Builder, Any, KeyPath], Any]


@cache
def _fills(model: type, shape: type[Shape]) -> tuple[_Fill, ...]:
    """For every field of ``model``, a function from the builder, the shape and its path to the value."""
    return tuple(_fill(model, name, annotation, shape) for name, annotation in get_type_hints(model).items())


def _fill(model: type, name: str, annotation: Any, shape: type[Shape]) -> _Fill:
    derived = DERIVED.get((model, name))
    if derived is not None:
        make = derived.make
        return lambda builder, value, path: make(value, builder.conditions, path)
    if name in shape.model_fields:
        return _copied(name, shape.model_fields[name].alias or name, annotation)
    if name == "id":  # its key in the map
        return lambda _, __, path: path[-1]
    raise TypeError(f"{shape.__name__} has no {name}, and nothing derives {model.__name__}.{name}")


def _copied(name: str, key: str, annotation: Any) -> _Fill:
    convert, empty = _converter(annotation), _empty_value(annotation)
    if convert is _unchanged:
        return lambda _, shape, __: getattr(shape, name)

    def fill(builder: Builder, shape: Any, path: KeyPath) -> Any:
        value = getattr(shape, name)
        return empty if value is None else convert(builder, value, (*path, key))

    return fill


def _empty_value(annotation: Any) -> Any:
    """The value in the model if the file has none."""
    return None if get_origin(annotation) is UnionType else ()


@cache
def _converter(annotation: Any) -> _Convert:
    """The function that converts a value of a file to the type of ``annotation``, of a field of the model."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation is Text:
        return lambda builder, value, _: builder.text(value)
    if annotation == Condition:
        return lambda builder, value, path: builder.conditions.read(value, path)
    if origin is UnionType:
        (present,) = (option for option in arguments if option is not NoneType)
        return _converter(present)
    if origin is tuple:
        return _tuple_of(arguments[0])
    if origin is frozenset:
        return lambda _, value, __: frozenset(value)
    if origin is Mapping:
        return _mapping_of(arguments[1])
    if isinstance(annotation, type) and issubclass(annotation, tuple):
        return _part_or_bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return lambda _, value, __: annotation(value)
    if annotation in (str, int, float, bool):
        return _unchanged
    raise TypeError(f"nothing says how {annotation} is made of what stands in a file")


def _unchanged(_: Builder, value: Any, __: KeyPath) -> Any:
    return value


def _tuple_of(item: Any) -> _Convert:
    """Converts a list, a map by id, or a single item where the list may be left out."""
    convert = _converter(item)

    def converted(builder: Builder, value: Any, path: KeyPath) -> tuple[Any, ...]:
        if isinstance(value, list):
            if convert is _unchanged:
                return tuple(value)
            if item in _FIRST_THAT_FITS:
                builder.check_order([entry.when for entry in value], path, fits_always=_FIRST_THAT_FITS[item])
            return tuple([convert(builder, entry, (*path, index)) for index, entry in enumerate(value)])
        if isinstance(value, dict) and item not in BARE_FIELD:
            return tuple([convert(builder, entry, (*path, key)) for key, entry in value.items()])
        return (convert(builder, value, path),)

    return converted


def _mapping_of(item: Any) -> _Convert:
    convert = _converter(item)
    if convert is _unchanged:
        return lambda _, value, __: freeze(value)
    return lambda builder, value, path: freeze(
        {key: convert(builder, entry, (*path, key)) for key, entry in value.items()}
    )


def _part_or_bare(model: Any) -> _Convert:
    if model not in BARE_FIELD:
        return lambda builder, value, path: builder.part(model, value, path)
    hints = get_type_hints(model)
    convert, index = _converter(hints[BARE_FIELD[model]]), list(hints).index(BARE_FIELD[model])
    empty = [_empty_value(annotation) for annotation in hints.values()]
    before, after = empty[:index], empty[index + 1 :]

    def converted(builder: Builder, value: Any, path: KeyPath) -> Any:
        if isinstance(value, Shape):
            return builder.part(model, value, path)
        return tuple.__new__(model, (*before, convert(builder, value, path), *after))

    return converted
