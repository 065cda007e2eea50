"""The few fields of the model that are computed from the file, not copied (see `build`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from roleplay.reading import form_shapes, shapes
from roleplay.reading.condition_reader import ConditionReader
from roleplay.reading.document import KeyPath
from roleplay.scene import forms, model
from roleplay.scene.conditions import METER_MAX
from roleplay.scene.frozen import freeze
from roleplay.scene.text import Text


class Derived(NamedTuple):
    """How a field of the model is computed."""

    #: the keys of the shape it depends on; empty if it is computed from the extra keys beside the shape's fields
    keys: tuple[str, ...]
    #: computes it from the shape; the reader and the path are for values that the shape does not check
    make: Callable[[Any, ConditionReader, KeyPath], Any]


def _better_low(meter: shapes.MeterShape, _: ConditionReader, __: KeyPath) -> bool:
    return meter.better == "low"


def _worth(ending: shapes.EndingShape, _: ConditionReader, __: KeyPath) -> float:
    return model.WORTH[model.Outcome(ending.outcome)] if ending.worth is None else ending.worth


def _released(
    file: shapes.ScenarioShape | form_shapes.ParallelFormShape | form_shapes.ExamShape, _: ConditionReader, __: KeyPath
) -> bool:
    return file.status == "released"


def _tags(scenario: shapes.ScenarioShape, _: ConditionReader, __: KeyPath) -> tuple[model.Tag, ...]:
    written = scenario.tags
    return tuple(model.Tag(tag) if isinstance(tag, str) else model.Tag("", Text.of(tag)) for tag in written)


def _thresholds(mark: shapes.PassMarkShape, _: ConditionReader, __: KeyPath) -> Mapping[str, int]:
    return freeze(mark.__pydantic_extra__)


def _expect(walk: shapes.WalkShape, conditions: ConditionReader, path: KeyPath) -> Mapping[str, tuple[float, float]]:
    expect: dict[str, tuple[float, float]] = {}
    for score, comparison in walk.__pydantic_extra__.items():
        interval = conditions.interval(score, comparison, METER_MAX, (*path, score))
        if interval is not None:
            expect[score] = _of_scores(comparison, *interval)
    return freeze(expect)


def _of_scores(comparison: str, low: int, high: int) -> tuple[float, float]:
    """The interval of a comparison with a score, which may be fractional: ``< 90`` reaches up to just below 90."""
    if "<" in comparison and "=" not in comparison:
        return low, math.nextafter(high + 1, 0)
    if ">" in comparison and "=" not in comparison:
        return math.nextafter(low - 1, METER_MAX), high
    return low, high


#: (a class of the model, its field) -> how the field is computed; any other field is copied from its namesake
DERIVED: Mapping[tuple[type, str], Derived] = {
    (model.Meter, "better_low"): Derived(("better",), _better_low),
    (model.Ending, "worth"): Derived(("worth", "outcome"), _worth),
    (model.Scenario, "released"): Derived(("status",), _released),
    (forms.ParallelForm, "released"): Derived(("status",), _released),
    (forms.Exam, "released"): Derived(("status",), _released),
    (model.Scenario, "tags"): Derived(("tags",), _tags),
    (model.PassMark, "thresholds"): Derived((), _thresholds),
    (model.Walk, "expect"): Derived((), _expect),
}
