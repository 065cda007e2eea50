"""Expands a sketch into the node it stands for: a playable stub in which no criterion is due."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading import shapes
from roleplay.scene.text import Text, is_todo


def expand_sketch(sketch: shapes.SketchShape, scenario: shapes.ScenarioShape) -> shapes.NodeShape:
    """The node of a sketch. The note appears as what is said, or in the lines if what is said is written already."""
    ways = [sketch.goto] if isinstance(sketch.goto, str) else sketch.goto or [next(iter(scenario.endings))]
    todo = Text(tuple((code, _stub(code, text)) for code, text in Text.of(sketch.todo, scenario.language).values))
    shared = shapes.NodeShape.model_fields.keys() & shapes.SketchShape.model_fields.keys()
    written = {key: getattr(sketch, key) for key in shared}
    written["speaker"] = sketch.speaker or next(iter(scenario.cast))
    written["says"] = sketch.says or dict(todo.values)
    choices = [_way_on(to, todo if sketch.says else None) for to in dict.fromkeys(ways)]
    # not validated: its parts already were, and a stub's line may lack moves, which an author's may not
    return shapes.NodeShape.model_construct(**written, assess=[], choices=choices)


def _stub(language: str, text: str) -> str:
    begin = "" if is_todo(text) else "待写：" if language == "zh" else "todo: "
    return Text(((language, begin + text),)).bracket_todos().get(language)


def _way_on(to: str, lines: Text | None) -> shapes.ChoiceShape:
    """The line of a stub, which only moves on to ``to``. ``lines``: the note on what should be written here."""
    ways: Mapping[str, str] = {"en": f" (go on: {to})", "zh": f"（往下走：{to}）"}
    say = {code: f"{'' if lines is None else lines.get(code)}{way}".strip() for code, way in ways.items()}
    return shapes.ChoiceShape.model_construct(id=f"to-{to}", say=say, moves=[], goto=to)
