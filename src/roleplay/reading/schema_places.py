"""What the JSON Schema knows better than the shapes of what stands at a place: names of a library, conditions.

A shape marks such a place by `fields.PLACE`. The names come from a library: an editor completes them with what they
mean, and underlines what is none. Without a library only their form is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from roleplay.reading.fields import ANY_ID, CRITERION, LANGUAGE, NAME, PLACE, WORDS
from roleplay.scene.conditions import COMPARISON
from roleplay.scene.model import Shared
from roleplay.text.languages import interface_of

Schema: TypeAlias = dict[str, Any]
#: name -> what an editor says of it
Names: TypeAlias = Mapping[str, str]

#: What people call the parts of a file: editors show these where something else stands there.
TITLES: Mapping[str, str] = {
    "VariantShape": "text with a condition",
    "QuestionShape": "question with a condition",
    "TargetShape": "target with a condition",
    "MoveUseShape": "move with a condition",
    "PaperShape": "paper",
    "BriefShape": "briefing",
    "CastMemberShape": "person",
    "MeterShape": "meter",
    "ChoiceShape": "choice",
    "SilenceShape": "silence",
    "NodeShape": "node",
    "SketchShape": "node still to be written",
    "KpiShape": "figures of an ending",
    "EndingShape": "ending",
    "PassMarkShape": "pass mark",
    "WalkShape": "walk",
    "ScenarioShape": "scene",
    "MoveShape": "move",
    "VocabularyShape": "vocabulary of moves",
    "PersonaShape": "persona",
    "CriterionShape": "criterion",
    "RubricShape": "rubric",
    "KpiTargetsShape": "targets",
    "KpiProfileShape": "KPI profile",
    "FormItemShape": "scene of a form",
    "FormTimeShape": "time of a form",
    "ParallelFormShape": "form for before and after",
    "KnowledgeStageShape": "questions about rubrics",
    "SceneStageShape": "the scene of an exam",
    "UnseenStageShape": "unseen scenes of an exam",
    "ExamStagesShape": "stages of an exam",
    "ExamShape": "exam",
    "SheetEntryShape": "criterion that was watched",
    "ObserverSheetShape": "sheet of an observer",
}
_PERCENT: Schema = {"type": "integer", "minimum": 0, "maximum": 100}
#: The form of each kind of name, and how it is called.
_FORMS = {
    "move": (NAME, "name of a move"),
    "persona": (WORDS, "name of a persona"),
    "rubric": (WORDS, "name of a rubric"),
    "criterion": (CRITERION, "name of a criterion"),
}
#: Where the definition of a place stands.
_REFERENCE = {place: f"#/$defs/{title.replace(' ', '-')}" for place, (_, title) in _FORMS.items()} | {
    "text": "#/$defs/text",
    "condition": "#/$defs/condition",
}


def put_in_place(body: Schema, shared: Shared | None, language: str) -> Schema:
    """The schema with a definition at each marked place; what is said of names of ``shared`` in ``language``."""
    known = {} if shared is None else _names_of(shared, language)
    body = _Places(known).of(body)
    shapes = body.pop("$defs", {})
    names = {key: TITLES[key].replace(" ", "-") for key in shapes}
    parts = {names[key]: {"title": TITLES[key], **shape} for key, shape in shapes.items()}
    return {**_referring(body, names), "$defs": {**_referring(parts, names), **_definitions(known)}}


class _Places:
    """Walks through a schema of pydantic's, from the inside out."""

    def __init__(self, known: Mapping[str, Names]) -> None:
        self.known = known

    def of(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if not isinstance(value, dict):
            return value
        # pydantic's titles are keys once more; what is a key of a file has a map below it
        made = {key: self.of(item) for key, item in value.items() if key != "title" or isinstance(item, dict)}
        names = value.get("propertyNames", {}).get(PLACE)
        if names in self.known:
            return self.by_name(made, self.known[names])
        if names is not None:
            made["propertyNames"] = {"maxLength": value["propertyNames"]["maxLength"]}
        if "patternProperties" in made:
            made.setdefault("additionalProperties", False)
        place, is_open = made.pop(PLACE, None), made.pop("open", False)
        if place is None:
            return made
        said = {key: made[key] for key in ("description", "default") if key in made}
        match place:
            case "marks" | "expectations":
                return self.scores(made, _PERCENT if place == "marks" else {"$ref": "#/$defs/comparison"})
            case _ if is_open:
                own = {"title": _FORMS[place][1], "type": "string", "pattern": _FORMS[place][0]}
                return {**said, "anyOf": [{"$ref": _REFERENCE[place]}, own]}
            case _:
                return {**said, "$ref": _REFERENCE[place]}

    def by_name(self, made: Schema, names: Names) -> Schema:
        """A map from names of a library to something: each is listed, and no other may stand there."""
        (value,) = made.pop("patternProperties").values()
        made.pop("propertyNames")
        listed = {name: {**value, "description": told} for name, told in names.items()}
        return {**made, "properties": listed, "additionalProperties": False}

    def scores(self, made: Schema, value: Schema) -> Schema:
        """What also has rubrics and their criteria for keys."""
        if not self.known:
            return {**made, "additionalProperties": value}
        names = {**self.known["rubric"], **self.known["criterion"]}
        listed = {name: {**value, "description": told} for name, told in names.items()}
        return {**made, "properties": {**made["properties"], **listed}, "additionalProperties": False}


def _names_of(shared: Shared, language: str) -> Mapping[str, Names]:
    """Every name of a library by its kind."""

    colon = "：" if interface_of(language) == "zh" else ": "

    def told(thing: Any) -> str:
        return f"{thing.name.get(language)}{colon}{thing.about.get(language)}"

    rubrics = shared.rubrics.values()
    return {
        "move": {name: f"[{move.kind.value}] {told(move)}" for name, move in shared.moves.items()},
        "persona": {name: told(persona) for name, persona in shared.personas.items()},
        "rubric": {rubric.id: told(rubric) for rubric in rubrics},
        "criterion": {f"{rubric.id}.{c.id}": told(c) for rubric in rubrics for c in rubric.criteria},
    }


def _definitions(known: Mapping[str, Names]) -> Schema:
    """The definitions that marked places refer to, by name."""
    return {
        **{title.replace(" ", "-"): _name(place, known.get(place)) for place, (_, title) in _FORMS.items()},
        "text": {
            "title": "text",
            "oneOf": [
                {"title": "text", "type": "string", "minLength": 1},
                {
                    "title": "text by language",
                    "type": "object",
                    "minProperties": 1,
                    "properties": {code: {"type": "string", "minLength": 1} for code in ("en", "zh")},
                    "patternProperties": {LANGUAGE: {"type": "string", "minLength": 1}},
                    "additionalProperties": False,
                },
            ],
        },
        "comparison": {
            "title": "comparison in quotes",
            "description": 'A comparison, in quotes: ">= 40", "< 20", "= 3", "30..60".',
            "type": "string",
            "pattern": f"^{COMPARISON}$",
        },
        "condition": _condition(),
    }


def _name(place: str, names: Names | None) -> Schema:
    form, title = _FORMS[place]
    said: Schema = {"title": title, "type": "string"}
    if names is None:
        return {**said, "pattern": form}
    return {**said, "enum": list(names), "enumDescriptions": list(names.values())}


def _condition() -> Schema:
    condition, comparison = {"$ref": "#/$defs/condition"}, {"$ref": "#/$defs/comparison"}
    word = {"title": "value of a dealt fact", "type": "string", "pattern": ANY_ID}
    return {
        "title": "condition",
        "description": "All entries must hold. A meter: a comparison in quotes; a flag: true or false; a dealt fact:"
        " a value or a list of them.",
        "type": "object",
        "minProperties": 1,
        "properties": {
            "any": {"description": "At least one of these holds.", "type": "array", "items": condition, "minItems": 1},
            "not": {**condition, "description": "This does not hold."},
            "turn": {**comparison, "description": "So many decisions have been taken."},
        },
        "patternProperties": {
            r"^visits\.": {**comparison, "description": "The node has been entered so often, this time included."},
            r"^persona\.": _one_or_more({"$ref": _REFERENCE["persona"]}, "Whoever this is, is played as this persona."),
            r"^chose\.": _one_or_more(
                {"title": "choice", "type": "string", "pattern": WORDS},
                "This line was said there; in `discussion` only.",
            ),
        },
        "additionalProperties": {
            "anyOf": [
                comparison,
                {"title": "flag: true or false", "type": "boolean"},
                word,
                {"title": "values of a dealt fact", "type": "array", "items": word, "minItems": 1},
            ]
        },
    }


def _one_or_more(one: Schema, description: str) -> Schema:
    return {"description": description, "anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _referring(value: Any, names: Mapping[str, str]) -> Any:
    """The same with references to definitions under their other ``names``."""
    if isinstance(value, list):
        return [_referring(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _referring(item, names) for key, item in value.items()}
    if isinstance(made.get("$ref"), str):
        head, _, name = made["$ref"].rpartition("/")
        made["$ref"] = f"{head}/{names.get(name, name)}"
    return made
