"""What a shape allows at one location of a file: the known keys, and the bounds of a number."""

from __future__ import annotations

import types
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from roleplay.reading.fields import Shape

#: A location as pydantic reports it: the path in the file, interspersed with the tags of unions.
Location: TypeAlias = tuple[str | int, ...]


def known_keys(annotation: Any, loc: Location) -> list[str]:
    """The keys of the model found by following ``loc`` from ``annotation``."""
    annotation = _bare(_follow(annotation, loc))
    if get_origin(annotation) in (Union, types.UnionType):  # an optional value
        annotation = _bare(next(option for option in get_args(annotation) if option is not type(None)))
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return [field.alias or name for name, field in annotation.model_fields.items()]
    return []


def bounds(model: type[Shape], loc: Location) -> tuple[str, str]:
    """The minimum and the maximum of a number at ``loc``, as text; empty if there is no such bound."""
    limits: dict[str, Any] = {}
    for constraint in _constraints(_follow(model, loc)):
        limits |= {name: getattr(constraint, name) for name in ("ge", "gt", "le", "lt") if hasattr(constraint, name)}
    low, high = limits.get("ge", limits.get("gt", "")), limits.get("le", limits.get("lt", ""))
    return str(low), str(high)


def _constraints(annotation: Any) -> list[Any]:
    """The metadata of an annotation, also inside ``X | None``."""
    if get_origin(annotation) in (Union, types.UnionType):
        return [constraint for option in get_args(annotation) for constraint in _constraints(option)]
    if get_origin(annotation) is not Annotated:
        return []
    return [inner for outer in annotation.__metadata__ for inner in getattr(outer, "metadata", [outer])]


def _follow(annotation: Any, loc: Location) -> Any:
    for step in loc:
        annotation = _inside(annotation, step)
    return annotation


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _inside(annotation: Any, step: str | int) -> Any:
    annotation = _bare(annotation)
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        for option in get_args(annotation):
            if step in _tags(option):
                return option
        options = [o for o in get_args(annotation) if o is not type(None)]
        return _inside(options[0], step)
    if origin in (dict, list):
        return get_args(annotation)[-1]
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        for name, field in annotation.model_fields.items():
            if step == (field.alias or name):
                return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        return get_args(annotation.__annotations__.get("__pydantic_extra__"))[-1]
    return annotation


def _tags(option: Any) -> set[str]:
    return {m.tag for m in getattr(option, "__metadata__", ()) if hasattr(m, "tag")}
