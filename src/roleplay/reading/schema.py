"""The JSON Schema of the four kinds of file, made from their models: for editors and other tools."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from typing import Any

from roleplay.reading import shapes
from roleplay.reading.shapes import FORMATS


def schema(kind: str | None = None) -> dict[str, Any]:
    """The schema of one kind (``scenario``, ``rubric``, ``persona``, ``moves``), or of any of them.

    A file of any kind is recognised by its ``roleplay:`` line. Raises `KeyError` for an unknown kind.
    """
    if kind is not None:
        form = {form.partition("/")[0]: form for form in FORMATS}[kind]
        model = FORMATS[form]
        return _whole(_described(model.__name__, model.model_json_schema(by_alias=True)), f"roleplay {form}")
    definitions: dict[str, Any] = {}
    branches: list[dict[str, Any]] = []
    for form, model in FORMATS.items():
        one = _described(model.__name__, model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}"))
        definitions |= one.pop("$defs", {})
        definitions[model.__name__] = one
        condition = {"properties": {"roleplay": {"const": form}}, "required": ["roleplay"]}
        branches.append({"if": condition, "then": {"$ref": f"#/$defs/{model.__name__}"}})
    any_of = {
        "type": "object",
        "required": ["roleplay"],
        "properties": {"roleplay": {"enum": list(FORMATS), "description": "The kind and version of this file."}},
        "allOf": branches,
        "$defs": definitions,
    }
    return _whole(any_of, "roleplay")


def _described(name: str, body: dict[str, Any]) -> dict[str, Any]:
    """``body`` with the docstrings of the models' fields as descriptions.

    pydantic would read them itself (``use_attribute_docstrings``), at every import, for 15 ms.
    """
    for model, part in {name: body, **body.get("$defs", {})}.items():
        for field, text in _docstrings().get(model, {}).items():
            if field in part.get("properties", {}):
                part["properties"][field]["description"] = text
    return body


@cache
def _docstrings() -> dict[str, dict[str, str]]:
    """model -> field, by the name that it has in a file -> the string below it."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(shapes)).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = {
                field.target.id.rstrip("_"): inspect.cleandoc(below.value.value)
                for field, below in pairwise(node.body)
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
                and isinstance(below.value.value, str)
            }  # fmt: skip
    return found


def _whole(body: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "title": title}
