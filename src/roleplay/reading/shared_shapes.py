"""How the files that scenes share are written: moves, personas, rubrics and the KPI profile (see `shapes`)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from roleplay.reading.fields import (
    Change,
    Id,
    Key,
    Language,
    Line,
    MoveName,
    OpenMoveName,
    OpenPersonaName,
    Pattern,
    Percent,
    Points,
    Shape,
    TextShape,
)


class MoveShape(Shape):
    """A dialogue move: something that a line does."""

    name: TextShape
    """A short verb phrase: names the feeling."""
    about: TextShape
    """What the move is and why it works or harms, in one or two sentences."""
    moment: TextShape | None = None
    """For a poor move: when people notice themselves making it; completes "When I ..."."""
    act: TextShape | None = None
    """For a good move: what to do, in a few plain words; completes "I first ..."."""
    kind: Literal["good", "poor"]
    """Whether it helps in general; the scene decides whether it helps in a given moment."""
    instead: list[OpenMoveName] = []
    """For a poor move: the good moves to make instead, the one that helps most often first."""
    phrases: dict[Language, list[Line]] = {}
    """Phrases that betray the move, by language."""
    patterns: dict[Language, list[Pattern]] = {}
    """Patterns of what people say when they make it, by language: [a|b], (optional), … for a few words."""


class VocabularyShape(Shape):
    """A vocabulary of moves."""

    roleplay: Literal["moves/1"]
    """The kind and version of this file."""
    moves: dict[Key, MoveShape]
    """The moves, by id; {} in a file that only adds clichés."""
    cliches: dict[Language, list[Line]] = {}
    """Clichés of the trade, by language: a simulated player avoids any line with one."""


class PersonaShape(Shape):
    """How a kind of person reacts to moves."""

    roleplay: Literal["persona/1"]
    """The kind and version of this file."""
    id: Id
    """Equals the name of the file."""
    extends: OpenPersonaName | None = None
    """A persona whose reactions this one inherits; its own take precedence."""
    name: TextShape
    """What the type is called."""
    about: TextShape
    """How to recognise it and how to deal with it."""
    reactions: dict[MoveName, dict[Key, Change]]
    """move -> meter -> change. A meter that a scene lacks is ignored."""


class CriterionShape(Shape):
    """One criterion of a rubric."""

    name: TextShape
    """What it is called."""
    about: TextShape
    """What it assesses."""
    weight: Annotated[float, Field(gt=0, le=100)] = 1.0
    """Its weight in the rubric's mean."""
    points: Annotated[dict[MoveName, Points], Field(min_length=1)]
    """move -> points, -3 to 3."""
    levels: Annotated[list[TextShape], Field(min_length=4, max_length=4)]
    """Four anchors, 0 to 3: what conduct at each level looks like."""


class RubricShape(Shape):
    """Criteria by which the moves of a line are judged."""

    roleplay: Literal["rubric/1"]
    """The kind and version of this file."""
    id: Id
    """Equals the name of the file."""
    name: TextShape
    """What the rubric is called."""
    about: TextShape
    """What it is for."""
    source: TextShape
    """Where the framework comes from."""
    order: list[Key] = []
    """The intended order of its criteria, if it has one."""
    minimum: Annotated[int, Field(ge=1, le=20)] = 2
    """In how many decisions a criterion must be at stake to be assessed."""
    criteria: Annotated[dict[Key, CriterionShape], Field(min_length=1)]
    """The criteria, by id."""
    critical: list[MoveName] = []
    """Moves that fail an attempt whatever its score."""


def _whole(weights: dict[str, int]) -> dict[str, int]:
    total = sum(weights.values())
    if total != 100:
        by = abs(100 - total)
        fix, fix_zh = ("take {} away", "去掉 {}") if total > 100 else ("add {} somewhere", "补上 {}")
        details = {"total": total, "fix": fix.format(by), "fix_zh": fix_zh.format(by)}
        raise PydanticCustomError("RP026", "sum", details)
    return weights


class KpiTargetsShape(Shape):
    """What a business aims for over many customers. A figure left out has no target."""

    csat: Annotated[float, Field(ge=1, le=5)] | None = None
    """Average satisfaction, at least."""
    nps: Annotated[float, Field(ge=-100, le=100)] | None = None
    """Percentage of promoters minus percentage of detractors, more than."""
    ces: Annotated[float, Field(ge=1, le=5)] | None = None
    """Average effort, at most."""
    fcr: Annotated[float, Field(ge=0, le=100)] | None = None
    """Percentage of cases settled in one contact, at least."""


class KpiProfileShape(Shape):
    """How the figures of an ending are interpreted: the targets, and the weight of each in the composite."""

    roleplay: Literal["kpi/1"]
    """The kind and version of this file."""
    id: Literal["kpi"]
    """Equals the name of the file: a library has one."""
    source: TextShape
    """Where targets and weights come from; shown below the figures."""
    weights: Annotated[dict[Literal["csat", "nps", "ces", "fcr"], Percent], Field(min_length=1), AfterValidator(_whole)]
    """The weight of each figure in the composite, in per cent; they add up to 100."""
    targets: KpiTargetsShape
    """What a business aims for over many customers."""
