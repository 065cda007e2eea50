"""Field types of the file models: names, texts, patterns, dates, numbers; and the base class of all models."""

import re
from calendar import monthrange
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from roleplay.scene.patterns import MAX_LENGTH, PatternError, parse_pattern
from roleplay.scene.text import forbidden_character

#: A key of the JSON Schema that marks where a definition is to be inserted; removed from the finished schema.
PLACE = "x-place"

#: The maximum number of characters in one text.
MAX_TEXT = 2000

WORDS = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
ANY_ID = r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"
CRITERION = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(_[a-z0-9]+)*$"
RUBRIC_OR_CRITERION = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)?$"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


_PATTERN_PROBLEMS = {
    "brackets": (
        "a bracket is not closed, is closed twice, or is inside another",
        "括号没有配对，或者套在另一个括号里",
    ),
    "bar": ("`|` is outside brackets", "`|` 写在了括号外面"),
    "gap": ("a gap (…) needs words on both sides", "空当（…）两边都要有词"),
    "empty": ("one of the alternatives has no words", "括号里有一项是空的"),
    "sentence": ("it continues past the end of a sentence, so it matches nothing", "它跨过了句末标点，永远对不上"),
    "nothing": ("it has no required word, so it would match everything", "没有一个词是必须出现的，什么都会对上"),
    "long": (f"it has more than {MAX_LENGTH} characters", f"超过了 {MAX_LENGTH} 个字符"),
}


def _line(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "blank")
    if len(value) > MAX_TEXT:
        raise PydanticCustomError("RP015", "too long", {"length": len(value), "limit": MAX_TEXT})
    forbidden = forbidden_character(value)
    if forbidden is not None:
        raise PydanticCustomError("RP014", "character", {"character": f"U+{ord(forbidden[1]):04X}"})
    return value


def _pattern(value: str) -> str:
    try:
        parse_pattern(value)
    except PatternError as error:
        en, zh = _PATTERN_PROBLEMS[error.problem]
        raise PydanticCustomError("RP024", "pattern", {"problem": en, "problem_zh": zh}) from None
    return value


def _date(value: Any) -> str:
    """Check that ``value`` is a calendar date. Whether it lies in the future is checked where the date is known."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        year, month, day = map(int, value.split("-"))
        if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return value
    found = str(value)
    raise PydanticCustomError("RP025", "date", {"found": found if len(found) <= 40 else found[:39] + "…"})


def value_kind(value: Any) -> str:
    """The form of a value, used as the tag of every union here, so that an error names the variant that was meant."""
    if isinstance(value, str):
        return "<text>"
    if isinstance(value, list):
        return "<list>"
    return "<map>" if isinstance(value, dict | BaseModel) else "<other>"


Id = Annotated[str, Field(pattern=WORDS, max_length=60)]
Key = Annotated[str, Field(pattern=NAME, max_length=60)]
AnyId = Annotated[str, Field(pattern=ANY_ID, max_length=60)]
CriterionRef = Annotated[str, Field(pattern=CRITERION, max_length=130)]
ScoreRef = Annotated[str, Field(pattern=RUBRIC_OR_CRITERION, max_length=130)]
Language = Annotated[str, Field(pattern=LANGUAGE)]
Line = Annotated[str, Field(min_length=1), AfterValidator(_line)]
Pattern = Annotated[Line, AfterValidator(_pattern)]
DateShape = Annotated[str, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Percent = Annotated[int, Field(ge=0, le=100)]
Change = Annotated[int, Field(ge=-100, le=100)]
Points = Annotated[int, Field(ge=-3, le=3)]

OneText = Annotated[Line, Tag("<text>")]
SeveralTexts = Annotated[
    dict[Language, Line], Field(min_length=1, json_schema_extra={"additionalProperties": False}), Tag("<map>")
]
TextShape = Annotated[OneText | SeveralTexts, Discriminator(value_kind), Field(json_schema_extra={PLACE: "text"})]

#: Described more precisely by the JSON Schema than by this type; see `schema_places`.
ConditionShape = Annotated[dict[str, Any], WithJsonSchema({"type": "object", PLACE: "condition"})]
#: Names defined by a library, which the schema lists; with ``open`` the file itself may define more.
MoveName = Annotated[Key, Field(json_schema_extra={PLACE: "move"})]
OpenMoveName = Annotated[Key, Field(json_schema_extra={PLACE: "move", "open": True})]
PersonaName = Annotated[Id, Field(json_schema_extra={PLACE: "persona"})]
OpenPersonaName = Annotated[Id, Field(json_schema_extra={PLACE: "persona", "open": True})]
RubricName = Annotated[Id, Field(json_schema_extra={PLACE: "rubric"})]
CriterionName = Annotated[CriterionRef, Field(json_schema_extra={PLACE: "criterion"})]


class Shape(BaseModel):
    """The base of all file models: unknown keys are refused, values are not converted, instances are frozen."""

    # built on first use: a run that takes the shared files from the cache only needs the model of a scene
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        populate_by_name=False,
        defer_build=True,
        model_title_generator=lambda shape: shape.__name__.removesuffix("Shape"),
    )
