"""The JSON Schema of the four kinds of file, made from their models: for editors and other tools."""

from __future__ import annotations

from typing import Any

from roleplay.language.files import FORMATS


def schema(kind: str | None = None) -> dict[str, Any]:
    """The schema of one kind (``scenario``, ``rubric``, ``persona``, ``moves``), or of any of them.

    A file of any kind is recognised by its ``roleplay:`` line. Raises `KeyError` for an unknown kind.
    """
    if kind is not None:
        form = {form.partition("/")[0]: form for form in FORMATS}[kind]
        return _whole(FORMATS[form].model_json_schema(by_alias=True), f"roleplay {form}")
    definitions: dict[str, Any] = {}
    branches: list[dict[str, Any]] = []
    for form, model in FORMATS.items():
        one = model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
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


def _whole(body: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "title": title}
