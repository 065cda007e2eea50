"""The JSON Schema of every kind of file, generated from the shapes: for editors and other tools."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from typing import Any

from roleplay.reading import form_shapes, observation_shapes, shapes, shared_shapes
from roleplay.reading.fields import Shape
from roleplay.reading.schema_places import TITLES, insert_definitions
from roleplay.reading.shapes import FORMATS
from roleplay.scene.model import Shared

#: The modules that define shapes.
_MODULES = (shared_shapes, form_shapes, observation_shapes, shapes)


def schema(kind: str | None = None, shared: Shared | None = None, language: str = "en") -> dict[str, Any]:
    """The schema of one kind (the word before the ``/1`` of its first line), or of any of them.

    The kind of a file is recognised by its ``roleplay:`` line. The moves, personas, rubrics and criteria of ``shared``
    are listed with their meaning in ``language``, and no others are accepted; without ``shared``, any well-formed name
    is. Raises `KeyError` for an unknown kind.
    """
    if kind is not None:
        format = {format.partition("/")[0]: format for format in FORMATS}[kind]
        shape = FORMATS[format]
        body = _described(shape, shape.model_json_schema(by_alias=True))
        return _whole(insert_definitions(body, shared, language), TITLES[shape.__name__])
    definitions: dict[str, Any] = {}
    branches: list[dict[str, Any]] = []
    for format, shape in FORMATS.items():
        body = _described(shape, shape.model_json_schema(by_alias=True, ref_template="#/$defs/{model}"))
        definitions |= body.pop("$defs", {})
        definitions[shape.__name__] = body
        condition = {"properties": {"roleplay": {"const": format}}, "required": ["roleplay"]}
        branches.append({"if": condition, "then": {"$ref": f"#/$defs/{shape.__name__}"}})
    any_kind = {
        "type": "object",
        "required": ["roleplay"],
        "properties": {"roleplay": {"enum": list(FORMATS), "description": "The kind and version of this file."}},
        "allOf": branches,
        "$defs": definitions,
    }
    return _whole(insert_definitions(any_kind, shared, language), "file of roleplay")


def _described(shape: type[Shape], body: dict[str, Any]) -> dict[str, Any]:
    """``body``, the schema of ``shape``, with the docstrings of the fields as descriptions.

    Pydantic could read them itself (``use_attribute_docstrings``), but that takes 15 ms at every import.
    """
    for name, part in {shape.__name__: body, **body.get("$defs", {})}.items():
        for field, text in _docstrings().get(name, {}).items():
            key = _shape(name).model_fields[field].alias or field
            part["properties"][key]["description"] = text
    return body


def _shape(name: str) -> type[Shape]:
    shape: type[Shape] = next(getattr(module, name) for module in _MODULES if hasattr(module, name))
    return shape


@cache
def _docstrings() -> dict[str, dict[str, str]]:
    """shape -> field -> its docstring."""
    docstrings: dict[str, dict[str, str]] = {}
    for node in [node for module in _MODULES for node in ast.parse(inspect.getsource(module)).body]:
        if isinstance(node, ast.ClassDef):
            docstrings[node.name] = {
                field.target.id: inspect.cleandoc(below.value.value)
                for field, below in pairwise(node.body)
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
                and isinstance(below.value.value, str)
            }  # fmt: skip
    return docstrings


def _whole(body: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "title": title}
